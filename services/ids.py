"""Report ids, made ahead of need so that their keys are safe before the first submit."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from uuid import UUID

from services.clock import Clock
from services.keyring import Keyring

MINTED = 64  # keys made in one transaction
FEW = 32  # below so many ids more are made: as many as reports that come at once


def uuid7(milliseconds: int, random: int) -> UUID:
    """Make a UUID version 7 (RFC 9562) from a Unix time and 74 random bits."""
    high = (milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | (random >> 62 & 0xFFF) << 64
    return UUID(int=high | 2 << 62 | random & (1 << 62) - 1)


class ReportIds:
    """Hands out report ids; each has a durable key by then. Safe between threads."""

    def __init__(
        self,
        keyring: Keyring,
        clock: Clock,
        randbits: Callable[[int], int] = secrets.randbits,
    ) -> None:
        self._keyring = keyring
        self._clock = clock
        self._randbits = randbits
        self._making = Lock()
        self._ready: list[str] = []
        self._refill: asyncio.Future[None] | None = None

    async def next(self) -> UUID:
        """Take the next id; while some are left, more are made in a thread.

        Without that every report under way had to wait, and in a thread of its own.
        """
        ready = self.at_hand()
        if len(self._ready) < FEW and (self._refill is None or self._refill.done()):
            self._refill = asyncio.get_running_loop().run_in_executor(None, self._ahead)
        return await asyncio.to_thread(self.take) if ready is None else ready

    def take(self) -> UUID:
        """Take the next id; now and then this makes a batch of keys."""
        with self._making:
            while (ready := self.at_hand()) is None:
                self._make()
            return ready

    def at_hand(self) -> UUID | None:
        """Take the next id if one is ready: never waits for the keys' database."""
        try:
            return UUID(hex=self._ready.pop())  # one step: safe between threads
        except IndexError:
            return None

    def _ahead(self) -> None:
        with self._making, suppress(Exception):  # whoever needs one will be told what is wrong
            if len(self._ready) < FEW:
                self._make()

    def _make(self) -> None:
        made = self._keyring.mint("report", MINTED, self._new)
        self._ready[:0] = reversed(made)

    def _new(self) -> str:
        milliseconds = int(self._clock().timestamp() * 1000)
        return uuid7(milliseconds, self._randbits(74)).hex
