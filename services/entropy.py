"""Where ids, keys and nonces come from: the machine, unless a simulation draws them again."""

import secrets
from typing import Final, Protocol

from services.chance import fresh


class Entropy(Protocol):
    """Draws what nobody may guess."""

    def token_bytes(self, nbytes: int) -> bytes:
        """Draw so many bytes."""

    def token_hex(self, nbytes: int) -> str:
        """Draw so many bytes, written as hex digits."""

    def token_urlsafe(self, nbytes: int) -> str:
        """Draw so many bytes, written in letters that are safe in an address."""

    def randbits(self, k: int) -> int:
        """Draw a number of so many bits."""

    def randbelow(self, exclusive_upper_bound: int) -> int:
        """Draw a number below another."""


class Machine:
    """The system's own, as the module `secrets` has it; bytes are fetched by the page."""

    token_bytes = staticmethod(fresh)
    token_hex = staticmethod(secrets.token_hex)
    token_urlsafe = staticmethod(secrets.token_urlsafe)
    randbelow = staticmethod(secrets.randbelow)

    def randbits(self, k: int) -> int:
        """Draw a number of so many bits."""
        return int.from_bytes(fresh(-(-k // 8))) >> -k % 8


SYSTEM: Final = Machine()
