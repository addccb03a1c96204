"""Where ids, keys and nonces come from: the machine, unless a simulation draws them again."""

from typing import Protocol


class Chance(Protocol):
    """The module `secrets`, or what stands in for it."""

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
