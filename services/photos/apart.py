"""Threads of their own for what waits on the photographs' store, so that nothing else waits too."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any, Final, TypeVar

from services.photos.refusals import PhotosBusy

T = TypeVar("T")
AT_ONCE: Final = 8
WAITING: Final = 256


class Apart:
    """Runs what may block, a few at a time; beyond `waiting` more, PhotosBusy."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._threads = ThreadPoolExecutor(at_once, "store")
        self._most = at_once + waiting
        self._under_way = 0
        self._lock = Lock()

    async def run(self, work: Callable[..., T], *about: Any) -> T:  # noqa: ANN401 - whatever the work takes
        """Answer what `work` answers, from a thread. Raises PhotosBusy."""
        with self._lock:
            if self._under_way >= self._most:
                raise PhotosBusy
            self._under_way += 1
        try:
            future = self._threads.submit(work, *about)
        except RuntimeError as closed:
            self._leave()
            raise PhotosBusy from closed
        future.add_done_callback(lambda _: self._leave())
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Finish what is under way, and begin nothing more."""
        self._threads.shutdown(cancel_futures=True)

    def _leave(self) -> None:
        with self._lock:
            self._under_way -= 1
