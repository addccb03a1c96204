"""What one report adds to each cell: the difference before and after is what changes.

A report has shares: each is a place, that is a day, an office and a category, and what is
counted there. A share that stays the same is not counted again, and of one that stays in its
place only what differs; most events leave most of a report as it was. It was 7.4 us an event
by parts whose cells were counted one by one, and is 5.7.
"""

from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from projections.metrics.histogram import bucket_of
from projections.metrics.measured import Leg, Measured, china_day
from projections.metrics.waits import Awaited, Wait
from projections.queues.case import OPEN_STATES

CONTENT = 4  # stars from which on a reporter is content
SECOND = 1_000_000
_CLOSED_UNHANDLED = ("rejected", "duplicate", "withdrawn")

Cell = tuple[str, int, str, str, int]  # measure, day, office, category, bucket
Place = tuple[int, str, str]  # day, office, category
Mark = tuple[str, int]  # measure, bucket
Marks = tuple[Mark, ...]
Share = tuple[Place, Marks]
_NOTHING: Share = ((0, "", ""), ())


def moved(before: Measured | None, after: Measured) -> dict[Cell, int]:
    """Say what an event adds to each cell; less than nothing where it takes away."""
    delta: dict[Cell, int] = {}
    if before is after:
        return delta
    _change(delta, _as_a_whole(before), _as_a_whole(after))
    renamed = before is None or before.category != after.category
    if before is None or renamed or before.legs is not after.legs:
        _change(delta, _turns(before), _turns(after))
    if before is None or renamed or before.waits is not after.waits:
        _change(delta, _stays(before), _stays(after))
    return delta


def _change(delta: dict[Cell, int], former: Sequence[Share], latter: Sequence[Share]) -> None:
    """Take away what was, add what is; shares of the same number are compared."""
    for was, now in zip_longest(former, latter, fillvalue=_NOTHING):
        if was == now:
            continue
        (place, gone), (new_place, come) = was, now
        if place == new_place:
            gone, come = (
                tuple(one for one in gone if one not in come),
                tuple(one for one in come if one not in gone),
            )
        for (day, office, category), marks, sign in ((place, gone, -1), (new_place, come, 1)):
            for measure, bucket in marks:
                cell = measure, day, office, category, bucket
                delta[cell] = delta.get(cell, 0) + sign


