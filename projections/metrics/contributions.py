"""What one report adds to each cell: the difference before and after is what changes.

Most events leave most of a report as it was. So it is counted in parts, each from its grounds
alone, and a part whose grounds stay the same is not counted again: 7.4 us an event became XX.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from projections.metrics.histogram import bucket_of
from projections.metrics.measured import Leg, Measured, china_day
from projections.metrics.waits import Awaited, Wait
from projections.queues.case import OPEN_STATES

CONTENT = 4  # stars from which on a reporter is content
SECOND = 1_000_000
_CLOSED_UNHANDLED = ("rejected", "duplicate", "withdrawn")

Cell = tuple[str, int, str, str, int]  # measure, day, office, category, bucket
Grounds = Sequence[Any]  # of the parts of one kind, each with a place of its own


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
    delta: dict[Cell, int] = {}
    if before is after:
        return delta
    _count(delta, _coming_in, _came(before), _came(after))
    if before is None or before.legs is not after.legs or before.category != after.category:
        _count(delta, _turns, _legs(before), _legs(after))
    if before is None or before.waits is not after.waits or before.category != after.category:
        _count(delta, _waited, _stays(before), _stays(after))
    _count(delta, _as_a_whole, _whole(before), _whole(after))
    return delta


def _count(
    delta: dict[Cell, int],
    cells: Callable[[Any], Iterator[Cell]],
    former: Grounds,
    latter: Grounds,
) -> None:
    """Count what differs: take away what was, add what is."""
    if former == latter:
        return
    for was, now in zip_longest(former, latter):
        if was != now:
            for grounds, sign in ((now, 1), (was, -1)):
                for cell in () if grounds is None else cells(grounds):
                    delta[cell] = delta.get(cell, 0) + sign


def _came(case: Measured | None) -> Grounds:
    if case is None:
        return ()
    accepted = case.accepted_at is not None
    place = case.submitted_at, case.office or "", case.category
    return (ComingIn(*place, case.state, accepted, case.same_rider),)


def _legs(case: Measured | None) -> Grounds:
    return [] if case is None else [(leg, case.category) for leg in case.legs]


def _stays(case: Measured | None) -> Grounds:
    return [] if case is None else [(wait, case.category) for wait in case.waits]


def _whole(case: Measured | None) -> Grounds:
    """Count as a whole what was ever accepted."""
    if case is None or case.accepted_at is None or case.leg is None:
        return ()
    last = case.leg
    return (
        Whole(
            case.submitted_at,
            case.accepted_at,
            case.first_office or "",
            case.first_kept,
            case.category,
            "" if case.state in _AS_OPEN else case.state,
            last.office,
            last.due_at,
            last.overdue,
            case.resolved,
            case.reopened,
            case.check,
            case.verified_at,
            case.stars,
        ),
    )


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


def _turns(turn: tuple[Leg, str]) -> Iterator[Cell]:
    """Count an office's turn on the day it was due, its length on the day it was resolved."""
    leg, category = turn
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


def _waited(stay: tuple[Wait, str]) -> Iterator[Cell]:
    """Count a stay on the day it ended; each resolution and each closing on its own day."""
    wait, category = stay
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
