"""The tables of the credits: the ledger's lines, what became of them, and the balances."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from projections.tables import LIVE, key, metadata, micros

line = Table(
    "credit_line",
    metadata,
    key("generation", Integer),
    key("wallet", String),
    key("position"),  # of the wallet's event
    micros("at"),
    Column("kind", String, nullable=False),
    Column("points", Integer, nullable=False),
    Column("settled", Integer, nullable=False),  # 0: taken back before it had vested
    Column("subject", String),  # whose status is this line's: a report or a redemption
    Column("report", String),
    Column("deed", String),
    Column("rule", String),
    Column("rule_version", Integer),
    Column("before_cap", Integer),
    Column("reason", String),
    Column("redemption", String),
    Column("reward", String),
    Column("cause_stream", String),
    Column("cause_version", BigInteger),
    Column("cause_position", BigInteger),
)

status = Table(
    "credit_status",
    metadata,
    key("generation", Integer),
    key("wallet", String),
    key("subject", String),
    key("valid_from"),
    Column("valid_to", BigInteger, nullable=False),
    Column("status", String, nullable=False),
)
"""What has become of a credit or a redemption; a report is credited once at a time."""

balance = Table(
    "credit_balance",
    metadata,
    key("generation", Integer),
    key("wallet", String),
    key("valid_from"),
    Column("valid_to", BigInteger, nullable=False),
    Column("balance", BigInteger, nullable=False),
    Column("pending", BigInteger, nullable=False),
    Column("held", BigInteger, nullable=False),
    Column("earned", BigInteger, nullable=False),
    Column("spent", BigInteger, nullable=False),
)

Index("credit_line_again", line.c.generation, line.c.wallet, line.c.subject, line.c.position)
# Of what holds now alone: with its end in it, SQLite took it for the wallet's key and read it all.
_NOW = balance.c.valid_to == LIVE
_MINE = balance.c.generation, balance.c.wallet
Index("credit_balance_held", *_MINE, sqlite_where=_NOW, postgresql_where=_NOW)
