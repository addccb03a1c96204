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
    text,
)

from domain.merkle import Frontier
from services.database import writing
from services.eventlog.errors import NotFounded, TenantMismatch

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

_KEPT = ("event", "command", "blob")
_FOUNDING_LOCK = 0x5355_4953_484F_5550  # "SUISHOUP": any number nobody else locks


def found(engine: Engine, tenant: str | None) -> str:
    """Make sure that the log of `tenant` is here, and answer with its tenant.

    Without a tenant only an existing log is opened, else `NotFounded`; the log of
    another tenant is `TenantMismatch`. Several processes may do this at once.
    """
    with engine.connect() as db:
        pinned = _pinned(db)
    if pinned is None:
        if tenant is None:
            raise NotFounded
        pinned = _create(engine, tenant)
    if tenant is not None and pinned != tenant:
        raise TenantMismatch(pinned, tenant)
    return pinned


def _pinned(db: Connection) -> str | None:
    if not inspect(db).has_table(log_head.name):
        return None
    return db.scalar(select(log_head.c.tenant))


def _create(engine: Engine, tenant: str) -> str:
    with writing(engine) as db:
        if engine.dialect.name == "postgresql":
            lock = text("SELECT pg_advisory_xact_lock(:number)")
            db.execute(lock, {"number": _FOUNDING_LOCK})
        pinned = _pinned(db)
        if pinned is not None:
            return pinned
        metadata.create_all(db)
        guard = _on_postgresql if engine.dialect.name == "postgresql" else _on_sqlite
        for statement in guard():
            db.exec_driver_sql(statement)
        start = Frontier()
        row = {"one": 1, "tenant": tenant, "size": start.size, "recorded_at": 0}
        db.execute(insert(log_head), row | {"frontier": start.packed})
    return tenant


def _on_sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_{what.lower()}_refused BEFORE {what} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in _KEPT
        for what in ("UPDATE", "DELETE")
    ]


def _on_postgresql() -> list[str]:
    refuse = (
        "CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {table}_refused BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only()"
        for table in _KEPT
    ]
    return [refuse, *triggers]
