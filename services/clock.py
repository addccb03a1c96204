"""What time it is, for those who must know: always asked, never assumed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic as _monotonic
from typing import Final

Clock = Callable[[], datetime]
# By less a clock was only slow to answer.
SET_BACK: Final = timedelta(minutes=1)


def system_clock() -> datetime:
    """Answer with this machine's time, in UTC."""
    return datetime.now(UTC)


class DatabaseClock:
    """Tells the time of a database's machine: several machines then agree when a lease ends.

    What was heard last goes on by a clock that nobody can set. An answer that was long on its
    way tells an earlier time than it is: the clock then stands still until that is over, since
    what was due must not become too early again. Only by more than a minute it is set back.
    """

    def __init__(self, heard: datetime, monotonic: Callable[[], float] = _monotonic) -> None:
        self._monotonic = monotonic
        self._heard = heard, monotonic()
        self._told = heard
        self._lock = Lock()

    def __call__(self) -> datetime:
        """Answer with the time, in UTC."""
        with self._lock:
            heard, since = self._heard
            now = heard + timedelta(seconds=self._monotonic() - since)
            if not self._told - SET_BACK <= now < self._told:
                self._told = now
            return self._told

    def hear(self, now: datetime) -> None:
        """Take the time from somebody who has just asked the database."""
        self._heard = now, self._monotonic()


def real(clock: Clock) -> bool:
    """Say whether a clock tells the time of the world, as opposed to one that was made up."""
    return clock is system_clock or isinstance(clock, DatabaseClock)
