"""Chance that can be drawn again: for a simulation alone, never for keys that protect anybody."""

from base64 import urlsafe_b64encode
from random import Random


class SeededChance:
    """Draws what follows from its name; fits where production draws from `secrets`."""

    def __init__(self, *names: object) -> None:
        self.random = Random("/".join(map(str, names)))  # noqa: S311 - to be drawn again, no secret

    def token_bytes(self, nbytes: int) -> bytes:
        """Draw so many bytes."""
        return self.random.randbytes(nbytes)

    def token_hex(self, nbytes: int) -> str:
        """Draw so many bytes, written as hex digits."""
        return self.token_bytes(nbytes).hex()

    def token_urlsafe(self, nbytes: int) -> str:
        """Draw so many bytes, written in letters that are safe in an address."""
        return urlsafe_b64encode(self.token_bytes(nbytes)).rstrip(b"=").decode()

    def randbits(self, k: int) -> int:
        """Draw a number of so many bits."""
        return self.random.getrandbits(k)

    def randbelow(self, exclusive_upper_bound: int) -> int:
        """Draw a number below another."""
        return self.random.randrange(exclusive_upper_bound)
