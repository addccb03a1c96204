"""Who is told what of an event: never their own deeds, never twice, never what staff settle."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final, NamedTuple

import msgspec

from domain.kernel import Event
from domain.points import Deed
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.wallet import ClawCause, ClawedBack, Credited, Held, Refunded, Vested
from projections.inbox.memory import Known


class Kind(StrEnum):
    """What a notice is about."""

    DISPATCHED = "dispatched"
    IN_WORK = "in_work"
    PROGRESS = "progress"
    FIXED = "fixed"
    CLOSED = "closed"
    REOPENED = "reopened"
    QUESTION = "question"
    OBJECTION_ANSWERED = "objection_answered"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    RESTS = "rests"
    EXTENDED = "extended"
    TRANSFERRED = "transferred"
    PHOTO_PUBLIC = "photo_public"
    POINTS_PENDING = "points_pending"
    POINTS_ARRIVED = "points_arrived"
    POINTS_HELD = "points_held"
    POINTS_TAKEN_BACK = "points_taken_back"
    POINTS_REFUNDED = "points_refunded"


class Told(NamedTuple):
    """One notice: to whom, and what its words need."""

    rider: str
    kind: Kind
    report: str | None
    facts: dict[str, Any]
    own: bool = True
    points: int | None = None


TO_ALL: Final = frozenset({Kind.FIXED, Kind.CLOSED, Kind.REOPENED})
"""What riders are told who confirmed the report, too."""
_PLAIN: Final[dict[type[Event], Kind]] = {
    i.Dispatched: Kind.DISPATCHED,
    h.Progressed: Kind.PROGRESS,
    c.Resolved: Kind.FIXED,
    c.Verified: Kind.CLOSED,
    c.Reopened: Kind.REOPENED,
    c.Asked: Kind.QUESTION,
    c.ObjectionDismissed: Kind.OBJECTION_ANSWERED,
    i.Rejected: Kind.REJECTED,
    i.Duplicated: Kind.DUPLICATE,
    h.Suspended: Kind.RESTS,
    h.Extended: Kind.EXTENDED,
    h.Transferred: Kind.TRANSFERRED,
}
_FACTS: Final = ("reason", "outcome", "method", "cause", "until")


def of_report(stream: str, before: Known, after: Known, event: Event) -> Iterator[Told]:
    """Say who is told of a report's event."""
    if isinstance(event, i.PhotoReleased):
        if owner := after.photos.get(event.photo):
            own = owner == after.rider
            yield Told(owner, Kind.PHOTO_PUBLIC, stream, {"photos": [event.photo]}, own)
        return
    kind = _PLAIN.get(type(event))
    if isinstance(event, h.Claimed) and not before.begun:
        kind = Kind.IN_WORK
    if kind is None:
        return
    facts = _facts(before, after, event)
    if kind in TO_ALL:
        for rider in after.others:
            if rider not in (event.by, after.rider):
                yield Told(rider, kind, stream, facts, own=False)
    if after.rider not in ("", event.by):
        answer = _answer(event)
        kind = Kind.OBJECTION_ANSWERED if answer else kind
        yield Told(after.rider, kind, stream, facts | answer)


def of_wallet(rider: str, before: Known, event: Event) -> Iterator[Told]:
    """Say what a rider is told of an event of their wallet; nothing of no points."""
    match event:
        case Credited():
            told = _points(rider, Kind.POINTS_PENDING, event.report, event.points)
        case Held():
            due = before.due.get(event.report)
            told = _points(rider, Kind.POINTS_HELD, event.report, due.points if due else 0)
        case Vested():
            told = _points(rider, Kind.POINTS_ARRIVED, event.report, event.points)
        case ClawedBack() if not _own_deed(before, event):
            told = _points(rider, Kind.POINTS_TAKEN_BACK, event.report, event.points, event.reason)
        case Refunded() if event.by != rider:
            told = _points(rider, Kind.POINTS_REFUNDED, None, event.points, event.cause)
        case _:
            return
    if told.points:
        yield told


def _points(rider: str, kind: Kind, report: str | None, points: int, reason: str = "") -> Told:
    facts: dict[str, Any] = {"points": points}
    if reason:
        facts["reason"] = str(reason)
    return Told(rider, kind, report, facts, points=points)


def _own_deed(before: Known, event: ClawedBack) -> bool:
    """Whether the points went because the rider took the report back."""
    due = before.due.get(event.report)
    return event.reason is ClawCause.WITHDRAWN and due is not None and due.deed is Deed.FINDER


def _answer(event: Event) -> dict[str, Any]:
    """Say how the reporter's objection ended, where this event decides it."""
    match event:
        case c.ObjectionDismissed():
            return {"answer": "dismissed"}
        case c.Reopened(cause=c.ReopenCause.OBJECTION):
            return {"answer": "upheld"}
        case _:
            return {}


def _facts(before: Known, after: Known, event: Event) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "office": after.office or before.office,
        "due_at": after.due_at,
        "provisional": after.provisional,
    }
    facts |= {name: getattr(event, name) for name in _FACTS if hasattr(event, name)}
    if isinstance(event, c.Resolved):
        facts["photos"] = [one.id for one in event.photos]
    plain: dict[str, Any] = msgspec.to_builtins(facts)
    return {name: value for name, value in plain.items() if value is not None}
