"""How a database is reached: SQLite in one file, or PostgreSQL over a socket."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import getpid
from select import POLLIN, poll
from time import monotonic, sleep
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    Table,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.damage import name_damage

BUSY_SECONDS = 30  # how long a SQLite writer waits for another one
TURN_SECONDS = 0.005  # after which one that was sent away asks again
CONNECT_SECONDS = 5
CONNECTIONS = 8  # to one database, never more; SUISHOUPAI_CONNECTIONS
AWAY = (OperationalError, InterfaceError, PoolTimeout)  # raised while a database cannot be asked
KEPT = 5  # of these, while nothing is asked
POOL_SECONDS = 5  # how long a question waits for a free one before it is refused
SILENCE_SECONDS = 10.0  # after which an idle connection is asked whether it still works
FEWEST = 4  # the writer and the ear of the log hold one each for good
_SURE_TO_END = {  # a machine that is gone says nothing: it must not be waited for for ever
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
Fence = Callable[[Connection], None]
"""Raises where a transaction that has just begun must not write; see `fenced`."""
_POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


def open_engine(url: str, *, durable: bool, connections: int = CONNECTIONS) -> Engine:
    """Open the database at `url`, such as `sqlite:///city.db` or `postgresql://...`.

    `durable` means that what was committed survives a power cut. Views may do
    without: what they lose is derived again. Of several hosts of a PostgreSQL the one
    that takes writes is used, whichever that is by then. A ValueError names what is wrong.
    What asks a damaged one hears DatabaseDamaged.
    """
    target = make_url(url)
    pool: dict[str, Any] = {
        "pool_size": min(KEPT, connections),
        "max_overflow": max(0, connections - KEPT),
        "pool_timeout": POOL_SECONDS,
    }
    if target.drivername == "sqlite":
        if target.database in {None, "", ":memory:"}:
            raise ValueError("SQLite needs a file: threads would not share its memory")
        engine = create_engine(target, **pool)
        _prepare_sqlite(engine, durable=durable)
        name_damage(engine)
        return engine
    if target.drivername in _POSTGRESQL:
        engine = create_engine(
            _to_the_primary(target.set(drivername="postgresql+psycopg")),
            **pool,
            pool_pre_ping=True,  # a restart of the server must not fail the next read: `_heard`
            connect_args={**_SURE_TO_END, "fallback_application_name": f"suishoupai {getpid()}"},
        )
        _prepare_postgresql(engine, durable=durable)
        name_damage(engine)
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
            if fence := db.get_execution_options().get("fence"):
                fence(db)
            yield db


def fenced(engine: Engine, fence: Fence) -> Engine:
    """Reach the same database, with a check at the beginning of all that is `writing`."""
    return engine.execution_options(fence=fence)


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


def in_binary(engine: Engine) -> Engine:
    """Have answers sent as the values they are, not as words: bytes would be twice as long.

    A line of the log took a third less of both processors for it.
    """
    if engine.dialect.name == "postgresql":

        @event.listens_for(engine, "before_cursor_execute")
        def ask(_db: Connection, cursor: psycopg.Cursor[Any], *_said: object) -> None:
            cursor.format = psycopg.pq.Format.BINARY

    return engine


def _prepare_sqlite(engine: Engine, *, durable: bool) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # we say BEGIN; the driver would say it late
        connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        _log_ahead(connection)
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")  # REPLACE is a DELETE too

    @event.listens_for(engine, "begin")
    def begin(db: Connection) -> None:
        mode = db.get_execution_options().get("begin", "DEFERRED")
        db.exec_driver_sql(f"BEGIN {mode}")


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Have changes written beside the file first, so that readers and a writer never wait.

    A new file takes this from one connection at a time, and SQLite sends the others away at
    once instead of letting them wait as long as `busy_timeout` says: of 300 new files that
    eight processes opened together, 59 of 2,400 openings failed. So they ask again; whoever finds
    the file locked all that time is sent away after twice `BUSY_SECONDS` at the latest.
    """
    end = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            # Only what SQLite itself raises has a code.
            busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
            if not busy or monotonic() > end:
                raise
            sleep(TURN_SECONDS)
        else:
            return


def _to_the_primary(target: URL) -> URL:
    """Of several hosts take the one that takes writes, unless the URL says otherwise."""
    hosts = target.query.get("host", "")
    several = "," in hosts if isinstance(hosts, str) else len(hosts) > 1
    if several and "target_session_attrs" not in target.query:
        return target.update_query_dict({"target_session_attrs": "read-write"})
    return target


def _heard(engine: Engine) -> None:
    """Take a pause's silence for life, and ask the server only where it has said something.

    A server that ends closes its connections, which can be seen here and at once. To ask
    before each use was a journey for each question, a fifth of a worker's time. After a
    longer silence even a machine between the two may have dropped the connection.
    """
    ask = engine.dialect.do_ping
    lately = WeakKeyDictionary[object, float]()

    def do_ping(connection: Any) -> bool:  # noqa: ANN401 - psycopg's, which SQLAlchemy describes as any driver's
        now = monotonic()
        before, lately[connection] = lately.get(connection, 0.0), now
        if not connection.closed and now - before < SILENCE_SECONDS:
            silent = poll()  # unlike select(), it takes any number of open files
            silent.register(connection.fileno(), POLLIN)
            if not silent.poll(0):
                return True
        return ask(connection)

    engine.dialect.do_ping = do_ping  # type: ignore[assignment, method-assign]  # no other way in


def _prepare_postgresql(engine: Engine, *, durable: bool) -> None:
    _heard(engine)
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

    @event.listens_for(engine, "handle_error")
    def name(trouble: ExceptionContext) -> Exception | None:
        """Call by one name whatever ends a connection, also where a primary steps down."""
        error = trouble.original_exception
        if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
            trouble.is_disconnect = True  # the next one is opened where writes are taken
        if trouble.is_disconnect and isinstance(error, psycopg.InternalError):
            words = trouble.statement or ""
            return OperationalError(words, None, error, connection_invalidated=True)
        return None
