"""Mobile numbers of mainland China: one spelling, a keyed hash, and a mask."""

import hmac
import re
import unicodedata
from hashlib import sha256
from typing import Final

from services.identity.refusals import BadPhone

_GAPS: Final = re.compile(r"[\s\-().]")
_MOBILE: Final = re.compile(r"(?:\+86|0086|86)?(1[3-9][0-9]{9})")
_LONGEST: Final = 40


def normalise(text: str) -> str:
    """Spell a number the one way, +8613800138000. Raises BadPhone, which repeats nothing."""
    plain = _GAPS.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]))
    found = _MOBILE.fullmatch(plain)
    if found is None or len(text) > _LONGEST:
        raise BadPhone
    return f"+86{found[1]}"


def lookup(secret: bytes, phone: str) -> bytes:
    """Answer what a normalised number is found by; without `secret` it tells nothing."""
    return hmac.new(secret, phone.encode(), sha256).digest()


def masked(phone: str) -> str:
    """Show a normalised number to those who may not know it: its last digits hidden."""
    return f"{phone[3:6]} {phone[6:10]} ****"
