"""How long a store that failed is left alone: nobody waits for it in vain."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic as _monotonic
from typing import Final

import structlog

from services.photos.refusals import StoreUnavailable

PAUSE_S: Final = 2.0  # as long as the answer tells its caller to wait
FRESH_S: Final = 5.0  # for which a look at the store is good
logger = structlog.get_logger()


class Patience:
    """Refuses at once, for a moment, what has just failed; safe between threads.

    Without it a store that swallows every packet would hold each upload, and its
    thread, for as long as all its retries take.
    """

    def __init__(self, monotonic: Callable[[], float] = _monotonic) -> None:
        self._now = monotonic
        self._lock = Lock()
        self._closed_until = 0.0
        self._answered: bool | None = None
        self._asked_at = 0.0

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Ask the store within the block, or raise StoreUnavailable at once."""
        with self._lock:
            if self._now() < self._closed_until:
                raise StoreUnavailable("left alone for a moment")
        try:
            yield
        except StoreUnavailable as failed:
            self._note(answered=False)
            logger.error("photo store failed", code=failed.code, error=str(failed))  # noqa: TRY400 - S3's own word, or a class
            raise
        self._note(answered=True)

    def known(self, look: Callable[[], bool]) -> bool:
        """Answer whether the store answers, asking `look` where that was not tried lately."""
        with self._lock:
            fresh = self._now() < self._asked_at + FRESH_S
            if fresh and self._answered is not None:
                return self._answered
        answered = look()
        with self._lock:  # a hurried look that failed refuses nobody
            self._answered, self._asked_at = answered, self._now()
        return answered

    def _note(self, *, answered: bool) -> None:
        with self._lock:
            self._answered, self._asked_at = answered, self._now()
            self._closed_until = 0.0 if answered else self._now() + PAUSE_S
