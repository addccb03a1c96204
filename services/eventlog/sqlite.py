"""How a batch is written to SQLite: rows by the hundred, in one transaction.

Each step of SQLite gives the interpreter's lock away, and a busy event loop does not give
it back for milliseconds: eight steps for a batch of 15 reports, where a step for each row
were ninety.
"""

import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.merkle import Frontier
from services.damage import damaged
from services.eventlog.conversation import Trouble, streams_of
from services.eventlog.decide import Decision, EventRow, Known
from services.eventlog.request import Append, KnownCommand

ROWS = 100  # in one statement; each has nine values, and SQLite takes 32,766
_HEAD = "SELECT tenant, size, frontier, recorded_at FROM log_head"
_VERSIONS = (
    "SELECT column1, (SELECT max(originator_version) FROM event WHERE originator_id = column1)"
    " AS version FROM (VALUES {}) WHERE version IS NOT NULL"
)
_COMMANDS = (
    "SELECT c.command_id, c.digest, c.first_position, c.count, e.recorded_at FROM command AS c"
    " JOIN event AS e ON e.position = c.first_position WHERE c.command_id IN (VALUES {})"
)
_EVENTS = (
    "INSERT INTO event (position, originator_id, originator_version, topic, state,"
    " tenant, command_id, recorded_at, leaf_hash) VALUES {}"
)
_REMEMBER = "INSERT INTO command (command_id, digest, first_position, count) VALUES {}"
_MOVE = "UPDATE log_head SET size = ?, frontier = ?, recorded_at = ?"
Rows = Sequence[tuple[object, ...]]


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
        known = Known(tenant, Frontier.unpack(size, frontier), recorded_at, {}, {})
        self.learn(known, requests)
        return known

    def learn(self, known: Known, requests: Sequence[Append]) -> None:
        """Read what further requests name, too; the lock is held."""
        db = self.connection()
        streams = [(one.hex,) for one in streams_of(requests)]
        found = self._all(db, _VERSIONS, streams)
        known.versions.update((UUID(stream), version) for stream, version in found)
        named = [(request.command_id,) for request in requests]
        made = self._all(db, _COMMANDS, named)
        known.commands.update((name, KnownCommand(*one)) for name, *one in made)

    def store(self, decision: Decision) -> None:
        """Write what was decided and commit; other processes watch the file."""
        db = self.connection()
        if decision.events:
            self._all(db, _EVENTS, [_stored(row, decision) for row in decision.events])
            made = [
                (name, known.digest, known.first_position, known.count)
                for name, known in decision.commands
            ]
            self._all(db, _REMEMBER, made)
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
        if damaged(error):
            return Trouble.DAMAGED
        unable = (sqlite3.OperationalError, DBAPIError, PoolTimeout)
        return Trouble.UNAVAILABLE if isinstance(error, unable) else Trouble.POISON

    def say(self, db: sqlite3.Connection, statement: str, *values: object) -> sqlite3.Cursor:
        """Run one statement: the one place where faults can be tried out."""
        return db.execute(statement, values)

    def _all(self, db: sqlite3.Connection, statement: str, rows: Rows) -> list[tuple[Any, ...]]:
        """Run a statement on all the rows, and answer with what it finds."""
        found: list[tuple[Any, ...]] = []
        for begin in range(0, len(rows), ROWS):
            some = rows[begin : begin + ROWS]
            row = f"({', '.join('?' * len(some[0]))})"
            text = statement.format(", ".join([row] * len(some)))
            found += self.say(db, text, *chain.from_iterable(some)).fetchall()
        return found

    def connection(self) -> sqlite3.Connection:
        """Borrow the writer's connection, or keep the one it has."""
        if self._borrowed is None:
            self._borrowed = self._engine.raw_connection()
        driver = self._borrowed.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            raise sqlite3.OperationalError("the connection was closed")
        return driver


def _stored(row: EventRow, decision: Decision) -> tuple[object, ...]:
    return (
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
