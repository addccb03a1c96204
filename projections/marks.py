"""How far each worker has followed the log, and which events it could not handle."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, Column, Engine, MetaData, String, Table, Uuid, func, select

from services.database import writing
from services.migrations import take_turns

_FOUNDING = 7_310_003  # any number that nobody else locks
tables = MetaData()
bookmark = Table(
    "worker_bookmark",
    tables,
    Column("worker", String(40), primary_key=True),
    Column("position", BigInteger, nullable=False),
)
parked = Table(
    "worker_parked",
    tables,
    Column("worker", String(40), primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("stream", Uuid, nullable=False),
    Column("error", String(200), nullable=False),
)


def prepare_marks(engine: Engine) -> None:
    """Make the tables that are not there yet, in the views' database."""
    with writing(engine) as db:
        take_turns(db, _FOUNDING)
        tables.create_all(db)


class GivenUp(NamedTuple):
    """An event that a worker could not handle, and the class of the error that says why."""

    worker: str
    position: int
    stream: UUID
    error: str


def given_up(engine: Engine) -> list[GivenUp]:
    """List the events that workers could not handle."""
    with engine.connect() as db:
        query = select(parked).order_by(parked.c.position, parked.c.worker)
        return [GivenUp(*row) for row in db.execute(query)]


def events_parked(engine: Engine) -> int:
    """Count the events that a worker could not handle; each worker counts its own."""
    with engine.connect() as db:
        return db.scalar(select(func.count()).select_from(parked)) or 0
