"""The time of one simulated machine: a clock that may be set, and seconds that only pass."""

from datetime import UTC, datetime, timedelta
from typing import Final

LOOK: Final = timedelta(milliseconds=1)  # how far a clock goes on between two looks at it
FIRST: Final = datetime(1970, 1, 2, tzinfo=UTC)
LAST: Final = datetime(2200, 1, 1, tzinfo=UTC)  # beyond it calendars and UUIDs mean nothing


class Hours:
    """What the clock on the wall shows, and how many seconds the machine has run."""

    def __init__(self, at: datetime) -> None:
        self.wall = at
        self.seconds = 0.0
        self.frozen = False
        self.latest = at  # the latest moment it has ever shown

    def now(self) -> datetime:
        """Look at the wall."""
        if not self.frozen:
            self._show(self.wall + LOOK)
        return self.wall

    def monotonic(self) -> float:
        """Ask how long the machine has run."""
        return self.seconds

    def let_pass(self, time: timedelta) -> None:
        """Let time pass; a frozen clock does not notice."""
        self.seconds += time.total_seconds()
        if not self.frozen:
            self._show(self.wall + time)

    def set(self, to: datetime) -> None:
        """Set the clock; the seconds since the start do not follow."""
        self._show(to)

    def _show(self, moment: datetime) -> None:
        self.wall = min(max(moment, FIRST), LAST)
        self.latest = max(self.latest, self.wall)
