"""How a batch is written to SQLite: one statement after the other, in one transaction."""

import sqlite3
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.merkle import Frontier
from services.eventlog.conversation import Trouble
from services.eventlog.decide import Decision, Known
from services.eventlog.request import Append, KnownCommand

_HEAD = "SELECT tenant, size, frontier, recorded_at FROM log_head"
_VERSION = "SELECT max(originator_version) FROM event WHERE originator_id = ?"
_COMMAND = (
    "SELECT c.digest, c.first_position, c.count, e.recorded_at FROM command AS c"
    " JOIN event AS e ON e.position = c.first_position WHERE c.command_id = ?"
)
_EVENT = (
    "INSERT INTO event (position, originator_id, originator_version, topic, state,"
    " tenant, command_id, recorded_at, leaf_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_REMEMBER = "INSERT INTO command (command_id, digest, first_position, count) VALUES (?, ?, ?, ?)"
_MOVE = "UPDATE log_head SET size = ?, frontier = ?, recorded_at = ?"


class SqliteConversation:
    """Speaks for one writer; SQLite itself lets one process at a time begin."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._borrowed: PoolProxiedConnection | None = None

    def load(self, requests: Sequence[Append]) -> Known:
        """Take the append lock, then read what the requests name."""
        db = self.connection()
        self.say(db, "BEGIN IMMEDIATE")
        tenant, size, frontier, recorded_at = self.say(db, _HEAD).fetchone()
        versions: dict[UUID, int] = {}
        commands: dict[bytes, KnownCommand] = {}
        for stream in set[UUID]().union(*(request.streams for request in requests)):
            (version,) = self.say(db, _VERSION, stream.hex).fetchone()
            if version is not None:
                versions[stream] = version
        for request in requests:
            row = self.say(db, _COMMAND, request.command_id).fetchone()
            if row is not None:
                commands[request.command_id] = KnownCommand(*row)
        tree = Frontier.unpack(size, frontier)
        return Known(tenant, tree, recorded_at, versions, commands)

    def store(self, decision: Decision) -> None:
        """Write what was decided and commit; other processes watch the file."""
        db = self.connection()
        if decision.events:
            for row in decision.events:
                self.say(
                    db,
                    _EVENT,
                    row.position,
                    row.originator_id.hex,
                    row.originator_version,
                    row.topic,
                    row.state,
                    decision.tenant,
                    row.command_id,
                    decision.recorded_at,
                    row.leaf_hash,
                )
            for name, made in decision.commands:
                values = name, made.digest, made.first_position, made.count
                self.say(db, _REMEMBER, *values)
            tree = decision.frontier
            self.say(db, _MOVE, tree.size, tree.packed, decision.recorded_at)
        self.say(db, "COMMIT")

    def abandon(self) -> None:
        """Close the connection: SQLite rolls back whatever was open."""
        if self._borrowed is not None:
            self._borrowed.invalidate()
            self._borrowed = None

    def trouble(self, error: Exception) -> Trouble:
        """Say what an error means: a full or broken disk is nobody's fault."""
        unable = (sqlite3.OperationalError, DBAPIError, PoolTimeout)
        return Trouble.UNAVAILABLE if isinstance(error, unable) else Trouble.POISON

    def say(self, db: sqlite3.Connection, statement: str, *values: object) -> sqlite3.Cursor:
        """Run one statement: the one place where faults can be tried out."""
        return db.execute(statement, values)

    def connection(self) -> sqlite3.Connection:
        """Borrow the writer's connection, or keep the one it has."""
        if self._borrowed is None:
            self._borrowed = self._engine.raw_connection()
        driver = self._borrowed.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            raise sqlite3.OperationalError("the connection was closed")
        return driver
