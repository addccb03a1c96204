"""What the metrics remember of a report: its legs, their clocks, and how it ended."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from domain.clock import Unit, WorkingCalendar, elapsed
from domain.report.terms import Terms
from projections.metrics.waits import Wait
from services.eventlog.instants import from_micros, to_micros

_CHINA, _DAY = 8 * 3_600_000_000, 24 * 3_600_000_000  # microseconds
_EPOCH = date(1970, 1, 1).toordinal()
Spans = list[tuple[int, int | None]]  # in microseconds; the last one may run


class Leg(Struct, kw_only=True, omit_defaults=True):
    """One office's turn (处置环节); the same office again goes on with it."""

    office: str
    started_at: int
    due_at: int
    unit: Unit
    standing: str = "running"  # running, suspended, resolved, left, dropped
    overdue: bool | None = None  # the verdict; void again once it is reopened
    exempted: bool = False
    returned: bool = False
    spans: Spans = []  # while its clock ran
    turns: Spans = []  # while the office had it, pauses included
    resolved_at: int | None = None
    clock: int = 0  # seconds on the limit's own clock until it was resolved
    wall: int = 0  # seconds by the wall clock


class Measured(Struct, kw_only=True, omit_defaults=True):
    """A report, as far as it is measured."""

    rider: str
    submitted_at: int
    category: str
    state: str = "submitted"
    office: str | None = None  # who has it, or had it at the end
    first_office: str | None = None
    first_kept: bool = True  # the first dispatch was neither returned nor transferred
    accepted_at: int | None = None
    resolved: bool = False  # at least once
    reopened: bool = False  # at least once, after it was resolved
    check: str | None = None  # the first one: passed, failed, lapsed
    verified_at: int | None = None
    same_rider: bool | None = None  # of a duplicate
    stars: int | None = None
    legs: list[Leg] = []
    current: int | None = None  # index of the leg that runs, or ran last
    waits: list[Wait] = []

    @property
    def leg(self) -> Leg | None:
        """The leg that runs, or ran last."""
        return None if self.current is None else self.legs[self.current]


def china_day(micros: int) -> int:
    """Return the number of the day in China on which a moment falls."""
    return _EPOCH + (micros + _CHINA) // _DAY


def china_month(micros: int) -> int:
    """Name the month in China in which a moment falls: 202611."""
    day = date.fromordinal(china_day(micros))
    return day.year * 100 + day.month


def begun(case: Measured, office: str, terms: Terms, at: int) -> Measured:
    """Give the turn to an office, with a new leg or the one it had."""
    due, unit = to_micros(terms.due_at), terms.limit.unit
    index = next((n for n, leg in enumerate(case.legs) if leg.office == office), len(case.legs))
    old = case.legs[index : index + 1] or [Leg(office=office, started_at=at, due_at=due, unit=unit)]
    leg = replace(old[0], due_at=due, unit=unit, standing="running", overdue=None)
    leg = replace(leg, spans=_open(leg.spans, at), turns=_open(leg.turns, at), resolved_at=None)
    legs = [*case.legs[:index], leg, *case.legs[index + 1 :]]
    category = terms.category
    new = replace(case, legs=legs, current=index, office=office, category=category)
    return replace(new, state="dispatched")


def ended(case: Measured, standing: str, at: int, *, overdue: bool | None) -> Measured:
    """End the running leg; one that is over keeps what was said of it."""
    leg = case.leg
    if leg is None or leg.standing not in {"running", "suspended"}:
        return case
    spans, turns = _shut(leg.spans, at), _shut(leg.turns, at)
    new = replace(leg, standing=standing, overdue=overdue, spans=spans, turns=turns)
    return with_leg(case, new)


def paused(case: Measured, at: int) -> Measured:
    """Let the clock of the leg stand still; the office still has it."""
    leg = case.leg
    if leg is None:
        return case
    return with_leg(case, replace(leg, standing="suspended", spans=_shut(leg.spans, at)))


def resumed(case: Measured, terms: Terms, at: int) -> Measured:
    """Let the clock of the leg run on."""
    leg = case.leg
    if leg is None:
        return case
    running = replace(leg, standing="running", spans=_open(leg.spans, at))
    return timed(with_leg(case, running), terms)


def timed(case: Measured, terms: Terms | None) -> Measured:
    """Move the deadline of the leg."""
    leg = case.leg
    if leg is None or terms is None:
        return case
    due, unit = to_micros(terms.due_at), terms.limit.unit
    return replace(with_leg(case, replace(leg, due_at=due, unit=unit)), category=terms.category)


def done(case: Measured, at: int, calendar: WorkingCalendar, *, overdue: bool) -> Measured:
    """Resolve the leg: measure it by its own clock and by the wall clock."""
    new = ended(case, "resolved", at, overdue=overdue)
    leg = new.leg
    if leg is None:
        return new
    clock = sum(
        elapsed(from_micros(start), from_micros(at if end is None else end), leg.unit, calendar)
        for start, end in leg.spans
    )
    wall = sum((at if end is None else end) - start for start, end in leg.turns) // 1_000_000
    return with_leg(new, replace(leg, resolved_at=at, clock=clock, wall=wall))


def with_leg(case: Measured, leg: Leg) -> Measured:
    """Replace the current leg."""
    legs = [leg if n == case.current else old for n, old in enumerate(case.legs)]
    return replace(case, legs=legs)


def _open(spans: Spans, at: int) -> Spans:
    return spans if spans and spans[-1][1] is None else [*spans, (at, None)]


def _shut(spans: Spans, at: int) -> Spans:
    if not spans or spans[-1][1] is not None:
        return spans
    return [*spans[:-1], (spans[-1][0], at)]
