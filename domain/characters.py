"""Characters that nobody sees, and characters that turn round how a line is read."""

import re
from typing import Final

TURNING: Final = r"\u202a-\u202e\u2066-\u2069"
"""Embeddings, overrides and isolates of the bidirectional algorithm: a name that holds one is read
in another order than it is stored in, and so may be what follows it in the line."""

UNSEEN: Final = (
    r"\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Blanks, controls, and what Unicode lets a font ignore; between others they may have a sense, as
the joiners of emoji have. As a class of a regular expression, like the other."""

_SEEN: Final = re.compile(f"[^{UNSEEN}]")
_TURNED: Final = re.compile(f"[{TURNING}]")


def seen(text: str) -> bool:
    """Say whether there is anything to be read."""
    return _SEEN.search(text) is not None


def turned(text: str) -> bool:
    """Say whether something changes the direction of reading."""
    return _TURNED.search(text) is not None
