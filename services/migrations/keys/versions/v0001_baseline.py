"""The keys' database as it was first kept: keys, accounts, photographs, telling."""

from functools import partial

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_needed = partial(sa.Column, nullable=False)
_named = partial(sa.Column, primary_key=True)
_number = partial(sa.Column, type_=sa.BigInteger, primary_key=True, autoincrement=False)


def upgrade() -> None:
    """Make what is missing: a database from before there were versions has most or all."""
    _keys()
    _identity()
    _photographs()
    _telling()


def _table(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(name, *columns, if_not_exists=True)


def _index(table: str, *columns: str, name: str = "") -> None:
    name = name or f"ix_{table}_{columns[0]}"
    op.create_index(name, table, list(columns), if_not_exists=True)


def _keys() -> None:
    _table(
        "subject_key",
        _named("subject_ref", sa.String(32)),
        _named("generation", sa.Integer, autoincrement=False),
        _needed("purpose", sa.String(32)),
        _needed("year", sa.Integer),
        _needed("kek_version", sa.Integer),
        _needed("wrapped_dek", sa.LargeBinary),
        _needed("commitment", sa.LargeBinary),
        _needed("created_at", sa.BigInteger),
        _needed("state", sa.String(16)),
        sa.UniqueConstraint("subject_ref", "purpose", "year"),
    )
    _table(
        "keyring_secret",
        _named("name", sa.String(64)),
        _needed("kek_version", sa.Integer),
        _needed("wrapped", sa.LargeBinary),
    )


def _identity() -> None:
    _table(
        "account",
        _named("pseudonym", sa.String(32)),
        _needed("kind", sa.String(8)),
        sa.Column("login", sa.String(32), unique=True),
        sa.Column("phone_lookup", sa.LargeBinary, unique=True),
        sa.Column("password", sa.String(128)),
        sa.Column("change_by", sa.BigInteger),
        _needed("disabled", sa.Boolean),
        _needed("created_at", sa.BigInteger),
    )
    _table(
        "log_in_total",
        _named("login_lookup", sa.LargeBinary),
        _needed("failed", sa.Integer),
        _needed("window_start", sa.BigInteger),
        _needed("kept_until", sa.BigInteger),
    )
    _index("log_in_total", "kept_until")
    _table(
        "log_in_source",
        _named("login_lookup", sa.LargeBinary),
        _named("source_lookup", sa.LargeBinary),
        _needed("failed", sa.Integer),
        _needed("locked_until", sa.BigInteger),
        _needed("recognised_at", sa.BigInteger),
        _needed("kept_until", sa.BigInteger),
    )
    _index("log_in_source", "kept_until")
    _table(
        "one_time_code",
        _named("phone_lookup", sa.LargeBinary),
        _needed("salt", sa.LargeBinary),
        _needed("code_hash", sa.LargeBinary),
        _needed("expires_at", sa.BigInteger),
        _needed("tries", sa.Integer),
        _needed("sent_at", sa.BigInteger),
        _needed("window_start", sa.BigInteger),
        _needed("sent", sa.Integer),
    )
    _index("one_time_code", "sent_at")
    _table(
        "login_session",
        _named("token_hash", sa.LargeBinary),
        _needed("pseudonym", sa.String(32)),
        _needed("kind", sa.String(8)),
        _needed("created_at", sa.BigInteger),
        _needed("last_seen", sa.BigInteger),
        _needed("expires_at", sa.BigInteger),
        sa.Column("revoked_at", sa.BigInteger),
    )
    _index("login_session", "pseudonym")
    _index("login_session", "expires_at")


def _photographs() -> None:
    _table(
        "photo",
        _named("id", sa.String(32)),
        _needed("uploader", sa.String(32)),
        _needed("mark", sa.String(64)),
        _needed("created_at", sa.BigInteger),
        _needed("sent_type", sa.String(32)),
        _needed("sent_bytes", sa.Integer),
        _needed("width", sa.Integer),
        _needed("height", sa.Integer),
        _needed("large", sa.String(64)),
        _needed("large_bytes", sa.Integer),
        _needed("small", sa.String(64)),
        _needed("original", sa.String(64)),
        _needed("pixels", sa.String(64)),
        _needed("dhash", sa.String(16)),
        _needed("phash", sa.String(16)),
        _needed("facts", sa.LargeBinary),
        sa.UniqueConstraint("uploader", "mark"),
    )
    _index("photo", "pixels", name="photo_pixels")
    _table(
        "photo_wish",
        _named("command", sa.String(32)),
        _needed("photo", sa.String(32), sa.ForeignKey("photo.id", ondelete="CASCADE")),
    )
    _index("photo_wish", "photo")
    _table(
        "photo_key",
        _named("photo", sa.String(32), sa.ForeignKey("photo.id", ondelete="CASCADE")),
        _named("part", sa.String(16)),
        _named("subject", sa.String(32)),
        _needed("generation", sa.Integer),
        _needed("wrapped", sa.LargeBinary),
    )


def _telling() -> None:
    _table("read_mark", _named("rider", sa.String(32)), _needed("position", sa.BigInteger))
    _table(
        "quiet_hours",
        _named("rider", sa.String(32)),
        sa.Column("begins", sa.Integer),
        sa.Column("ends", sa.Integer),
    )
    _table(
        "delivery",
        _number("position"),
        _named("rider", sa.String(32)),
        _named("channel", sa.String(20)),
        _needed("state", sa.String(10)),
        _needed("tries", sa.Integer),
        _needed("next_try", sa.BigInteger),
        sa.Column("settled_at", sa.BigInteger),
    )
    _index("delivery", "rider")
    _index("delivery", "settled_at")
    _index("delivery", "state", "next_try", name="delivery_due")
    _table(
        "delivery_planned",
        _named("worker", sa.String(20)),
        _needed("position", sa.BigInteger),
        _needed("rider", sa.String(32)),
    )
