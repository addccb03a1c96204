"""SQLite's driver as it is, but for the statements and commits that shall break."""

import sqlite3
from collections.abc import Iterable
from typing import Any, ClassVar, Self

import pytest

from tests.faults.breaking.breaks import Breaks, Kind


def break_sqlite(breaks: Breaks, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement fails as where the disk cannot be read; the connection stays."""
    connect = sqlite3.dbapi2.connect
    monkeypatch.setattr(_Cursor, "breaks", breaks)

    def connected(*names: Any, **options: Any) -> sqlite3.Connection:
        return connect(*names, **options, factory=_Connection)

    monkeypatch.setattr(sqlite3.dbapi2, "connect", connected)


class _Cursor(sqlite3.Cursor):
    breaks: ClassVar[Breaks] = Breaks()

    @classmethod
    def perhaps(cls, kind: Kind) -> None:
        if cls.breaks.due(kind):
            raise sqlite3.OperationalError("disk I/O error")

    def execute(self, sql: str, *values: Any) -> Self:
        if sql != "COMMIT":
            self.perhaps(Kind.STATEMENT)
            return super().execute(sql, *values)
        self.perhaps(Kind.COMMIT)
        done = super().execute(sql, *values)
        self.perhaps(Kind.COMMITTED)
        return done

    def executemany(self, sql: str, values: Iterable[Any], /) -> Self:
        self.perhaps(Kind.STATEMENT)
        return super().executemany(sql, values)


class _Connection(sqlite3.Connection):
    def cursor(self, *_: Any) -> Any:
        return super().cursor(_Cursor)

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        cursor: sqlite3.Cursor = self.cursor()
        return cursor.execute(sql, *values)

    def commit(self) -> None:
        changing = self.in_transaction
        if changing:
            _Cursor.perhaps(Kind.COMMIT)
        super().commit()
        if changing:
            _Cursor.perhaps(Kind.COMMITTED)
