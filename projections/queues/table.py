"""The queue's table: one row for every report and every span of the log it held for."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text

from projections.tables import key, metadata, micros


def _text(name: str) -> Column[Any]:
    return Column(name, String)


def _yes(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False)


def _count(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False)


queue = Table(
    "queue",
    metadata,
    key("generation", Integer),
    key("report", String),
    key("valid_from"),
    Column("valid_to", BigInteger, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("at_desk", Boolean, nullable=False),  # on the operator's desk
    Column("to_verify", Boolean, nullable=False),  # in the verifiers' draw
    Column("to_release", Boolean, nullable=False),  # mended, with photographs not yet public
    Column("cell", BigInteger, nullable=False),  # of the map: projections/queues/box.py
    Column("number", String, nullable=False),
    Column("rider", String, nullable=False),
    Column("category", String, nullable=False),
    Column("lon_e7", BigInteger, nullable=False),
    Column("lat_e7", BigInteger, nullable=False),
    Column("submitted_at", BigInteger, nullable=False),
    Column("state", String, nullable=False),
    _text("condition"),
    _text("office"),
    _text("community"),
    micros("accepted_at"),
    micros("dispatched_at"),
    micros("due_at"),
    _yes("provisional"),
    Column("overdue", Boolean),
    _yes("exempted"),
    micros("lease_until"),
    _text("holder"),
    _text("unit"),
    Column("flags", Text, nullable=False),
    _yes("holds"),
    _count("round"),
    _count("bounces"),
    _count("escalation"),
    _yes("reminded"),
    _count("extensions"),
    _yes("extension_requested"),
    _yes("suspension_requested"),
    micros("suspended_until"),
    _yes("question"),
    _text("objection"),
    _count("appeal"),
    _text("drawn"),
    micros("closes_at"),
    _yes("reporter_may"),
    micros("resolved_at"),
    _text("outcome"),
    micros("closed_at"),
    _text("reason"),
    _text("original"),
    _text("suggested"),
    Column("stars", Integer),
    Column("photos", Text, nullable=False),
    _count("corroborations"),
    _count("version"),
    Column("updated_at", BigInteger, nullable=False),
)

# None of these begins with generation and valid_to: SQLite, which keeps no statistics,
# would take it for as good as the primary key when a span is closed.
for _name, _whose in (("office", queue.c.office), ("community", queue.c.community)):
    _list = queue.c.generation, _whose, queue.c.valid_to, queue.c.open, queue.c.bounces
    Index(f"queue_of_{_name}", *_list)
    _state = queue.c.generation, _whose, queue.c.state, queue.c.valid_to, queue.c.resolved_at
    Index(f"queue_of_{_name}_state", *_state)
Index("queue_of_desk", queue.c.generation, queue.c.at_desk, queue.c.valid_to)
Index("queue_of_draw", queue.c.generation, queue.c.to_verify, queue.c.valid_to)
Index("queue_of_release", queue.c.generation, queue.c.to_release, queue.c.valid_to)
Index("queue_of_rider", queue.c.generation, queue.c.rider, queue.c.valid_to)
Index("queue_number", queue.c.generation, queue.c.number, queue.c.valid_to)
Index("queue_place", queue.c.generation, queue.c.open, queue.c.lat_e7, queue.c.lon_e7)
_lately = queue.c.generation, queue.c.cell, queue.c.valid_to, queue.c.submitted_at
Index("queue_lately", *_lately)
Index("queue_changes", queue.c.generation, queue.c.valid_from)