def _as_a_whole(case: Measured | None) -> list[Share]:
    """Share a report out: when submitted, and once accepted, when filed, when due, when closed."""
    if case is None:
        return []
    accepted, last, category = case.accepted_at, case.leg, case.category
    came = _coming_in(case.state, case.same_rider, accepted=accepted is not None)
    shares = [((china_day(case.submitted_at), case.office or "", category), came)]
    if accepted is None or last is None:
        return shares
    response = bucket_of((accepted - case.submitted_at) // SECOND)
    in_time = case.state == "verified" and last.overdue is False
    marks = _filed(case.state, kept=case.first_kept, in_time=in_time)
    place = china_day(accepted), case.first_office or "", category
    shares.append((place, (*marks, ("response", response))))
    if case.state in _CLOSED_UNHANDLED:
        return shares
    closed_at = case.verified_at if case.state == "verified" else None
    story = case.resolved, case.reopened, case.check, closed_at is not None
    marks = _due(case.state, *story, in_time=in_time)
    shares.append(((china_day(last.due_at), last.office, category), marks))
    if closed_at is not None:
        whole = bucket_of((closed_at - case.submitted_at) // SECOND)
        marks = (("whole", whole), *_rated(case.stars))
        shares.append(((china_day(closed_at), last.office, category), marks))
    return shares


@cache
def _coming_in(state: str, same_rider: bool | None, *, accepted: bool) -> Marks:  # noqa: FBT001 - a fact of three values, no switch
    """Count a report on the day it was submitted."""
    counted = {"submitted": 0}
    if state in OPEN_STATES:
        counted["open"] = OPEN_STATES.index(state)
    if state in {"withdrawn", "duplicate"}:
        counted[state] = 0
    elif accepted:
        counted["accepted"] = 0
    elif state == "rejected":
        counted["rejected"] = 0
    if state == "duplicate" and same_rider is False:
        counted["duplicate_of_another"] = 0
    return tuple(counted.items())


@cache
def _filed(state: str, *, kept: bool, in_time: bool) -> Marks:
    """Count what was accepted on the day it first went to an office."""
    counts = {"first_dispatch": True, "first_dispatch_kept": kept}
    return _those(counts) + _still("filed", state, in_time=in_time)


@cache
def _due(
    state: str,
    resolved: bool,  # noqa: FBT001 - facts, no switches
    reopened: bool,  # noqa: FBT001 - as above
    check: str | None,
    closed: bool,  # noqa: FBT001 - as above
    *,
    in_time: bool,
) -> Marks:
    """Count what was accepted on the day it was due."""
    counts = {"case_resolved": resolved, "case_reopened": reopened}
    counts |= {f"check_{check}": check is not None, "case_verified": closed}
    return _still("case", state, in_time=in_time) + _those(counts)


def _still(prefix: str, state: str, *, in_time: bool) -> Marks:
    """Count what was not closed unhandled."""
    if state in _CLOSED_UNHANDLED:
        return ()
    suspended = state == "suspended"
    return _those({prefix: True, f"{prefix}_suspended": suspended, f"{prefix}_in_time": in_time})


@cache
def _rated(stars: int | None) -> Marks:
    """Count what a reporter says of what was closed."""
    content = stars is not None and stars >= CONTENT
    return _those({"not_rated": stars is None, "rated": stars is not None, "content": content})


def _those(counts: dict[str, bool]) -> Marks:
    return tuple((measure, 0) for measure, yes in counts.items() if yes)


def _turns(case: Measured | None) -> list[Share]:
    """Share out each office's turn: the day it was due, the day it was resolved."""
    if case is None:
        return []
    return [share for leg in case.legs for share in _turn(leg, case.category)]


def _turn(leg: Leg, category: str) -> tuple[Share, Share]:
    marks = _leg(leg.standing, leg.overdue, returned=leg.returned, exempted=leg.exempted)
    due = (china_day(leg.due_at), leg.office, category), marks
    if leg.resolved_at is None:
        return due, _NOTHING
    took = ("handling_clock", bucket_of(leg.clock)), ("handling_wall", bucket_of(leg.wall))
    return due, ((china_day(leg.resolved_at), leg.office, category), took)


@cache
def _leg(standing: str, overdue: bool | None, *, returned: bool, exempted: bool) -> Marks:  # noqa: FBT001 - a verdict of three values, no switch
    counts = {"leg": True, "leg_returned": returned}
    if overdue:
        counts |= {"leg_late": True, "leg_exempted": exempted}
    elif standing == "resolved":
        counts["leg_in_time"] = True
    else:
        counts[f"leg_{standing}"] = True  # running, suspended, left, dropped
    return _those(counts)


def _stays(case: Measured | None) -> list[Share]:
    """Share out each stay: a resolution the day it was made, any other the day it ended."""
    if case is None:
        return []
    return [share for wait in case.waits for share in _stay(wait, case.category)]


def _stay(wait: Wait, category: str) -> tuple[Share, Share]:
    checked = wait.whom is Awaited.VERIFICATION
    place = china_day(wait.began), wait.office, category
    began: Share = (place, (("resolution", 0),)) if checked else _NOTHING
    if wait.ended is None or not wait.counts:
        return began, _NOTHING
    took: Mark = (wait.whom.value, bucket_of((wait.ended - wait.began) // SECOND))
    passed: Marks = (("verification_passed", 0),) if wait.led_to == "verified" else ()
    marks = (took, *passed) if checked else (took,)
    return began, ((china_day(wait.ended), wait.office, category), marks)
