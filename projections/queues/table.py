"""The queue's table: one row for every report and every span of the log it held for."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    String,
    Table,
    Text,
    and_,
    func,
    text,
)

from projections.tables import LIVE, key, metadata, micros


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
    Column("node", BigInteger),  # of a span that has ended: projections/spans.py
    Column("open", Boolean, nullable=False),
    Column("at_work", Boolean, nullable=False),  # an office has to do something about it
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

DUE = func.coalesce(queue.c.due_at, LIVE)  # what no clock runs for comes last

SENT = queue.c.submitted_at + text("0")  # so hidden from questions about places and times

BOUNCED = queue.c.open.is_(True) & (queue.c.bounces >= text("2"))  # it goes back and forth


def _living(
    name: str, *columns: ColumnElement[Any], where: ColumnElement[bool] | None = None
) -> None:
    """Index the rows that hold now: an eighth of all, and those that end leave it."""
    living = queue.c.valid_to == LIVE if where is None else and_(queue.c.valid_to == LIVE, where)
    Index(name, queue.c.generation, *columns, postgresql_where=living, sqlite_where=living)


def _ended(name: str, *columns: ColumnElement[Any]) -> None:
    """Index the rows that held once, for lists of the past."""
    ended = queue.c.node.is_not(None)
    Index(name, queue.c.generation, *columns, postgresql_where=ended, sqlite_where=ended)


for _name, _whose in (("office", queue.c.office), ("community", queue.c.community)):
    _living(f"queue_of_{_name}", _whose, queue.c.bounces, where=BOUNCED)
    _living(f"queue_of_{_name}_due", _whose, DUE, queue.c.report, where=queue.c.at_work.is_(True))
    _living(f"queue_of_{_name}_state", _whose, queue.c.state, queue.c.resolved_at)
_living("queue_of_desk", queue.c.at_desk, where=queue.c.at_desk.is_(True))
_living("queue_of_draw", queue.c.to_verify, where=queue.c.to_verify.is_(True))
_living("queue_of_release", queue.c.to_release, where=queue.c.to_release.is_(True))
_living("queue_number", queue.c.number)
_living("queue_place", queue.c.open, queue.c.lat_e7, queue.c.lon_e7, where=queue.c.open.is_(True))
_living("queue_lately", queue.c.cell, queue.c.submitted_at)
_living("queue_of_rider_lately", queue.c.rider, SENT)
_ended("queue_until", queue.c.node, queue.c.valid_to, queue.c.office)
_ended("queue_since", queue.c.node, queue.c.valid_from, queue.c.office)
Index("queue_of_rider", queue.c.generation, queue.c.rider, queue.c.valid_to)
Index("queue_changes", queue.c.generation, queue.c.valid_from)
