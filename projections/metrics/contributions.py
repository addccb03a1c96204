"""What one report adds to each cell: the difference before and after is what changes.

Most events leave most of a report as it was. So it is counted in parts, each from its grounds
alone, and a part whose grounds stay the same is not counted again: a fifth of the view's time.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from projections.metrics.histogram import bucket_of
from projections.metrics.measured import Leg, Measured, china_day
from projections.metrics.waits import Awaited, Wait
from projections.queues.case import OPEN_STATES

CONTENT = 4  # stars from which on a reporter is content
SECOND = 1_000_000
_CLOSED_UNHANDLED = ("rejected", "duplicate", "withdrawn")

Cell = tuple[str, int, str, str, int]  # measure, day, office, category, bucket
Part = tuple[Callable[..., Iterator[Cell]], int, tuple[Any, ...]]  # its number among its kind


class ComingIn(NamedTuple):
    """What any report is counted by, on the day it was submitted."""

    submitted_at: int
    office: str
    category: str
    state: str
    accepted: bool
    same_rider: bool | None


class Whole(NamedTuple):
    """What an accepted report is counted by: when filed, when due, when closed."""

    submitted_at: int
    accepted_at: int
    first_office: str
    first_kept: bool
    category: str
    state: str  # empty while it is no more than open
    office: str  # of the last leg, whose deadline and verdict follow
    due_at: int
    overdue: bool | None
    resolved: bool
    reopened: bool
    check: str | None
    verified_at: int | None
    stars: int | None


def moved(before: Measured | None, after: Measured) -> dict[Cell, int]:
    """Say what an event adds to each cell; less than nothing where it takes away."""
    former, latter = list(_parts(before)), list(_parts(after))
    delta: dict[Cell, int] = {}
    for parts, others, sign in ((latter, former, 1), (former, latter, -1)):
        for part in parts:
            if part not in others:
                count, _, grounds = part
                for cell in count(*grounds):
                    delta[cell] = delta.get(cell, 0) + sign
    return delta


def _parts(case: Measured | None) -> Iterator[Part]:
    """Part a report; one that does not exist has none."""
    if case is None:
        return
    accepted = case.accepted_at is not None
    place = case.submitted_at, case.office or "", case.category
    yield _coming_in, 0, (ComingIn(*place, case.state, accepted, case.same_rider),)
    for number, leg in enumerate(case.legs):
        yield _turns, number, (leg, case.category)
    for number, wait in enumerate(case.waits):
        yield _waited, number, (wait, case.category)
    last = case.leg
    if case.accepted_at is not None and last is not None:
        whole = Whole(
            submitted_at=case.submitted_at,
            accepted_at=case.accepted_at,
            first_office=case.first_office or "",
            first_kept=case.first_kept,
            category=case.category,
            state="" if case.state in _AS_OPEN else case.state,
            office=last.office,
            due_at=last.due_at,
            overdue=last.overdue,
            resolved=case.resolved,
            reopened=case.reopened,
            check=case.check,
            verified_at=case.verified_at,
            stars=case.stars,
        )
        yield _as_a_whole, 0, (whole,)


def _coming_in(case: ComingIn) -> Iterator[Cell]:
    """Count it on the day it was submitted."""
    place = china_day(case.submitted_at), case.office, case.category
    yield "submitted", *place, 0
    if case.state in OPEN_STATES:
        yield "open", *place, OPEN_STATES.index(case.state)
    if case.state in {"withdrawn", "duplicate"}:
        yield case.state, *place, 0
    elif case.accepted:
        yield "accepted", *place, 0
    elif case.state == "rejected":
        yield "rejected", *place, 0
    if case.state == "duplicate" and case.same_rider is False:
        yield "duplicate_of_another", *place, 0


def _turns(leg: Leg, category: str) -> Iterator[Cell]:
    """Count an office's turn on the day it was due, its length on the day it was resolved."""
    place = china_day(leg.due_at), leg.office, category, 0
    yield "leg", *place
    if leg.returned:
        yield "leg_returned", *place
    if leg.overdue:
        yield "leg_late", *place
        if leg.exempted:
            yield "leg_exempted", *place
    elif leg.standing == "resolved":
        yield "leg_in_time", *place
    else:
        yield f"leg_{leg.standing}", *place  # running, suspended, left, dropped
    if leg.resolved_at is not None:
        end = china_day(leg.resolved_at), leg.office, category
        yield "handling_clock", *end, bucket_of(leg.clock)
        yield "handling_wall", *end, bucket_of(leg.wall)


def _waited(wait: Wait, category: str) -> Iterator[Cell]:
    """Count a stay on the day it ended; each resolution and each closing on its own day."""
    checked = wait.whom is Awaited.VERIFICATION
    if checked:
        yield "resolution", china_day(wait.began), wait.office, category, 0
    if wait.ended is None or not wait.counts:
        return
    end = china_day(wait.ended), wait.office, category
    yield wait.whom.value, *end, bucket_of((wait.ended - wait.began) // SECOND)
    if checked and wait.led_to == "verified":
        yield "verification_passed", *end, 0


def _as_a_whole(case: Whole) -> Iterator[Cell]:
    """Count what was accepted: when filed, when due, when closed."""
    filed = china_day(case.accepted_at), case.first_office, case.category
    yield "first_dispatch", *filed, 0
    if case.first_kept:
        yield "first_dispatch_kept", *filed, 0
    yield "response", *filed, bucket_of((case.accepted_at - case.submitted_at) // SECOND)
    if case.state in _CLOSED_UNHANDLED:
        return
    due = china_day(case.due_at), case.office, case.category
    for prefix, place in (("case", due), ("filed", filed)):
        yield prefix, *place, 0
        if case.state == "suspended":
            yield f"{prefix}_suspended", *place, 0
        if case.state == "verified" and case.overdue is False:
            yield f"{prefix}_in_time", *place, 0
    done = {"case_resolved": case.resolved, "case_reopened": case.reopened}
    done |= {f"check_{case.check}": case.check is not None}
    yield from ((measure, *due, 0) for measure, counts in done.items() if counts)
    if case.state == "verified" and case.verified_at is not None:
        yield "case_verified", *due, 0
        yield from _closed(case, case.verified_at)


def _closed(case: Whole, at: int) -> Iterator[Cell]:
    place = china_day(at), case.office, case.category
    yield "whole", *place, bucket_of((at - case.submitted_at) // SECOND)
    if case.stars is None:
        yield "not_rated", *place, 0
        return
    yield "rated", *place, 0
    if case.stars >= CONTENT:
        yield "content", *place, 0


_AS_OPEN = frozenset(OPEN_STATES) - {"suspended"}  # states that are counted alike
