"""The tables of the inbox: what each rider is told, and what a report is called by then."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text

from projections.tables import key, metadata

notice = Table(
    "notice",
    metadata,
    key("generation", Integer),
    key("rider", String),
    key("position"),  # of the event that is told: at most one notice a rider
    Column("at", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("report", String),
    Column("own", Boolean, nullable=False),  # the rider's own report; else one they confirmed
    Column("points", Integer),
    Column("facts", Text, nullable=False),
)

named = Table(
    "notice_report",
    metadata,
    key("generation", Integer),
    key("report", String),
    key("valid_from"),
    Column("valid_to", BigInteger, nullable=False),
    Column("number", String, nullable=False),
    Column("category", String, nullable=False),
    Column("released", Text, nullable=False),  # ids of photographs, between spaces
)
"""What the notices of a wallet cannot know of the report that earned the points."""

Index("notice_news", notice.c.generation, notice.c.position)
