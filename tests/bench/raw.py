"""The simplest rival: one connection, one row, one commit, again and again."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

WARM = 1_500  # rows: by then SQLite's journal is as long as it gets, and is used again
_TABLE = (
    "CREATE TABLE raw_row (id {number}, stream TEXT, version INTEGER, topic TEXT, state {data})"
)
_INSERT = (
    "INSERT INTO raw_row (stream, version, topic, state)"
    " VALUES ({mark}, 1, 'report.submitted', {mark})"
)
Write = Callable[[str, bytes], object]


@contextmanager
def inserting(url: str, size: int) -> Iterator[Callable[[float], float]]:
    """Offer a loop that inserts rows with states of `size` bytes for so many seconds.

    It answers how many a second. The connection stays open between measurements, as
    those of its rivals do, and commits as durably as they do.
    """
    connect = _sqlite if make_url(url).drivername == "sqlite" else _postgresql
    with connect(url) as write:
        state = bytes(size)
        for _ in range(WARM):
            write(uuid4().hex, state)

        def measure(seconds: float) -> float:
            done, began = 0, time.perf_counter()
            while (now := time.perf_counter()) < began + seconds:
                write(uuid4().hex, state)
                done += 1
            return done / (now - began)

        yield measure


@contextmanager
def _sqlite(url: str) -> Iterator[Write]:
    file = Path(str(make_url(url).database)).with_suffix(".raw.db")
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute(_TABLE.format(number="INTEGER PRIMARY KEY", data="BLOB"))
        insert = _INSERT.format(mark="?")
        yield lambda *row: db.execute(insert, row)


@contextmanager
def _postgresql(url: str) -> Iterator[Write]:
    with psycopg.connect(url, autocommit=True) as db:
        db.execute(_TABLE.format(number="BIGSERIAL PRIMARY KEY", data="BYTEA").encode())
        insert = _INSERT.format(mark="%s").encode()
        yield lambda *row: db.execute(insert, row, prepare=True)
