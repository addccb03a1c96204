"""Opened photographs kept in memory for a moment, since a queue shows them often."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from services.keycache import LIFETIME
from services.photos.cipher import Part
from services.photos.records import OpenedPhoto

_ROOM = 32 * 1024 * 1024  # bytes


class OpenedCache:
    """The most recently used, up to `room` bytes, none for longer than a minute.

    The minute is that of the key cache: an erasure elsewhere must reach both.
    """

    def __init__(self, monotonic: Callable[[], float], room: int = _ROOM) -> None:
        self._now = monotonic
        self._room = room
        self._used = 0
        self._kept: OrderedDict[tuple[str, Part], tuple[float, OpenedPhoto]]
        self._kept = OrderedDict()
        self._lock = Lock()

    def get(self, photo: str, part: Part) -> OpenedPhoto | None:
        """Answer what is at hand and fresh."""
        with self._lock:
            until, opened = self._kept.get((photo, part), (0.0, None))
            if opened is None:
                return None
            if self._now() >= until:
                self._drop((photo, part))
                return None
            self._kept.move_to_end((photo, part))
            return opened

    def keep(self, photo: str, part: Part, opened: OpenedPhoto) -> None:
        """Keep it; the least recently used make room."""
        with self._lock:
            self._drop((photo, part))
            self._kept[photo, part] = (self._now() + LIFETIME, opened)
            self._used += len(opened.data)
            while self._used > self._room:
                self._drop(next(iter(self._kept)))

    def forget(self, photo: str) -> None:
        """Drop every part of a photograph."""
        with self._lock:
            for part in Part:
                self._drop((photo, part))

    def _drop(self, name: tuple[str, Part]) -> None:
        _, opened = self._kept.pop(name, (0.0, None))
        if opened is not None:
            self._used -= len(opened.data)
