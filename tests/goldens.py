"""Stored examples of every event, and the command that adds the missing ones.

`python -m tests.goldens` writes an example for each event that has none. It never touches
one that is there: what was stored once must be readable for ever, byte for byte.
"""

import hashlib
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Any, cast, get_args, get_origin
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from msgspec import Struct
from msgspec.structs import fields

from domain import EVENTS
from domain.kernel import Event, Personal, Step
from services.codec import Codec
from services.keyring import Keyring
from services.sealing import DataKey
from tests.shapes import parts, plain

FOLDER = Path(__file__).parent / "golden"
SUMS = FOLDER / "SHA256SUMS"
STREAM = UUID("018f7c53-9d6d-7000-8000-0000000000aa")
VERSION = 3
SOMEBODY = f"{1:032x}"
MOMENT = datetime(2026, 11, 23, 1, 30, 0, 123456, tzinfo=UTC)
TEXTS = {
    "by": SOMEBODY,
    "rider": SOMEBODY,
    "staff": f"{2:032x}",
    "holder": f"{2:032x}",
    "handler": f"{2:032x}",
    "requested_by": f"{2:032x}",
    "office": "330106002",
    "office_from": "330106005",
    "community": "330106002001",
    "category": "M06010",
    "condition": "M06010.1",
    "number": "7K3M9QXA5",
    "id": f"{0xB0:032x}",
    "photo": f"{0xB0:032x}",
    "report": f"{0xAA:032x}",
    "original": f"{0xAB:032x}",
    "redemption": f"{0xAC:032x}",
    "stream": f"{0xAA:032x}",
    "digest": f"{0xD1:064x}",
    "type": "image/jpeg",
    "datum": "gcj02",
    "calendars": "2026.1",
    "matched": "330106002",
    "suggested": "330106005",
    "state_from": "resolved",
    "flag": "same_photo",
    "flags": "same_photo",
    "language": "zh",
    "unit": "环卫所",
    "places": "北山街道驿站",
    "phone": "13800000000",
}
SCALARS: dict[type, object] = {
    str: "文字 and words",
    int: 7,
    bool: True,
    datetime: MOMENT,
    date: date(2026, 11, 23),
}


class FixedKeys:
    """A keyring whose keys are known: good for examples, and for nothing else."""

    def key(self, subject: str, purpose: str) -> DataKey:
        """Answer the only key a subject has."""
        del purpose
        return DataKey(subject, 1, hashlib.sha256(subject.encode()).digest())

    def find(self, subject: str, generation: int) -> DataKey:
        """Answer the same key."""
        assert generation == 1
        return self.key(subject, "")


def codec(topic: str) -> Codec:
    """Make the product's codec with known keys, and nonces that follow from the topic."""
    nonces = (hashlib.sha256(f"{topic} {n}".encode()).digest()[:12] for n in range(99))
    keys = cast("Keyring", FixedKeys())
    return Codec(EVENTS, keys, nonce=lambda: next(nonces))


def example(kind: type[Struct]) -> Any:
    """Fill every field of a struct with something of its type."""
    return kind(**{field.name: value(field.type, field.name) for field in fields(kind)})


def value(annotation: Any, name: str) -> Any:
    """Make a value of a type; well-known names have well-known values."""
    annotation = plain(next(one for one in parts(annotation) if one is not NoneType))
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Personal:
        return Personal(value=value(arguments[0], name))
    if origin in (list, tuple):
        return origin(value(one, name) for one in arguments if one is not ...)
    if origin is dict:
        return {"key": value(arguments[1], name)}
    return example(annotation) if issubclass(annotation, Struct) else scalar(annotation, name)


def scalar(kind: type, name: str) -> object:
    """Make a plain value: a word of an enum, a well-known text, or a fixed number or moment."""
    if issubclass(kind, StrEnum):
        return next(iter(kind))
    return TEXTS[name] if kind is str and name in TEXTS else SCALARS[kind]


def path(topic: str) -> Path:
    """Say where the example of an event lies."""
    return FOLDER / f"{topic}.json"


def stored(topic: str) -> StoredEvent:
    """Read the example as the log would hand it out."""
    return StoredEvent(STREAM, VERSION, topic, path(topic).read_bytes())


def sums() -> dict[str, str]:
    """Read what each example's bytes must add up to."""
    lines = SUMS.read_text().splitlines() if SUMS.exists() else []
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def digest(topic: str) -> str:
    """Add up the bytes of an example."""
    return hashlib.sha256(path(topic).read_bytes()).hexdigest()


def add(topic: str, kind: type[Event]) -> None:
    """Write the first example of an event."""
    step = Step(STREAM, VERSION, example(kind), MOMENT)
    path(topic).write_bytes(codec(topic).to_stored_event(step).state)


def main() -> None:
    """Add the missing examples, and say which."""
    known = sums()
    for topic, kind in EVENTS.items():
        if not path(topic).exists():
            add(topic, kind)
            known[f"{topic}.json"] = digest(topic)
            print(f"added {topic}")  # noqa: T201 - the answer of a command
    SUMS.write_text("".join(f"{one}  {name}\n" for name, one in sorted(known.items())))


if __name__ == "__main__":
    main()
