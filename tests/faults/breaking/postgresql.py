"""PostgreSQL's driver as it is, but for the statements and commits that shall break."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from services.eventlog.postgres import PostgresConversation
from tests.faults.breaking.breaks import Breaks, Kind


def break_postgresql(breaks: Breaks, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement, or the end of what is copied in, finds the connection broken."""
    execute, many, copy = psycopg.Cursor.execute, psycopg.Cursor.executemany, psycopg.Cursor.copy
    commit, store = psycopg.Connection.commit, PostgresConversation.store

    def perhaps(kind: Kind, connection: Any) -> None:
        if breaks.due(kind):
            connection.close()
            raise psycopg.OperationalError("the connection broke")

    def executing(cursor: Any, query: Any, *values: Any, **options: Any) -> Any:
        kind = Kind.COMMIT if query == b"COMMIT" else Kind.STATEMENT
        perhaps(kind, cursor.connection)
        return execute(cursor, query, *values, **options)

    def executing_many(cursor: Any, query: Any, *values: Any, **options: Any) -> None:
        perhaps(Kind.STATEMENT, cursor.connection)
        many(cursor, query, *values, **options)

    @contextmanager
    def copying(cursor: Any, *statement: Any, **options: Any) -> Iterator[Any]:
        perhaps(Kind.STATEMENT, cursor.connection)
        with copy(cursor, *statement, **options) as rows:
            yield rows
            perhaps(Kind.STATEMENT, cursor.connection)

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
    monkeypatch.setattr(psycopg.Cursor, "executemany", executing_many)
    monkeypatch.setattr(psycopg.Cursor, "copy", copying)
    monkeypatch.setattr(psycopg.Connection, "commit", committing)
    monkeypatch.setattr(PostgresConversation, "store", storing)
