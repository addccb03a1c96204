"""The tables of identity, in the keys' own database and never in the log.

This is the one place that leads from a person to a pseudonym, and nothing here says
who a rider is: a phone number is kept as a keyed hash to be found again (its key is
wrapped by the key-encryption key, which lies outside the database), and the number
itself is sealed in the rider's event. A member of staff has a login, which is an
office name and no secret. Passwords, codes and tokens are kept as hashes alone.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    select,
    tuple_,
)

from services.database import upsert

IDENTITY_TABLES = MetaData()

account = Table(
    "account",
    IDENTITY_TABLES,
    Column("pseudonym", String(32), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("login", String(32), unique=True),  # lower case
    Column("phone_lookup", LargeBinary, unique=True),
    Column("password", String(128)),  # argon2id, with its parameters
    Column("change_by", BigInteger),  # a one-time password, and when it ends
    Column("disabled", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),  # microseconds since 1970, as all here
)

log_in_total = Table(
    "log_in_total",  # of any login, known or not: an answer must not tell which
    IDENTITY_TABLES,
    Column("login_lookup", LargeBinary, primary_key=True),
    Column("failed", Integer, nullable=False),  # since the window's start, from anywhere
    Column("window_start", BigInteger, nullable=False),
    Column("kept_until", BigInteger, nullable=False, index=True),
)

log_in_source = Table(
    "log_in_source",  # a login at one address, which is kept as a keyed hash
    IDENTITY_TABLES,
    Column("login_lookup", LargeBinary, primary_key=True),
    Column("source_lookup", LargeBinary, primary_key=True),
    Column("failed", Integer, nullable=False),  # in a row
    Column("locked_until", BigInteger, nullable=False),
    Column("recognised_at", BigInteger, nullable=False),  # 0: never
    Column("kept_until", BigInteger, nullable=False, index=True),
)

one_time_code = Table(
    "one_time_code",
    IDENTITY_TABLES,
    Column("phone_lookup", LargeBinary, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("code_hash", LargeBinary, nullable=False),  # empty once used
    Column("expires_at", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sent_at", BigInteger, nullable=False, index=True),
    Column("window_start", BigInteger, nullable=False),
    Column("sent", Integer, nullable=False),  # since the window's start
)

login_session = Table(
    "login_session",
    IDENTITY_TABLES,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("pseudonym", String(32), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),  # by the hour
    Column("expires_at", BigInteger, nullable=False, index=True),
    Column("revoked_at", BigInteger),
)


def add_missing(db: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row unless one with its key is there, so that it can be locked."""
    db.execute(upsert(db, table).values(row).on_conflict_do_nothing())


def purge(db: Connection, table: Table, column: str, before: int) -> None:
    """Delete rows older than `before`, passing over those that somebody else holds."""
    key = list(table.primary_key.columns)
    old = select(*key).where(table.c[column] < before).with_for_update(skip_locked=True)
    db.execute(delete(table).where(tuple_(*key).in_(old)))
