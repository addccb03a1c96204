"""What one report adds to each cell: the difference before and after is what changes."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from projections.metrics.histogram import bucket_of
from projections.metrics.measured import Leg, Measured, china_day
from projections.metrics.waits import Awaited, Wait
from projections.queues.case import OPEN_STATES

CONTENT = 4  # stars from which on a reporter is content
SECOND = 1_000_000
_CLOSED_UNHANDLED = ("rejected", "duplicate", "withdrawn")


class Cell(NamedTuple):
    """Where something is counted."""

    measure: str
    day: int
    office: str
    category: str
    bucket: int = 0


def contributions(case: Measured | None) -> Counter[Cell]:
    """Count a report in all its cells; one that does not exist is in none."""
    found: Counter[Cell] = Counter()
    if case is not None:
        found.update(_coming_in(case))
        for leg in case.legs:
            found.update(_turns(leg, case.category))
        for wait in case.waits:
            found.update(_waited(wait, case.category))
        found.update(_as_a_whole(case))
    return found


def moved(before: Measured | None, after: Measured) -> Counter[Cell]:
    """Say what an event adds to each cell, or takes away."""
    delta = contributions(after)
    delta.subtract(contributions(before))
    return delta


def _coming_in(case: Measured) -> Iterator[Cell]:
    """Count it on the day it was submitted."""
    place = china_day(case.submitted_at), case.office or "", case.category
    yield Cell("submitted", *place)
    if case.state in OPEN_STATES:
        yield Cell("open", *place, OPEN_STATES.index(case.state))
    if case.state in {"withdrawn", "duplicate"}:
        yield Cell(case.state, *place)
    elif case.accepted_at is not None:
        yield Cell("accepted", *place)
    elif case.state == "rejected":
        yield Cell("rejected", *place)
    if case.state == "duplicate" and case.same_rider is False:
        yield Cell("duplicate_of_another", *place)


def _turns(leg: Leg, category: str) -> Iterator[Cell]:
    """Count an office's turn on the day it was due, its length on the day it was resolved."""
    place = china_day(leg.due_at), leg.office, category
    yield Cell("leg", *place)
    if leg.returned:
        yield Cell("leg_returned", *place)
    if leg.overdue:
        yield Cell("leg_late", *place)
        if leg.exempted:
            yield Cell("leg_exempted", *place)
    elif leg.standing == "resolved":
        yield Cell("leg_in_time", *place)
    else:
        yield Cell(f"leg_{leg.standing}", *place)  # running, suspended, left, dropped
    if leg.resolved_at is not None:
        end = china_day(leg.resolved_at), leg.office, category
        yield Cell("handling_clock", *end, bucket_of(leg.clock))
        yield Cell("handling_wall", *end, bucket_of(leg.wall))


def _waited(wait: Wait, category: str) -> Iterator[Cell]:
    """Count a stay on the day it ended; each resolution and each closing on its own day."""
    checked = wait.whom is Awaited.VERIFICATION
    if checked:
        yield Cell("resolution", china_day(wait.began), wait.office, category)
    if wait.ended is None or not wait.counts:
        return
    end = china_day(wait.ended), wait.office, category
    yield Cell(wait.whom.value, *end, bucket_of((wait.ended - wait.began) // SECOND))
    if checked and wait.led_to == "verified":
        yield Cell("verification_passed", *end)


def _as_a_whole(case: Measured) -> Iterator[Cell]:
    """Count what was accepted: when filed, when due, when closed."""
    leg = case.leg
    if case.accepted_at is None or leg is None:
        return
    filed = china_day(case.accepted_at), case.first_office or "", case.category
    yield Cell("first_dispatch", *filed)
    if case.first_kept:
        yield Cell("first_dispatch_kept", *filed)
    yield Cell("response", *filed, bucket_of((case.accepted_at - case.submitted_at) // SECOND))
    if case.state in _CLOSED_UNHANDLED:
        return
    due = china_day(leg.due_at), leg.office, case.category
    for prefix, place in (("case", due), ("filed", filed)):
        yield Cell(prefix, *place)
        if case.state == "suspended":
            yield Cell(f"{prefix}_suspended", *place)
        if case.state == "verified" and leg.overdue is False:
            yield Cell(f"{prefix}_in_time", *place)
    done = {"case_resolved": case.resolved, "case_reopened": case.reopened}
    done |= {f"check_{case.check}": case.check is not None}
    yield from (Cell(measure, *due) for measure, counts in done.items() if counts)
    if case.state == "verified" and case.verified_at is not None:
        yield Cell("case_verified", *due)
        yield from _closed(case, case.verified_at, leg.office)


def _closed(case: Measured, at: int, office: str) -> Iterator[Cell]:
    place = china_day(at), office, case.category
    yield Cell("whole", *place, bucket_of((at - case.submitted_at) // SECOND))
    if case.stars is None:
        yield Cell("not_rated", *place)
        return
    yield Cell("rated", *place)
    if case.stars >= CONTENT:
        yield Cell("content", *place)
