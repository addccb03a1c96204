"""The tables of telling, in the keys' own database and never in the log.

When somebody reads and sleeps is their own affair: it is no event, it is forgotten with
them, and nothing here says who a pseudonym is.
"""

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, MetaData, String, Table, text

TELLING_TABLES = MetaData()

read_mark = Table(
    "read_mark",
    TELLING_TABLES,
    Column("rider", String(32), primary_key=True),
    Column("position", BigInteger, nullable=False),  # of the last notice that was read
)

quiet_hours = Table(
    "quiet_hours",
    TELLING_TABLES,
    Column("rider", String(32), primary_key=True),
    Column("begins", Integer),  # minutes of the day in China; none: never quiet
    Column("ends", Integer),
)

delivery = Table(
    "delivery",
    TELLING_TABLES,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("rider", String(32), primary_key=True, index=True),
    Column("channel", String(20), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try", BigInteger, nullable=False),  # microseconds since 1970
    Column("settled_at", BigInteger, index=True),
)

planned = Table(
    "delivery_planned",  # one row: up to which notice deliveries are planned
    TELLING_TABLES,
    Column("worker", String(20), primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("rider", String(32), nullable=False),
)

Index("delivery_due", delivery.c.state, delivery.c.next_try)


def for_good(db: Connection) -> None:
    """Let what this transaction deletes be overwritten, where the database would keep it."""
    if db.dialect.name == "sqlite":
        db.execute(text("PRAGMA secure_delete=ON"))
