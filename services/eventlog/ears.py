"""How each database lets one process hear that another one has written."""

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from selectors import EVENT_READ, DefaultSelector
from threading import Event
from typing import Any

import psycopg
from sqlalchemy import Engine

from services.eventlog.conversation import CHANNEL
from services.eventlog.wakeup import Ear

POLL_SECONDS = 0.01  # about 1 % of a core, while somebody waits


class SqliteEar:
    """Asks the file whether anybody has committed since the last time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._version = self._data_version()

    def wait(self, seconds: float, stop: Event) -> None:
        """Return at a hint, when `stop` is set, or after so many seconds."""
        for _ in range(round(seconds / POLL_SECONDS)):
            before, self._version = self._version, self._data_version()
            if self._version != before or stop.wait(POLL_SECONDS):
                return

    def rouse(self) -> None:
        """Do nothing: `stop` itself ends the wait."""

    def _data_version(self) -> int:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)


class PostgresEar:
    """Sleeps on the connection's socket until the server notifies."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._inner, self._outer = socket.socketpair()
        self._either = DefaultSelector()  # `select` knows no file above number 1023
        self._either.register(connection.fileno(), EVENT_READ)
        self._either.register(self._inner, EVENT_READ)

    def wait(self, seconds: float, stop: Event) -> None:
        """Return at a hint, when `stop` is set, or after so many seconds."""
        if not stop.is_set():
            self._either.select(seconds)
            self._connection.pgconn.consume_input()
            while self._connection.pgconn.notifies():
                pass  # how many there are says nothing: the size will be read

    def rouse(self) -> None:
        """End a wait in another thread."""
        self._outer.send(b"!")

    def close(self) -> None:
        """Give the two sockets back."""
        self._either.close()
        self._inner.close()
        self._outer.close()


@contextmanager
def listening(engine: Engine) -> Iterator[Ear]:
    """Hold a connection that hears what happens from now on."""
    borrowed = engine.raw_connection()
    try:
        match borrowed.driver_connection:
            case sqlite3.Connection() as connection:
                yield SqliteEar(connection)
            case psycopg.Connection() as connection:
                connection.autocommit = True
                connection.execute(f"LISTEN {CHANNEL}".encode())
                ear = PostgresEar(connection)
                try:
                    yield ear
                finally:
                    ear.close()
            case other:
                raise TypeError(f"no way to listen on {other!r}")
    finally:
        borrowed.invalidate()  # nobody else should inherit LISTEN
