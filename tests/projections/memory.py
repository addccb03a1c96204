"""A log in memory, for views: the same source, without a recorder."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from msgspec.structs import replace

from domain.kernel import Event, Step
from projections.source import Entry, Page, Unreadable, topic_of
from tests.domain.clocks import china

MORNING = china("11-16 09:00")  # a Monday


class MemoryLog:
    """Entries at positions 1..n, in the order they are told."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.now = MORNING

    def tell(self, stream: UUID, event: Event, at: datetime | None = None) -> int:
        """Append an event; return its position."""
        self.now = max(self.now, at or self.now)
        position = len(self.entries) + 1
        self.entries.append(Step(stream, self._next(stream), event, self.now, position))
        return position

    def poison(self, stream: UUID, topic: str = "report.claimed") -> int:
        """Append an event whose bytes nobody can read; return its position."""
        position = len(self.entries) + 1
        broken = Unreadable(
            stream, self._next(stream), position, topic, "UnreadableEvent", self.now
        )
        self.entries.append(broken)
        return position

    def pass_time(self, **much: float) -> None:
        self.now += timedelta(**much)

    def lines(self, after: int, limit: int) -> Page:
        return self.entries[after : after + limit]

    def stream(self, stream: UUID) -> Page:
        return [one for one in self.entries if one.originator_id == stream]

    def position_at(self, moment: datetime) -> int:
        return sum(1 for one in self.entries if one.at <= moment)

    def until(self, position: int) -> "MemoryLog":
        """Return a log that ends at a position."""
        shorter = MemoryLog()
        shorter.entries = self.entries[:position]
        return shorter

    def _next(self, stream: UUID) -> int:
        return len(self.stream(stream)) + 1


class Pages:
    """A source that never hands out more than so many entries, as its list says."""

    def __init__(self, log: MemoryLog, sizes: Iterable[int]) -> None:
        self._log = log
        self._sizes = list(sizes)
        self._turn = 0

    def lines(self, after: int, limit: int) -> Page:
        size = self._sizes[self._turn % len(self._sizes)]
        self._turn += 1
        return self._log.lines(after, min(size, limit))

    def stream(self, stream: UUID) -> Page:
        return self._log.stream(stream)

    def position_at(self, moment: datetime) -> int:
        return self._log.position_at(moment)


def spoiled(entry: Entry) -> Unreadable:
    """Return the same entry as if its bytes could not be read."""
    place = entry.originator_id, entry.originator_version, entry.position
    return Unreadable(*place, topic_of(entry), "UnreadableEvent", entry.at)


def moved(entry: Entry, position: int) -> Entry:
    """Return the same entry at another position."""
    if isinstance(entry, Unreadable):
        return entry._replace(position=position)
    return replace(entry, position=position)
