"""The tables of the keys' own database, and how their writers take turns."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

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
    UniqueConstraint,
    inspect,
    select,
)

from services.migrations import take_turns

KEY_TABLES = MetaData()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

subject_key = Table(
    "subject_key",
    KEY_TABLES,
    Column("subject_ref", String(32), primary_key=True),
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("purpose", String(32), nullable=False),
    Column("year", Integer, nullable=False),
    Column("kek_version", Integer, nullable=False),
    Column("wrapped_dek", LargeBinary, nullable=False),  # empty once destroyed
    Column("commitment", LargeBinary, nullable=False),  # outlives the key
    Column("created_at", BigInteger, nullable=False),  # microseconds since 1970
    Column("state", String(16), nullable=False),
    UniqueConstraint("subject_ref", "purpose", "year"),
)

keyring_secret = Table(
    "keyring_secret",
    KEY_TABLES,
    Column("name", String(64), primary_key=True),
    Column("kek_version", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)


def microseconds(moment: datetime) -> int:
    """Write a moment as these tables do: microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def hold(connection: Connection, subject: str) -> None:
    """Take turns: growing and destroying a subject's keys must not overtake each other.

    On SQLite `writing` has seen to that already.
    """
    take_turns(connection, int.from_bytes(sha256(subject.encode()).digest()[:8], signed=True))


def founded(engine: Engine) -> bool:
    """Say whether keys were kept here before: then there is a key-encryption key somewhere."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(keyring_secret.name):
            return False
        return connection.scalar(select(keyring_secret.c.name).limit(1)) is not None
