"""Time in the demo city, before the present began."""

from datetime import datetime
from threading import Lock


class Storyteller:
    """A clock that stands where the story is; it only ever goes forward.

    Only a log founded as a demo accepts another clock than the machine's.
    """

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._lock = Lock()

    def __call__(self) -> datetime:
        """Say what time it is in the story."""
        return self._now

    def reach(self, moment: datetime) -> None:
        """Let it be `moment`; never earlier than it was."""
        with self._lock:
            self._now = max(self._now, moment)
