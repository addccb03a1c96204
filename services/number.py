"""The number a report is known by: short enough to say aloud, checked, and not to be guessed.

Eight random characters and a check character, in Douglas Crockford's base 32: no
I, L, O or U, and the value modulo 37 at the end. 40 random bits hide how many
reports there are; every single wrong character and every exchange of two shows.
"""

from collections.abc import Callable
from typing import ClassVar, Final

from domain.errors import Refused
from services.chance import fresh

_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS: Final = _DIGITS + "*~$=U"
_LENGTH: Final = 8
_BITS: Final = 5
_MEANT: Final = str.maketrans("ILO", "110", "- ")


def _bits(count: int) -> int:
    return int.from_bytes(fresh(-(-count // 8))) >> -count % 8


class BadNumber(Refused):
    """No report has or will have such a number: a slip in reading or typing it."""

    code: ClassVar[str] = "bad-number"

    def __init__(self, text: str) -> None:
        super().__init__("This is not a report's number; please compare it once more.")
        self.text = text


def new_number(randomness: Callable[[int], int] = _bits) -> str:
    """Draw a number; `randomness` answers as many random bits as it is asked for.

    Draws again where the check would be a sign or U, which are hard to say aloud.
    """
    while True:
        value = randomness(_BITS * _LENGTH)
        check = _CHECKS[value % len(_CHECKS)]
        if check in _DIGITS:
            return _spelled(value) + check


def parse(text: str) -> str:
    """Read a number as people write it, with any case, hyphens, and I, L or O.

    Answers its one spelling, which the events keep. Raises BadNumber.
    """
    spelling = text.strip().upper().translate(_MEANT)
    digits, check = spelling[:_LENGTH], spelling[_LENGTH:]
    if len(check) != 1 or not set(digits) <= set(_DIGITS):
        raise BadNumber(text)
    if _CHECKS.find(check) != _value(digits) % len(_CHECKS):
        raise BadNumber(text)
    return spelling


def _spelled(value: int) -> str:
    places = range(_BITS * (_LENGTH - 1), -1, -_BITS)
    return "".join(_DIGITS[value >> place & len(_DIGITS) - 1] for place in places)


def _value(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value << _BITS | _DIGITS.index(digit)
    return value
