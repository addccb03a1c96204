"""A few keys kept in memory for a short while, so that most uses cost no query."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from services.sealing import DataKey

LIFETIME = 60.0  # seconds: after an erasure elsewhere no key outlives this
_ROOM = 4096  # keys


@dataclass(frozen=True)
class _Kept:
    key: DataKey
    purpose: str
    year: int
    until: float


class KeyCache:
    """Keys by subject, the oldest dropped first: by age, or for want of room."""

    def __init__(
        self,
        monotonic: Callable[[], float],
        lifetime: float = LIFETIME,
        room: int = _ROOM,
    ) -> None:
        self._now = monotonic
        self._lifetime = lifetime
        self._room = room
        self._kept: OrderedDict[str, dict[int, _Kept]] = OrderedDict()
        self._lock = Lock()
        self.forgotten = 0  # how often
        self._look_again = 0.0  # before that moment nothing has aged: a submit asks four times

    def keep(self, key: DataKey, purpose: str, year: int, since: int | None = None) -> None:
        """Remember a key, from now on and for its lifetime.

        Not where any was forgotten since it was read, when `forgotten` was `since`.
        """
        kept = _Kept(key, purpose, year, self._now() + self._lifetime)
        with self._lock:
            if since not in (None, self.forgotten):
                return
            self._kept.setdefault(key.subject, {})[key.generation] = kept
            self._kept.move_to_end(key.subject)
            if len(self._kept) > self._room:
                self._kept.popitem(last=False)
            self._drop_aged(self._now())

    def current(self, subject: str, purpose: str, year: int) -> DataKey | None:
        """Answer the key for this purpose and year, if it is at hand."""
        for kept in self._fresh(subject):
            if (kept.purpose, kept.year) == (purpose, year):
                return kept.key
        return None

    def past(self, subject: str, generation: int) -> DataKey | None:
        """Answer the key of this generation, if it is at hand."""
        for kept in self._fresh(subject):
            if kept.key.generation == generation:
                return kept.key
        return None

    def forget(self, subject: str) -> None:
        """Drop all keys of `subject` now."""
        with self._lock:
            self.forgotten += 1
            self._kept.pop(subject, None)

    def _fresh(self, subject: str) -> list[_Kept]:
        with self._lock:
            now = self._now()
            if now >= self._look_again:
                self._drop_aged(now)
            kept = self._kept.get(subject, {})
            return [one for one in kept.values() if now < one.until]

    def _drop_aged(self, now: float) -> None:
        while self._kept:
            oldest = next(iter(self._kept.values()))
            self._look_again = max(kept.until for kept in oldest.values())
            if now < self._look_again:
                return
            self._kept.popitem(last=False)
