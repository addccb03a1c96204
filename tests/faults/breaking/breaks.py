"""The n-th statement, commit, fsync or file write breaks: once, or from then on until lifted."""

from collections import Counter
from enum import StrEnum
from threading import Lock


class Kind(StrEnum):
    """What can break, wherever in the process it is done."""

    STATEMENT = "statement"  # of any database, before it is carried out
    COMMIT = "commit"  # before it takes effect
    COMMITTED = "lost commit"  # after it took effect: nobody hears of that
    FSYNC = "fsync"
    WRITE = "file write"


class Breaks:
    """Counts what is done of each kind by all threads; says when to break."""

    def __init__(self) -> None:
        self.happened: Counter[Kind] = Counter()
        self.counted: Counter[Kind] = Counter()
        self._lock = Lock()
        self._kind: Kind | None = None
        self._left = 0
        self._for_good = False

    def count(self) -> None:
        """Count anew, and break nothing."""
        with self._lock:
            self._kind = None
            self.counted.clear()

    def arm(self, kind: Kind, at: int, *, for_good: bool = False) -> None:
        """Break the `at`-th of a kind, counted from now; 0 is the next."""
        with self._lock:
            self._kind, self._left, self._for_good = kind, at, for_good

    def lift(self) -> None:
        """Break nothing more."""
        with self._lock:
            self._kind = None

    def due(self, kind: Kind) -> bool:
        """Count one more; say whether it breaks."""
        with self._lock:
            self.counted[kind] += 1
            if kind is not self._kind:
                return False
            self._left -= 1
            if self._left >= 0:
                return False
            if not self._for_good:
                self._kind = None
            self.happened[kind] += 1
            return True
