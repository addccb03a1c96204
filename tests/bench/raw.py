"""The simplest rival: one connection, one row, one commit, again and again."""

import sqlite3
import time
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

TABLE = (
    "CREATE TABLE IF NOT EXISTS raw_row"
    " (id INTEGER PRIMARY KEY, stream TEXT, version INTEGER, topic TEXT, state {bytes})"
)


def insert_rows(url: str, size: int, seconds: float) -> float:
    """Insert rows with states of `size` bytes for so long; answer how many a second."""
    target = make_url(url)
    if target.drivername == "sqlite":
        return _sqlite(Path(str(target.database)).with_suffix(".raw.db"), size, seconds)
    return _postgresql(url, size, seconds)


def _sqlite(file: Path, size: int, seconds: float) -> float:
    db = sqlite3.connect(file, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute(TABLE.format(bytes="BLOB"))
        insert = "INSERT INTO raw_row (stream, version, topic, state) VALUES (?, ?, ?, ?)"
        done, began = 0, time.perf_counter()
        while (now := time.perf_counter()) < began + seconds:
            db.execute(insert, (uuid4().hex, 1, "report.submitted", bytes(size)))
            done += 1
        return done / (now - began)
    finally:
        db.close()


def _postgresql(url: str, size: int, seconds: float) -> float:
    with psycopg.connect(url, autocommit=True) as db:
        table = TABLE.format(bytes="BYTEA").replace("INTEGER PRIMARY KEY", "BIGSERIAL PRIMARY KEY")
        db.execute(table.encode())
        insert = "INSERT INTO raw_row (stream, version, topic, state) VALUES (%s, %s, %s, %s)"
        done, began = 0, time.perf_counter()
        while (now := time.perf_counter()) < began + seconds:
            db.execute(insert, (uuid4().hex, 1, "report.submitted", bytes(size)), prepare=True)
            done += 1
        return done / (now - began)
