"""Made-up events, and lines of a made-up log."""

from datetime import UTC, datetime
from typing import Any, ClassVar, cast
from uuid import UUID

import msgspec
from eventsourcing.persistence import Notification, StoredEvent

from domain.kernel import Event, Personal, Step, Subject

RIDER = "a" * 32
OTHER = "b" * 32
STREAM = UUID(int=7)
NOW = datetime(2026, 3, 1, 8, 0, 0, 123456, tzinfo=UTC)


class Fix(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    lon: int
    at: datetime


class Seen(Event, frozen=True):
    TOPIC = "made-up.seen"
    SEALED: ClassVar[dict[str, Subject]] = {"note": Subject.REPORT, "fix": Subject.RIDER}
    rider: str
    place: int
    note: Personal[str] | None = None
    fix: Personal[Fix] | None = None


class Thanked(Event, frozen=True):
    TOPIC = "made-up.thanked"
    SEALED: ClassVar[dict[str, Subject]] = {"words": Subject.RIDER}
    words: Personal[str] | None = None


class Mended(Event, frozen=True):
    TOPIC = "made-up.mended"
    when: datetime
    tags: list[str] = []


class Fixed(Event, frozen=True):
    TOPIC = "made-up.fixed"
    words: str


class Repaired(Event, frozen=True):
    TOPIC = "made-up.repaired"
    SEALED: ClassVar[dict[str, Subject]] = {"words": Subject.REPORT}
    words: Personal[str] | None = None


EVENTS: dict[str, type[Event]] = {
    kind.TOPIC: kind for kind in (Seen, Thanked, Mended, Fixed, Repaired)
}
SEEN = Seen(
    by=OTHER,
    rider=RIDER,
    place=5,
    note=Personal(value="门口的井盖坏了"),
    fix=Personal(value=Fix(1_201_300_000, NOW)),
)


class Line(Notification):
    """A line as the log reads it: with a position and a time."""

    recorded_at = 1_772_352_000_123_456


def step(event: Event, version: int = 1) -> Step[Event]:
    return Step(STREAM, version, event, NOW)


def line(stored: StoredEvent, **changes: Any) -> Line:
    facts = {**vars(stored), "id": 42, **changes}
    return Line(**facts)


def payload(stored: StoredEvent) -> dict[str, Any]:
    return cast("dict[str, Any]", msgspec.json.decode(stored.state))


def restated(stored: StoredEvent, state: object) -> Line:
    return line(stored, state=msgspec.json.encode(state))
