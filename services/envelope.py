"""The stored form of an event: public fields in `d`, sealed ones in `p`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin
from uuid import UUID

import msgspec
from eventsourcing.persistence import MapperDeserialisationError
from msgspec import Struct
from msgspec.inspect import type_info
from msgspec.json import Decoder, Encoder
from msgspec.structs import fields

from domain.kernel import Event, Personal
from services.sealing import Sealed

_NO_OFFSET = timedelta(0)
_encode = Encoder().encode

E = TypeVar("E")


class UnreadableEvent(MapperDeserialisationError):
    """A stored event that is not what it says; its stream must be parked."""

    def __init__(self, topic: str, originator_id: UUID, position: int, why: str) -> None:
        super().__init__(f"{topic} at position {position} of the log: {why}")
        self.topic = topic
        self.originator_id = originator_id
        self.position = position


class UnknownEvent(UnreadableEvent):
    """A topic that this version of the product does not know."""


class SealBroken(UnreadableEvent):
    """A sealed field that should open and does not: tampering, or a lost key."""

    def __init__(
        self, topic: str, originator_id: UUID, position: int, field: str, why: str
    ) -> None:
        super().__init__(topic, originator_id, position, f"{field}: {why}")
        self.field = field


class Payload(Struct, Generic[E], forbid_unknown_fields=True, omit_defaults=True):
    """The envelope; `v` is the format of the envelope itself, not of the event."""

    v: Literal[1]
    d: E
    p: tuple[Sealed, ...] = ()


@dataclass(frozen=True)
class Kind:
    """How events of one class are read and written."""

    event: type[Event]
    read: Callable[[bytes], Payload[Event]]
    sealed: Mapping[str, Callable[[bytes], Any]]  # field -> how its value is read
    public: tuple[str, ...]
    timed: tuple[str, ...]  # the public fields that may hold an instant: two in twelve

    @classmethod
    @cache  # it is the same for every house of a process
    def of(cls, event: type[Event]) -> "Kind":
        """Prepare a class; one whose sealed fields cannot be left out is refused."""
        shape: Any = Payload[event]  # type: ignore[valid-type]  # chosen at run time
        known = {field.name: field for field in fields(event)}
        for name in event.SEALED:
            if name not in known or known[name].default is not None:
                raise TypeError(f"{event.__name__}.{name} must default to None")
        public = tuple(name for name in known if name not in event.SEALED)
        return cls(
            event,
            Decoder(shape).decode,
            {name: Decoder(_inside(known[name].type)).decode for name in event.SEALED},
            public,
            tuple(name for name in public if _tells_time(known[name].type)),
        )

    def write(self, event: Event, sealed: tuple[Sealed, ...]) -> bytes:
        """Write the envelope; fields that are sealed never appear in `d`.

        Raises ValueError for an instant that is not in UTC: stored bytes stay for ever.
        """
        public = {name: getattr(event, name) for name in self.public}
        for name in self.timed:
            _in_utc(public[name])
        return _encode(Payload(1, public, sealed))

    def fault(self, payload: Payload[Event]) -> str | None:
        """Say what is wrong with the envelope although each part is well formed."""
        seen: list[str] = []
        for sealed in payload.p:  # plain loops: with sets and generators 2.7 us a line, not 1.9
            if sealed.f not in self.sealed or sealed.f in seen:
                return "a sealed field is unknown or there twice"
            seen.append(sealed.f)
        for name in self.sealed:
            if getattr(payload.d, name) is not None:
                return "a personal field stands in the open"
        return None


def _inside(annotation: Any) -> Any:  # noqa: ANN401  # an annotation may be any object
    """Answer X for `Personal[X] | None`."""
    for part in get_args(annotation) or (annotation,):
        if get_origin(part) is Personal:
            return get_args(part)[0]
    raise TypeError(f"{annotation} is not Personal[...] | None")


def _tells_time(annotation: Any) -> bool:  # noqa: ANN401  # as above
    """Say whether a value of this type may hold an instant, however deep."""
    shape = repr(type_info(annotation))
    return "DateTimeType" in shape or "AnyType" in shape


def _in_utc(value: object) -> None:
    """Refuse an instant of another zone, however deep it lies."""
    if isinstance(value, datetime):
        if value.utcoffset() != _NO_OFFSET:
            raise ValueError(f"{value.isoformat()} is not in UTC")
    elif isinstance(value, dict):
        for one in value.values():
            _in_utc(one)
    elif isinstance(value, list | tuple):
        for one in value:
            _in_utc(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            _in_utc(getattr(value, name))


def value_bytes(value: object) -> bytes:
    """Write the value of a field as it is sealed; its instants are in UTC as well."""
    _in_utc(value)
    return msgspec.json.encode(value)
