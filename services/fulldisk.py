"""A full disk, however a database or the system says it."""

import errno
import sqlite3
from typing import Final

import psycopg

from services.sqlite_codes import kind_of

_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)


def is_full(error: BaseException | None) -> bool:
    """Say whether an error, or one that led to it, is for want of room.

    SQLite says so where its own write fails so; PostgreSQL where a statement does. What a
    full disk brings about otherwise, a server that gives up above all, looks like any trouble.
    """
    while error is not None:
        if _says_so(error):
            return True
        error = error.__cause__ or getattr(error, "orig", None)
    return False


def _says_so(error: BaseException) -> bool:
    match error:
        case OSError():
            return error.errno in _NO_ROOM
        case sqlite3.Error():
            return kind_of(error) == sqlite3.SQLITE_FULL
        case psycopg.errors.DiskFull():
            return True
    return False
