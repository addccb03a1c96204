"""Events to stored bytes and back: typed, checked, personal fields sealed.

The stored form is that of services/envelope.py. Reading never needs a key: sealed fields
come back closed, and `open` opens them for those entitled.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, cast
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from msgspec.structs import force_setattr

from domain.kernel import Event, Personal, Step, Subject
from services.chance import fresh
from services.envelope import (
    Kind,
    Payload,
    SealBroken,
    UnknownEvent,
    UnreadableEvent,
    value_bytes,
)
from services.keyring import Destroyed
from services.sealing import (
    NONCE_BYTES,
    DataKey,
    NotOpened,
    Place,
    Sealed,
    committed,
    seal,
    unseal,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Upcasts = Mapping[str, Callable[[Any], Event]]
UPCASTS: Upcasts = {}  # an old topic -> the function from its events to today's
_SUBJECT = re.compile("[0-9a-f]{32}")
_CLOSED: Personal[Any] = Personal()


class Keys(Protocol):
    """What the codec asks of a keyring; only sealed fields need it."""

    def key(self, subject: str, purpose: str) -> DataKey:
        """Answer the key to seal with."""

    def find(self, subject: str, generation: int) -> DataKey | Destroyed | None:
        """Answer the key that sealed something, if it is known."""

    def at_hand(self, subject: str, purpose: str) -> bool:
        """Say whether `key` would answer from memory."""

    def kept(self, subject: str, generation: int) -> bool:
        """Say whether `find` would answer from memory."""


class Codec(Mapper[UUID]):
    """Reads and writes the events of a closed table, topic -> class."""

    def __init__(
        self,
        events: Mapping[str, type[Event]],
        keyring: Keys,
        upcasts: Upcasts = UPCASTS,
        nonce: Callable[[], bytes] = lambda: fresh(NONCE_BYTES),
    ) -> None:
        super().__init__(JSONTranscoder())  # the interface asks for one; never used
        self._kinds = {topic: Kind.of(event) for topic, event in events.items()}
        self._keyring = keyring
        self._upcasts = upcasts
        self._nonce = nonce

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Write an event down, its personal fields sealed.

        Raises SubjectErased when a key it needs was destroyed.
        May wait for the keys' database.
        """
        step = cast("Step[Event]", domain_event)
        event = step.event
        kind = self._kinds.get(event.TOPIC)
        if kind is None or type(event) is not kind.event:
            raise UnknownEvent(event.TOPIC, step.originator_id, 0, "not in the table")
        closed = (self._seal(step, name, whose) for name, whose in event.SEALED.items())
        return StoredEvent(
            originator_id=step.originator_id,
            originator_version=step.originator_version,
            topic=event.TOPIC,
            state=kind.write(event, tuple(one for one in closed if one is not None)),
        )

    def at_hand(self, step: Step[Event]) -> bool:
        """Say whether writing this event down waits for no database: its keys are in memory."""
        return all(
            getattr(step.event, name) is None
            or self._keyring.at_hand(_subject(step.originator_id, step.event, whose), whose.value)
            for name, whose in step.event.SEALED.items()
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Step[Event]:
        """Read an event, its sealed fields closed; a flaw is an UnreadableEvent.

        Time and position are those of a line of the log; an event that is not (yet)
        in the log has position 0 and the beginning of 1970.
        """
        _, payload = self._read(stored_event)
        for sealed in payload.p:
            force_setattr(payload.d, sealed.f, _CLOSED)
        return self._step(stored_event, payload.d)

    def open(self, line: StoredEvent) -> Step[Event]:
        """Read an event with its sealed fields opened, or marked as erased.

        Raises SealBroken when a field neither opens nor was erased.
        """
        kind, payload = self._read(line)
        for sealed in payload.p:
            force_setattr(payload.d, sealed.f, self._unseal(line, kind, payload, sealed))
        return self._step(line, payload.d)

    def open_at_hand(self, line: StoredEvent, whose: Subject) -> Event | None:
        """Read an event, fields of one kind of subject alone opened; asks no database.

        None where a key it needs is not in memory.
        """
        kind, payload = self._read(line)
        for sealed in payload.p:
            opened = _CLOSED
            if payload.d.SEALED[sealed.f] is whose:
                if not self._keyring.kept(sealed.s, sealed.g):
                    return None
                opened = self._unseal(line, kind, payload, sealed)
            force_setattr(payload.d, sealed.f, opened)
        return self._step(line, payload.d).event

    def _read(self, stored: StoredEvent) -> tuple[Kind, Payload[Event]]:
        kind = self._kinds.get(stored.topic)
        if kind is None:
            raise UnknownEvent(*_whereabouts(stored), "an unknown topic")
        try:
            payload = kind.read(stored.state)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise UnreadableEvent(*_whereabouts(stored), str(error)) from error
        if kind.sealed and (fault := kind.fault(payload)):
            raise UnreadableEvent(*_whereabouts(stored), fault)
        if payload.p and not kind.sealed:
            raise UnreadableEvent(*_whereabouts(stored), "nothing in it is sealed")
        return kind, payload

    def _step(self, stored: StoredEvent, event: Event) -> Step[Event]:
        while upcast := self._upcasts.get(event.TOPIC):
            event = upcast(event)
        recorded = getattr(stored, "recorded_at", None)
        return Step(
            cast("UUID", stored.originator_id),
            stored.originator_version,
            event,
            EPOCH if recorded is None else EPOCH + timedelta(microseconds=recorded),
            getattr(stored, "id", 0),
        )

    def _seal(self, step: Step[Event], name: str, whose: Subject) -> Sealed | None:
        personal: Personal[Any] | None = getattr(step.event, name)
        if personal is None:
            return None
        if personal.value is None:
            raise ValueError(f"{step.event.TOPIC}.{name} is closed or erased")
        subject = _subject(step.originator_id, step.event, whose)
        if not _SUBJECT.fullmatch(subject):
            raise ValueError(f"{step.event.TOPIC}.{name} belongs to nobody: {subject}")
        key = self._keyring.key(subject, whose.value)
        place = _place(step.originator_id, step.originator_version, step.event, name)
        return seal(value_bytes(personal.value), place, key, self._nonce())

    def _unseal(
        self, line: StoredEvent, kind: Kind, payload: Payload[Event], sealed: Sealed
    ) -> Personal[Any]:
        try:
            return self._value(line, kind, payload.d, sealed)
        except (NotOpened, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SealBroken(*_whereabouts(line), sealed.f, str(error)) from error

    def _value(self, line: StoredEvent, kind: Kind, event: Event, sealed: Sealed) -> Personal[Any]:
        stream, name = cast("UUID", line.originator_id), sealed.f
        if sealed.s != _subject(stream, event, event.SEALED[name]):
            raise NotOpened("sealed for another subject")
        key = self._keyring.find(sealed.s, sealed.g)
        if key is None:
            raise NotOpened("its key is missing, and no erasure says why")
        if isinstance(key, Destroyed):
            if not committed(sealed, key.commitment):
                raise NotOpened("the key commitment fits another key")
            return Personal(erased=True)
        place = _place(stream, line.originator_version, event, name)
        return Personal(value=kind.sealed[name](unseal(sealed, place, key)))


def _subject(stream: UUID, event: Event, whose: Subject) -> str:
    """Name the subject whose key seals a field of this event."""
    if whose is Subject.REPORT:
        return stream.hex
    rider: str = getattr(event, "rider", event.by)
    return rider


def _place(stream: UUID, version: int, event: Event, name: str) -> Place:
    return Place(stream, version, event.TOPIC, name)


def _whereabouts(stored: StoredEvent) -> tuple[str, UUID, int]:
    stream = cast("UUID", stored.originator_id)
    return stored.topic, stream, getattr(stored, "id", 0)
