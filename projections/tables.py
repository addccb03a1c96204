"""The tables every view shares: how far it has read, what it remembers, what it gave up on.

All of it can be dropped and built again from the log. A view's rows carry a
*generation*: a rebuild writes the next generation beside the live one, and the swap
is one update of `projection.live`. A column, not a second set of tables: the number
is read in the reader's own snapshot, so no reader can meet a half-built view on
either engine, no statement has to name a table that may just be gone, and clearing
away the old rows is an ordinary DELETE that no running reader notices.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    text,
)
from sqlalchemy.types import TypeEngine

Row = dict[str, Any]
OPEN = 2**63 - 1  # `valid_to` of a row that still holds
LIVE = text(str(OPEN))  # written out: an index of living rows alone serves

metadata = MetaData()


def key(name: str, kind: type[TypeEngine[Any]] = BigInteger) -> Column[Any]:
    """Declare one column of a primary key that we fill ourselves."""
    return Column(name, kind, primary_key=True, autoincrement=False)


def micros(name: str) -> Column[Any]:
    """Declare a moment that may be missing: microseconds since 1970."""
    return Column(name, BigInteger)


projection = Table(
    "projection",
    metadata,
    key("view", String),
    Column("edition", Integer, nullable=False),
    Column("live", Integer, nullable=False),
    Column("building", Integer),
)

bookmark = Table(
    "projection_bookmark",
    metadata,
    key("view", String),
    key("generation", Integer),
    Column("position", BigInteger, nullable=False),
)

memory = Table(
    "projection_memory",
    metadata,
    key("view", String),
    key("generation", Integer),
    key("stream", String),
    Column("version", BigInteger, nullable=False),
    Column("state", LargeBinary, nullable=False),
)
"""What a view remembers of a stream to fold the next event: public facts only."""

parked = Table(
    "projection_parked",
    metadata,
    key("view", String),
    key("generation", Integer),
    key("stream", String),
    Column("position", BigInteger, nullable=False),
    Column("topic", String, nullable=False),
    Column("error", String, nullable=False),
)
"""Streams that stopped at a poisoned event; `error` is the class of the error alone."""

skipped = Table(
    "projection_skipped",
    metadata,
    key("view", String),
    key("generation", Integer),
    key("position"),
    Column("told", BigInteger, nullable=False),
)
"""Events that a view leaves out, and where in the log somebody said so."""

setting = Table(
    "projection_setting",
    metadata,
    key("view", String),
    key("generation", Integer),
    key("position"),
    Column("topic", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""Rules of the city that a view needs to read other streams: calendars, working hours."""

SHARED = (bookmark, memory, parked, skipped, setting)


def one_snapshot(engine: Engine) -> Connection:
    """Open a connection whose transaction sees one state of the database throughout."""
    plain = engine.connect()
    if engine.dialect.name == "postgresql":
        return plain.execution_options(isolation_level="REPEATABLE READ")
    return plain  # SQLite: a transaction is a snapshot from its first read on
