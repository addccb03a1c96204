"""What the clock will ask, kept in memory: the earliest first, the overtaken left out."""

import heapq
from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from domain.report.agenda import Duty

_FEW: Final = 1_000  # entries that are not worth looking through


class Entry(NamedTuple):
    """Something to do at a moment, if the report is still at that version."""

    at: datetime
    name: str  # a report's or a redemption's, 32 hex digits
    version: int
    duty: Duty | None  # None: a redemption that nobody fetched


class Diary:
    """Entries by their moment; a name that is planned anew overtakes what it had before.

    What is overtaken is let go of when it has become as much as the rest: most deadlines lie
    days ahead, and each step of a report plans them again.
    """

    def __init__(self) -> None:
        self._heap: list[Entry] = []
        self._versions: dict[str, int] = {}
        self._room = _FEW

    def __len__(self) -> int:
        """Count what is in memory, with what is overtaken."""
        return len(self._heap)

    def standing(self) -> list[Entry]:
        """List what is still to be done, the earliest first."""
        return sorted(set(filter(self._stands, self._heap)))

    def plan(self, entries: Iterable[Entry]) -> None:
        """Write entries down, all those of a name at once: they overtake its others."""
        for entry in entries:
            self._versions[entry.name] = entry.version
            heapq.heappush(self._heap, entry)
        if len(self._heap) > self._room:
            self._heap = self.standing()  # what is in order is a heap
            self._room = max(_FEW, 2 * len(self._heap))

    def forget(self, name: str) -> None:
        """Let go of all that a name was to do."""
        self._versions.pop(name, None)

    def first(self, now: datetime) -> Entry | None:
        """Answer what should be done first of what is due by `now`; it stays written down."""
        while self._heap and self._heap[0].at <= now:
            if self._stands(self._heap[0]):
                return self._heap[0]
            heapq.heappop(self._heap)
        return None

    def strike(self, entry: Entry) -> None:
        """Cross out what `first` answered: it was done, or cannot be."""
        if self._heap and self._heap[0] is entry:
            heapq.heappop(self._heap)

    def _stands(self, entry: Entry) -> bool:
        return self._versions.get(entry.name) == entry.version
