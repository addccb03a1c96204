"""How a batch is written to PostgreSQL: two pipelined conversations."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
from psycopg import errors
from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.merkle import Frontier
from services.damage import damaged
from services.eventlog.conversation import CHANNEL, Trouble, streams_of
from services.eventlog.decide import Decision, Known
from services.eventlog.request import Append, KnownCommand
from services.frozen import end_frozen

# A process that freezes while it holds the lock must not stop all the others.
# PostgreSQL 17 and later can see to that; the older limit on idle transactions
# cannot, since the Flush that ends a pipeline switches its alarm off. Before 17 whoever
# has waited as long ends the transaction of who holds the lock and says nothing.
LONGEST_MILLISECONDS = 30_000
_LIMIT = "SELECT set_config('transaction_timeout', %s, false)"
LIMIT_SINCE = 170_000
_WAIT = "SELECT set_config('lock_timeout', %s, false)"
# Each statement must see what was committed before it got the lock.
_BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED"
_HEAD = "SELECT tenant, size, frontier, recorded_at FROM log_head FOR UPDATE"
_NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"  # with the lock held
_VERSIONS = (
    "SELECT stream, (SELECT max(originator_version) FROM event"
    " WHERE originator_id = stream) FROM unnest(%b::uuid[]) AS stream"
)
_COMMANDS = (
    "SELECT c.command_id, c.digest, c.first_position, c.count, e.recorded_at"
    " FROM command AS c JOIN event AS e ON e.position = c.first_position"
    " WHERE c.command_id = ANY(%b::bytea[])"
)
_EVENTS = (
    "INSERT INTO event (position, originator_id, originator_version, topic, state,"
    " command_id, leaf_hash, tenant, recorded_at)"
    " SELECT *, %s::text, %s::bigint FROM unnest(%b::bigint[], %b::uuid[],"
    " %b::bigint[], %b::text[], %b::bytea[], %b::bytea[], %b::bytea[])"
)
_REMEMBER = (
    "INSERT INTO command (command_id, digest, first_position, count)"
    " SELECT * FROM unnest(%b::bytea[], %b::bytea[], %b::bigint[], %b::bigint[])"
)
_MOVE = "UPDATE log_head SET size = %s, frontier = %b, recorded_at = %s"
_TELL = "SELECT pg_notify(%s, '')"

_COMES_BACK = (
    errors.TransactionTimeout,
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.CannotConnectNow,
    errors.DeadlockDetected,
    errors.SerializationFailure,
    errors.TooManyConnections,
    errors.ReadOnlySqlTransaction,  # a primary that stepped down
)


class PostgresConversation:
    """Speaks for one writer; the row of the head is the lock among many.

    A failed conversation is ended by dropping the connection. A ROLLBACK in a
    pipeline would make psycopg forget statements that the server still counts on.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._borrowed: PoolProxiedConnection | None = None
        self._limited = True  # whether the server ends what takes too long

    def load(self, requests: Sequence[Append]) -> Known:
        """Take the append lock, then read what the requests name."""
        db = self.connection()
        streams = list(streams_of(requests))
        ids = [request.command_id for request in requests]
        try:
            with db.pipeline():
                self.say(db, _BEGIN)
                head = self.say(db, _HEAD)
                clock = self.say(db, _NOW)
                found = self.say(db, _VERSIONS, streams)
                known = self.say(db, _COMMANDS, ids)
        except errors.LockNotAvailable:
            if not self._limited:
                self._end_frozen()
            raise
        (row,) = head.fetchall()
        ((now,),) = clock.fetchall()
        versions: dict[UUID, int] = {
            stream: version for stream, version in found if version is not None
        }
        commands = {name: KnownCommand(*made) for name, *made in known}
        tenant, size, frontier, recorded_at = row
        tree = Frontier.unpack(size, frontier)
        return Known(tenant, tree, recorded_at, versions, commands, now)

    def learn(self, known: Known, requests: Sequence[Append]) -> None:
        """Read what further requests name, too; the lock is held."""
        db = self.connection()
        with db.pipeline():
            found = self.say(db, _VERSIONS, list(streams_of(requests)))
            made = self.say(db, _COMMANDS, [request.command_id for request in requests])
        known.versions.update((stream, version) for stream, version in found if version is not None)
        known.commands.update((name, KnownCommand(*one)) for name, *one in made)

    def store(self, decision: Decision) -> None:
        """Write what was decided, tell the others and commit."""
        db = self.connection()
        with db.pipeline():
            if decision.events:
                self._write(db, decision)
            self.say(db, "COMMIT")

    def abandon(self) -> None:
        """Drop the connection: the server rolls back whatever was open."""
        if self._borrowed is not None:
            self._borrowed.invalidate()
            self._borrowed = None

    def trouble(self, error: Exception) -> Trouble:
        """Say what an error means: whatever broke the connection may be over soon."""
        if damaged(error):
            return Trouble.DAMAGED
        if isinstance(error, (DBAPIError, PoolTimeout, *_COMES_BACK)):
            return Trouble.LOST
        if isinstance(error, errors.LockNotAvailable) and not self._limited:
            return Trouble.LOST
        driver = self._borrowed.driver_connection if self._borrowed else None
        if driver is None or driver.closed:
            return Trouble.LOST
        if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
            return Trouble.LOST  # the driver's own words: the server has said nothing more
        unable = (psycopg.OperationalError, psycopg.InterfaceError)
        return Trouble.UNAVAILABLE if isinstance(error, unable) else Trouble.POISON

    def _end_frozen(self) -> None:
        with self._engine.connect() as other:
            end_frozen(other, "log_head", LONGEST_MILLISECONDS / 1000)

    def say(
        self, db: psycopg.Connection[Any], statement: str, *values: object
    ) -> psycopg.Cursor[Any]:
        """Send one statement: the one place where faults can be tried out."""
        return db.execute(statement.encode(), values)

    def _write(self, db: psycopg.Connection[Any], decision: Decision) -> None:
        rows = [
            (
                row.position,
                row.originator_id,
                row.originator_version,
                row.topic,
                row.state,
                row.command_id,
                row.leaf_hash,
            )
            for row in decision.events
        ]
        columns = map(list, zip(*rows, strict=True))
        self.say(db, _EVENTS, decision.tenant, decision.recorded_at, *columns)
        made = [
            (name, known.digest, known.first_position, known.count)
            for name, known in decision.commands
        ]
        self.say(db, _REMEMBER, *map(list, zip(*made, strict=True)))
        tree = decision.frontier
        self.say(db, _MOVE, tree.size, tree.packed, decision.recorded_at)
        self.say(db, _TELL, CHANNEL)

    def connection(self) -> psycopg.Connection[Any]:
        """Borrow the writer's connection, or keep the one it has."""
        if self._borrowed is None:
            self._borrowed = self._engine.raw_connection()
            driver = self._borrowed.driver_connection
            if driver is not None:
                driver.autocommit = True  # we say BEGIN and COMMIT
                self._limited = driver.info.server_version >= LIMIT_SINCE
                driver.execute(_LIMIT if self._limited else _WAIT, [str(LONGEST_MILLISECONDS)])
        driver = self._borrowed.driver_connection
        if not isinstance(driver, psycopg.Connection):
            raise psycopg.OperationalError("the connection was closed")
        return driver
