"""Breaks the connection of writers, between statements and after the commit."""

import sqlite3
from itertools import count
from typing import Any

import psycopg
import pytest

from services.eventlog.postgres import PostgresConversation
from services.eventlog.sqlite import SqliteConversation

LOST = {
    SqliteConversation: sqlite3.OperationalError,
    PostgresConversation: psycopg.OperationalError,
}


class Faults:
    """Counts every statement and every commit of all writers; breaks at the chosen."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._at: set[int] = set()
        self._count = count()
        self.happened = 0
        for kind in LOST:
            monkeypatch.setattr(kind, "say", self._saying(kind))
            monkeypatch.setattr(kind, "store", self._storing(kind))

    def arm(self, *at: int) -> None:
        """Break at these numbers, counted from now."""
        self._at = set(at)
        self._count = count()

    def _saying(self, kind: type[Any]) -> Any:
        say = kind.say

        def breaking(talk: Any, db: Any, statement: str, *values: object) -> Any:
            self._perhaps(kind, db)
            return say(talk, db, statement, *values)

        return breaking

    def _storing(self, kind: type[Any]) -> Any:
        store = kind.store

        def breaking(talk: Any, decision: Any) -> None:
            store(talk, decision)
            self._perhaps(kind, talk.connection())

        return breaking

    def _perhaps(self, kind: type[Any], db: Any) -> None:
        if next(self._count) in self._at:
            self.happened += 1
            db.close()
            raise LOST[kind]("the connection broke")
