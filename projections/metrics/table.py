"""The tables of the metrics: cells, each change of a cell, and who took part when.

A cell holds the total as it is; the journal beside it holds each change at the position of
its event, and an as-of answer is the sum of a range of it. An answer of today reads the
level of cells that keeps apart what it asks for: for the whole city that is one cell a day,
however many reports there are. Running totals would answer faster of the past, but a parked
stream that comes back would have to rewrite every later one
(docs/decisions/0025-cells-and-their-journal.md).
"""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from projections.tables import key, metadata

EVERY: Final = "*"  # instead of an office or a category: all of them together

# What a cell keeps apart: nothing, the offices, the categories, or both; its `level`.
ALL: Final = 0
BY_OFFICE: Final = 1
BY_CATEGORY: Final = 2
BY_BOTH: Final = BY_OFFICE | BY_CATEGORY

cell = Table(
    "metric_cell",
    metadata,
    key("generation", Integer),
    key("level", Integer),
    key("measure", String),
    key("day", Integer),  # in China: the proleptic ordinal, as `date.toordinal`
    key("office", String),  # empty where no office has it
    key("category", String),
    key("bucket", Integer),  # of a distribution, or the state of an open report; else 0
    Column("amount", BigInteger, nullable=False),
)

change = Table(
    "metric_change",
    metadata,
    key("generation", Integer),
    key("measure", String),
    key("day", Integer),
    key("position"),
    key("office", String),
    key("category", String),
    key("bucket", Integer),
    Column("amount", BigInteger, nullable=False),
)

sender = Table(
    "metric_sender",
    metadata,
    key("generation", Integer),
    key("month", Integer),  # 202611
    key("rider", String),
    key("position"),
)

participant = Table(
    "metric_participant",
    metadata,
    key("generation", Integer),
    key("month", Integer),  # in which it was submitted
    key("office", String),  # the first that got it
    key("rider", String),
    key("position"),  # of the first dispatch
)

Index("metric_sender_month", sender.c.generation, sender.c.month, sender.c.position)
