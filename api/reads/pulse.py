"""Wakes the open screens of a process when a view has moved: one look serves them all."""

import asyncio
from collections.abc import Callable
from typing import Final, NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from api.reads.refusals import TooManyStreams

GLANCE_S: Final = 0.1
PER_ACCOUNT: Final = 6  # a browser keeps no more connections to one host
RETRY_S: Final = 15


class Moved(NamedTuple):
    """How far a view has come, and whose rows that moved; None is everybody's."""

    position: int
    whose: frozenset[str] | None


class _Waiting(NamedTuple):
    beyond: int
    listener: str


class Pulse:
    """Looks at a position while somebody waits for it to grow, and counts who does."""

    def __init__(self, look: Callable[[int], Moved]) -> None:
        """Begin at rest; `look` is called in a thread, with the position it saw before."""
        self.ending = False
        self._look = look
        self._seen = 0
        self._waiting: dict[asyncio.Event, _Waiting] = {}
        self._open: dict[str, int] = {}
        self._task: asyncio.Task[None] | None = None

    def enter(self, account: str) -> None:
        """Count one more open screen; raises TooManyStreams."""
        count = self._open.get(account, 0)
        if count >= PER_ACCOUNT:
            raise TooManyStreams(PER_ACCOUNT, RETRY_S)
        self._open[account] = count + 1

    def leave(self, account: str) -> None:
        """Count one open screen less."""
        left = self._open.pop(account) - 1
        if left:
            self._open[account] = left

    def end(self) -> None:
        """Let every screen go: the process is about to end."""
        self.ending = True
        for event in self._waiting:
            event.set()

    def wake(self, listener: str) -> None:
        """Let somebody's screens look now, for a reason that is in no view."""
        for event, waiting in self._waiting.items():
            if waiting.listener == listener:
                event.set()

    def back(self, position: int) -> None:
        """Forget having seen more than this: the log was restored to an earlier state."""
        self._seen = min(self._seen, position)

    async def wait(self, beyond: int, seconds: float, listener: str = "") -> None:
        """Return when the listener's rows moved beyond this position, or time is over."""
        if self.ending or self._seen > beyond:
            return
        event = asyncio.Event()
        self._waiting[event] = _Waiting(beyond, listener)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return
        finally:
            del self._waiting[event]

    async def _run(self) -> None:
        while self._waiting and not self.ending:
            seen = self._seen
            try:
                moved = await asyncio.to_thread(self._look, seen)
            except SQLAlchemyError:
                await asyncio.sleep(1)  # the next look will tell
                continue
            if self._seen != seen:  # it went back meanwhile: this look may have been before
                continue
            self._seen = moved.position
            for event, waiting in self._waiting.items():
                mine = moved.whose is None or waiting.listener in moved.whose
                if mine and moved.position > waiting.beyond:
                    event.set()
            await asyncio.sleep(GLANCE_S)
