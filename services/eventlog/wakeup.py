"""How those who wait for news learn that the log has grown, in any process."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Condition, Event, Thread
from typing import Protocol

import structlog

HINT_SECONDS = 1.0  # a lost notification costs this much, and nothing else
RETRY_SECONDS = 0.5
GATHER_SECONDS = 0.02  # between two looks: each hint of a burst was a question of its own

_log = structlog.get_logger()


class Ear(Protocol):
    """Listens for hints from other processes."""

    def wait(self, seconds: float, stop: Event) -> None:
        """Return at a hint, when `stop` is set, or after so many seconds."""

    def rouse(self) -> None:
        """Make a wait in another thread look at its `stop` now."""


class Wakeup:
    """Knows how far the log has come and wakes who waits for more.

    A hint is only a hint: each one, and each second without, is followed by
    reading the true size of the log, at most fifty times a second.
    """

    def __init__(
        self, listen: Callable[[], AbstractContextManager[Ear]], size: Callable[[], int]
    ) -> None:
        self._listen = listen
        self._size = size
        self._known = 0
        self._changed = Condition()
        self._interested = 0
        self._watchers: list[Callable[[], None]] = []
        self._wanted = Event()
        self._closing = Event()
        self._ear: Ear | None = None
        self._thread: Thread | None = None

    def grown(self, size: int) -> None:
        """Say that the log has come to `size`; less than is known already is no news."""
        with self._changed:
            if size <= self._known:
                return
            self._known = size
            self._changed.notify_all()
            watchers = list(self._watchers)
        for wake in watchers:
            wake()

    def wait_past(self, position: int, timeout: float) -> bool:
        """Wait until the log is longer than `position`, or `timeout` seconds."""
        with self._interest(), self._changed:
            self._changed.wait_for(
                lambda: self._known > position or self._closing.is_set(), timeout
            )
            return self._known > position

    @contextmanager
    def watched(self, wake: Callable[[], None]) -> Iterator[None]:
        """Call `wake` (which must be quick) from some thread whenever the log grows."""
        with self._interest():
            with self._changed:
                self._watchers.append(wake)
            try:
                yield
            finally:
                with self._changed:
                    self._watchers.remove(wake)

    def close(self) -> None:
        """End the listening and let go of everyone who waits."""
        with self._changed:
            self._closing.set()
            self._wanted.set()
            self._changed.notify_all()
            if self._ear is not None:
                self._ear.rouse()
        if self._thread is not None:
            self._thread.join()

    @contextmanager
    def _interest(self) -> Iterator[None]:
        """Listen while somebody cares: an idle process asks the database nothing."""
        with self._changed:
            self._interested += 1
            self._wanted.set()
            if self._thread is None and not self._closing.is_set():
                self._thread = Thread(target=self._follow, name="log-ear", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._changed:
                self._interested -= 1
                if not self._interested and not self._closing.is_set():
                    self._wanted.clear()

    def _follow(self) -> None:
        while not self._closing.is_set():
            try:
                with self._listen() as ear:
                    self._attend(ear)
            except Exception as error:  # noqa: BLE001 - whatever broke, listen again
                _log.warning("log.ear_lost", reason=str(error).strip())
                self._closing.wait(RETRY_SECONDS)

    def _attend(self, ear: Ear) -> None:
        with self._changed:
            self._ear = ear
        try:
            while not self._closing.is_set():
                self._wanted.wait()
                self.grown(self._size())
                ear.wait(HINT_SECONDS, self._closing)
                self._closing.wait(GATHER_SECONDS)
        finally:
            with self._changed:
                self._ear = None
