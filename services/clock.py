"""What time it is, for those who must know: always asked, never assumed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic as _monotonic

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Answer with this machine's time, in UTC."""
    return datetime.now(UTC)


class DatabaseClock:
    """Tells the time of a database's machine: several machines then agree when a lease ends.

    What was heard last goes on by a clock that nobody can set.
    """

    def __init__(self, heard: datetime, monotonic: Callable[[], float] = _monotonic) -> None:
        self._monotonic = monotonic
        self._heard = heard, monotonic()

    def __call__(self) -> datetime:
        """Answer with the time, in UTC."""
        heard, since = self._heard
        return heard + timedelta(seconds=self._monotonic() - since)

    def hear(self, now: datetime) -> None:
        """Take the time from somebody who has just asked the database."""
        self._heard = now, self._monotonic()


def real(clock: Clock) -> bool:
    """Say whether a clock tells the time of the world, as opposed to one that was made up."""
    return clock is system_clock or isinstance(clock, DatabaseClock)
