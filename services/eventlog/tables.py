"""The tables of the log, and how they are founded for one city."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    insert,
    inspect,
    select,
)

from domain.merkle import Frontier
from services.database import writing
from services.eventlog.errors import NotFounded, TenantMismatch
from services.migrations import LOG, migrate, take_turns

metadata = MetaData()

# Only INTEGER makes SQLite's own row number of it; we fill it, it is never drawn.
_Position = BigInteger().with_variant(Integer(), "sqlite")

event = Table(
    "event",
    metadata,
    Column("position", _Position, primary_key=True, autoincrement=False),
    Column("originator_id", Uuid(), nullable=False),
    Column("originator_version", BigInteger, nullable=False),
    Column("topic", Text, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("command_id", LargeBinary, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("leaf_hash", LargeBinary, nullable=False),
    UniqueConstraint("originator_id", "originator_version"),
)

command = Table(
    "command",
    metadata,
    Column("command_id", LargeBinary, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("first_position", BigInteger, nullable=False),
    Column("count", BigInteger, nullable=False),
)

log_head = Table(
    "log_head",
    metadata,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
)

blob = Table(
    "blob",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)


def found(engine: Engine, tenant: str | None) -> str:
    """Make sure that the log of `tenant` is here, and answer with its tenant.

    Without a tenant only an existing log is opened, else `NotFounded`; the log of
    another tenant is `TenantMismatch`, and is not touched. Several processes may do
    this at once. Raises `NewerSchema` for tables of a later version of this program.
    """
    with engine.connect() as db:
        pinned = _pinned(db)
    if pinned is None and tenant is None:
        raise NotFounded
    if pinned is not None and tenant not in {None, pinned}:
        raise TenantMismatch(pinned, str(tenant))
    migrate(engine, LOG)
    if pinned is None and tenant is not None:
        pinned = _begin(engine, tenant)
        if pinned != tenant:
            raise TenantMismatch(pinned, tenant)
    return str(pinned)


def _pinned(db: Connection) -> str | None:
    if not inspect(db).has_table(log_head.name):
        return None
    return db.scalar(select(log_head.c.tenant))


def _begin(engine: Engine, tenant: str) -> str:
    """Write down whose log it is, unless somebody did meanwhile; answer whose it is."""
    with writing(engine) as db:
        take_turns(db, LOG.lock)
        pinned = _pinned(db)
        if pinned is not None:
            return pinned
        start = Frontier()
        row = {"one": 1, "tenant": tenant, "size": start.size, "recorded_at": 0}
        db.execute(insert(log_head), row | {"frontier": start.packed})
    return tenant
