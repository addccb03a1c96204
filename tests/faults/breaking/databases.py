"""Both drivers as they are, but for the statements and commits that shall break."""

import sqlite3
from typing import Any

import psycopg
import pytest

from services.eventlog.postgres import PostgresConversation
from tests.faults.breaking.breaks import Breaks, Kind


def break_sqlite(breaks: Breaks, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement fails as where the disk cannot be read; the connection stays."""
    connect = sqlite3.dbapi2.connect

    def perhaps(kind: Kind) -> None:
        if breaks.due(kind):
            raise sqlite3.OperationalError("disk I/O error")

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if sql != "COMMIT":
                perhaps(Kind.STATEMENT)
                return super().execute(sql, *values)
            perhaps(Kind.COMMIT)
            done = super().execute(sql, *values)
            perhaps(Kind.COMMITTED)
            return done

        def executemany(self, sql: str, *values: Any) -> sqlite3.Cursor:
            perhaps(Kind.STATEMENT)
            return super().executemany(sql, *values)

    class Connection(sqlite3.Connection):
        def cursor(self, *_: Any) -> Any:
            return super().cursor(Cursor)

        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            cursor: sqlite3.Cursor = self.cursor()
            return cursor.execute(sql, *values)

        def commit(self) -> None:
            changing = self.in_transaction
            if changing:
                perhaps(Kind.COMMIT)
            super().commit()
            if changing:
                perhaps(Kind.COMMITTED)

    def connected(*names: Any, **options: Any) -> sqlite3.Connection:
        return connect(*names, **options, factory=Connection)

    monkeypatch.setattr(sqlite3.dbapi2, "connect", connected)


def break_postgresql(breaks: Breaks, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement finds the connection broken."""
    execute, commit, store = (
        psycopg.Cursor.execute,
        psycopg.Connection.commit,
        PostgresConversation.store,
    )

    def perhaps(kind: Kind, connection: Any) -> None:
        if breaks.due(kind):
            connection.close()
            raise psycopg.OperationalError("the connection broke")

    def executing(cursor: Any, query: Any, *values: Any, **options: Any) -> Any:
        kind = Kind.COMMIT if query == b"COMMIT" else Kind.STATEMENT
        perhaps(kind, cursor.connection)
        return execute(cursor, query, *values, **options)

    def committing(connection: Any) -> None:
        changing = connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE
        if changing:
            perhaps(Kind.COMMIT, connection)
        commit(connection)
        if changing:
            perhaps(Kind.COMMITTED, connection)

    def storing(talk: Any, decision: Any) -> None:
        store(talk, decision)  # its COMMIT went out with all the rest in one pipeline
        perhaps(Kind.COMMITTED, talk.connection())

    monkeypatch.setattr(psycopg.Cursor, "execute", executing)
    monkeypatch.setattr(psycopg.Connection, "commit", committing)
    monkeypatch.setattr(PostgresConversation, "store", storing)
