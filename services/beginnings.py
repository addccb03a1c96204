"""How lives began: the first event of a stream, read once and then remembered as sealed."""

from typing import cast
from uuid import UUID

from eventsourcing.application import LRUCache
from eventsourcing.persistence import StoredEvent

from domain.kernel import Event, Subject
from services.codec import Codec
from services.eventlog.recorder import EventLog


class Beginnings:
    """Remembers stored bytes, which never change, and asks for their keys each time."""

    def __init__(self, log: EventLog, codec: Codec, room: int) -> None:
        """Remember at most `room` first events."""
        self._log = log
        self._codec = codec
        self._known = LRUCache[UUID, StoredEvent](room)

    def keep(self, first: StoredEvent) -> None:
        """Remember a first event that was stored just now."""
        self._known.put(cast("UUID", first.originator_id), first)

    def at_hand(self, stream: UUID) -> Event | None:
        """Answer like `of`, open as far as the report's own key opens it; never asks a database."""
        try:
            first = self._known.get(stream)
        except KeyError:
            return None
        return self._codec.open_at_hand(first, Subject.REPORT)

    def of(self, stream: UUID) -> Event | None:
        """Answer with a stream's first event, personal fields open: only for those entitled."""
        try:
            first = self._known.get(stream)
        except KeyError:
            found = self._log.select_events(stream, lte=1)
            if not found:
                return None
            first = found[0]
            self.keep(first)
        return self._codec.open(first).event
