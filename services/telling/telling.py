"""Telling as one thing: made once in a process from the keys' database."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine, delete, func, select, update

from services.database import writing
from services.migrations import KEYS, migrate
from services.telling.deliveries import ALL, Deliveries
from services.telling.marks import ReadMarks
from services.telling.quiet import QuietHours
from services.telling.tables import (
    delivery,
    for_good,
    planned,
    quiet_hours,
    read_mark,
)


@dataclass(frozen=True)
class Telling:
    """How far riders have read, when they are left alone, and what goes out to them."""

    marks: ReadMarks
    quiet: QuietHours
    deliveries: Deliveries
    engine: Engine

    def forget(self, rider: str) -> None:
        """Delete all that is kept of a rider here; again changes nothing."""
        with writing(self.engine) as db:
            for_good(db)
            for table in (read_mark, quiet_hours, delivery):
                db.execute(delete(table).where(table.c.rider == rider))

    def fit(self, head: Callable[[], int]) -> None:
        """Forget what is said of positions beyond the log's head: the log was restored.

        Whoever restores an older log has new notices at positions that were told of before.
        """
        with self.engine.connect() as db:  # before the head: what is noted was in the log by then
            marks = [db.scalar(select(func.max(table.c.position))) for table in _PLACED]
        last = head()
        if max(mark or 0 for mark in marks) <= last:
            return
        with writing(self.engine) as db:
            db.execute(delete(delivery).where(delivery.c.position > last))
            db.execute(update(read_mark).where(read_mark.c.position > last).values(position=last))
            beyond = planned.c.position > last
            db.execute(update(planned).where(beyond).values(position=last, rider=ALL))


_PLACED = (delivery, read_mark, planned)


def open_telling(engine: Engine) -> Telling:
    """Make the tables that are missing in the keys' database, and what works on them."""
    migrate(engine, KEYS)
    return Telling(ReadMarks(engine), QuietHours(engine), Deliveries(engine), engine)
