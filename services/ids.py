"""Report ids, made ahead of need so that their keys are safe before the first submit."""

import secrets
from collections.abc import Callable
from threading import Lock
from uuid import UUID

from services.clock import Clock
from services.keyring import Keyring

MINTED = 64  # keys made in one transaction


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

    def take(self) -> UUID:
        """Take the next id; now and then this makes a batch of keys."""
        with self._making:
            while (ready := self.at_hand()) is None:
                made = self._keyring.mint("report", MINTED, self._new)
                self._ready.extend(reversed(made))
            return ready

    def at_hand(self) -> UUID | None:
        """Take the next id if one is ready: never waits for the keys' database."""
        try:
            return UUID(hex=self._ready.pop())  # one step: safe between threads
        except IndexError:
            return None

    def _new(self) -> str:
        milliseconds = int(self._clock().timestamp() * 1000)
        return uuid7(milliseconds, self._randbits(74)).hex
