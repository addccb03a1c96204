"""What the inbox remembers of a report's or a wallet's stream to tell the next thing right."""

from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from domain.kernel import Event
from domain.points import Deed
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.values import Photo
from domain.wallet import ClawedBack, Credited, Vested


class Due(NamedTuple):
    """Points on their way, and what for."""

    points: int
    deed: Deed


class Known(Struct, omit_defaults=True):
    """The public facts that notices rest on; a wallet has `due` alone, a report all others."""

    rider: str = ""
    number: str = ""
    category: str = ""
    office: str | None = None
    due_at: str | None = None
    provisional: bool = False
    begun: bool = False  # somebody took this turn's work on, and that was told
    others: list[str] = []  # riders who confirmed it, in the order they came
    photos: dict[str, str] = {}  # photograph -> the rider who sent it
    released: list[str] = []
    due: dict[str, Due] = {}  # by report


def follow(known: Known, event: Event) -> Known:  # noqa: PLR0911 - one answer an event
    """Return what is known after one event; never change `known` itself."""
    if terms := getattr(event, "terms", None):
        due = msgspec.to_builtins(terms.due_at)
        known = replace(known, due_at=due, provisional=terms.provisional)
    match event:
        case Credited() | Vested() | ClawedBack():
            return _wallet(known, event)
        case i.Submitted():
            known = replace(known, rider=event.rider, number=event.number, category=event.category)
            return _with(known, event.rider, event.photos)
        case i.Corroborated():
            return _with(_joined(known, event.rider), event.rider, event.photos)
        case i.Seconded():
            return _joined(known, event.rider)
        case i.PhotoAdded() | c.Objected():
            return _with(known, known.rider, event.photos)
        case i.PhotoReleased():
            return replace(known, released=[*known.released, event.photo])
        case i.Reclassified():
            return replace(known, category=event.category)
        case _:
            return _turn(known, event)


def _turn(known: Known, event: Event) -> Known:
    """Follow whose turn it is, and whether that turn's work has begun."""
    match event:
        case i.Dispatched() | h.Transferred():
            return replace(known, office=event.office, begun=False)
        case h.Returned() | c.Reopened(terms=None):
            return replace(known, office=None, begun=False)
        case h.Suspended() | c.Reopened():
            return replace(known, begun=False)
        case h.Claimed():
            return replace(known, begun=True)
        case _:
            return known


def _wallet(known: Known, event: Credited | Vested | ClawedBack) -> Known:
    due = {name: one for name, one in known.due.items() if name != event.report}
    if isinstance(event, Credited):
        due[event.report] = Due(event.points, event.deed)
    return replace(known, due=due)


def _joined(known: Known, rider: str) -> Known:
    return known if rider in known.others else replace(known, others=[*known.others, rider])


def _with(known: Known, rider: str, photos: list[Photo]) -> Known:
    return replace(known, photos={**known.photos, **{one.id: rider for one in photos}})
