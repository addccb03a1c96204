"""What SQLite says of its errors: a code, of which the lowest byte is the kind."""

import sqlite3
from typing import Final

_KIND: Final = 0xFF  # the rest says more closely where


def kind_of(error: sqlite3.Error) -> int:
    """Answer SQLITE_FULL, SQLITE_CORRUPT ...; 0 for what Python's driver raises by itself."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & _KIND
