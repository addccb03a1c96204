"""Numbers on the command line: whole, written plainly, and of a size that something can come of."""

from argparse import ArgumentTypeError
from dataclasses import dataclass
from typing import Final

from services.allowed import between

FOR_EVER: Final = 999_999_999_999  # a seed, or a position of a log
_SHOWN: Final = 40  # characters of what is repeated


@dataclass(frozen=True)
class Whole:
    """Reads a whole number from `least` to `most`, as settings are read: digits alone."""

    least: int
    most: int

    def __call__(self, text: str) -> int:
        """Read it; what it is not is told as argparse tells it."""
        allowed = between(self.least, self.most)
        try:
            return int(allowed.read(text))
        except ValueError:
            said = f"{_short(text)} is no whole number from {allowed.allowed}"
            raise ArgumentTypeError(said) from None


@dataclass(frozen=True)
class Span:
    """Reads `3..7`, two such numbers of which the second is not less."""

    number: Whole

    def __call__(self, text: str) -> range:
        """Read it; what it is not is told as argparse tells it."""
        first, dots, last = text.partition("..")
        if not dots:
            raise ArgumentTypeError(f"{_short(text)} is no span such as 1..200")
        span = range(self.number(first), self.number(last) + 1)
        if not span:
            raise ArgumentTypeError(f"{_short(text)} is no span such as 1..200")
        return span


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")
