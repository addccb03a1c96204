"""Standard input and output as commands meet them: in any encoding, and perhaps closed."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from workers.telling import Declined

_NOWHERE: Final = Path(os.devnull)
_LONGEST: Final = 65_536  # bytes of a line: whoever sends more sends no answer to a question


class NotUtf8(Declined):
    """What came on standard input is no UTF-8, and is not guessed at."""

    def __init__(self) -> None:
        super().__init__("standard input is not UTF-8")


def make_ready() -> None:
    """See to it that whatever is said can be said, whoever listens.

    A sign that the encoding of a stream lacks is written as its number. In place of a stream
    that was closed there is one into nothing: a file opened next would be taken for it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, _NOWHERE.open(mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.closed:
            stream.reconfigure(errors="backslashreplace")


def heard() -> str:
    """Read a line of standard input, as UTF-8 whatever the locale says. Raises NotUtf8."""
    try:
        return sys.stdin.buffer.readline(_LONGEST).decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise NotUtf8 from None  # its text holds what was typed, such as a password
