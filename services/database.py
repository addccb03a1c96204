"""How a database is reached: SQLite in one file, or PostgreSQL over a socket."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite

BUSY_SECONDS = 30  # how long a SQLite writer waits for another one
CONNECT_SECONDS = 5
POOL = 5  # connections kept; as many again under load, and never more
_POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


def open_engine(url: str, *, durable: bool) -> Engine:
    """Open the database at `url`, such as `sqlite:///city.db` or `postgresql://...`.

    `durable` means that what was committed survives a power cut. Views may do
    without: what they lose is derived again. A ValueError names what is wrong.
    """
    target = make_url(url)
    if target.drivername == "sqlite":
        if target.database in {None, "", ":memory:"}:
            raise ValueError("SQLite needs a file: threads would not share its memory")
        engine = create_engine(target, pool_size=POOL, max_overflow=POOL)
        _prepare_sqlite(engine, durable=durable)
        return engine
    if target.drivername in _POSTGRESQL:
        engine = create_engine(
            target.set(drivername="postgresql+psycopg"),
            pool_size=POOL,
            max_overflow=POOL,
            pool_pre_ping=True,  # a restart of the server must not fail the next read
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )
        _prepare_postgresql(engine, durable=durable)
        return engine
    raise ValueError(f"{target.drivername} is neither sqlite nor postgresql")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Run a transaction that reads before it writes.

    SQLite refuses to turn a reader into a writer once somebody else has written:
    such a transaction has to ask for the write lock at its beginning.
    """
    with engine.connect() as plain:
        db = plain.execution_options(begin="IMMEDIATE")
        with db.begin():
            yield db


def upsert(db: Connection, table: Table) -> Any:  # noqa: ANN401 - each engine has a class of its own
    """Begin an INSERT that may say what is to happen on a conflict."""
    on_postgresql = db.dialect.name == "postgresql"
    return postgresql.insert(table) if on_postgresql else sqlite.insert(table)


def asking(engine: Engine) -> Engine:
    """Reach the same database for questions of one statement each.

    PostgreSQL then needs no BEGIN before and no ROLLBACK after: two journeys less.
    """
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    return engine


def _prepare_sqlite(engine: Engine, *, durable: bool) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # we say BEGIN; the driver would say it late
        connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")  # REPLACE is a DELETE too

    @event.listens_for(engine, "begin")
    def begin(db: Connection) -> None:
        mode = db.get_execution_options().get("begin", "DEFERRED")
        db.exec_driver_sql(f"BEGIN {mode}")


def _prepare_postgresql(engine: Engine, *, durable: bool) -> None:
    wanted = "on" if durable else "off"
    unwanted = "off" if durable else "on"

    @event.listens_for(engine, "connect")
    def set_up(connection: psycopg.Connection, _: object) -> None:
        connection.autocommit = True  # a setting made in a transaction is lost with it
        connection.execute(
            "SELECT set_config('synchronous_commit', %s, false)"
            " WHERE current_setting('synchronous_commit') = %s",
            (wanted, unwanted),
        )
        connection.autocommit = False
