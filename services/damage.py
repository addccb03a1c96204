"""Tells a database whose own bytes are damaged from one that is away for a while."""

import sqlite3
from typing import Final

import structlog
from psycopg.errors import DataCorrupted, IndexCorrupted
from sqlalchemy import Engine, ExceptionContext, event
from sqlalchemy.exc import OperationalError

from services.sqlite_codes import kind_of

ADVICE: Final = "restore it from a backup, see 'A damaged database' in docs/operating.md"
_OF_SQLITE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_log = structlog.get_logger()


class DatabaseDamaged(OperationalError):
    """The bytes of a database are not those it wrote: only a backup helps.

    It is of the kind of those that are away, since no statement and no event is to blame.
    """

    place = ""  # the file of SQLite, or the name on a server

    def __str__(self) -> str:
        """Say which, why and what to do, and nothing of the statement or its values."""
        return f"the database {self.place} is damaged ({self.orig}): {ADVICE}"


def damaged(error: BaseException | None) -> bool:
    """Say whether a driver, or what was made of its error, says that the database is damaged.

    These codes alone: whatever else a driver calls an error may be a flaw of a program.
    """
    cause = error.orig if isinstance(error, OperationalError) else error
    if isinstance(cause, sqlite3.Error):
        return kind_of(cause) in _OF_SQLITE
    return isinstance(cause, DataCorrupted | IndexCorrupted)


def name_damage(engine: Engine) -> None:
    """Have `engine` raise DatabaseDamaged, and write it down, where its database is damaged."""

    @event.listens_for(engine, "handle_error")
    def name(trouble: ExceptionContext) -> Exception | None:
        error = trouble.original_exception
        if not isinstance(error, Exception) or not damaged(error):
            return None
        words, lost = trouble.statement or "", trouble.is_disconnect
        told = DatabaseDamaged(words, None, error, connection_invalidated=lost)
        told.place = engine.url.database or ""
        _log.error("database damaged", database=told.place, error=type(error).__name__)
        return told
