"""The table of the timelines: one row for each event of a report."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, Text

from projections.tables import key, metadata

timeline = Table(
    "timeline",
    metadata,
    key("generation", Integer),
    key("report", String),
    key("position"),
    Column("version", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("topic", String, nullable=False),
    Column("by", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("internal", Boolean, nullable=False),
    Column("facts", Text, nullable=False),
)
