"""Telling as one thing: made once in a process from the keys' database."""

from dataclasses import dataclass

from sqlalchemy import Engine, delete

from services.database import writing
from services.keytables import create_key_tables
from services.telling.marks import ReadMarks
from services.telling.quiet import QuietHours
from services.telling.tables import TELLING_TABLES, delivery, for_good, quiet_hours, read_mark


@dataclass(frozen=True)
class Telling:
    """How far riders have read, and when they are left alone."""

    marks: ReadMarks
    quiet: QuietHours
    engine: Engine

    def forget(self, rider: str) -> None:
        """Delete all that is kept of a rider here; again changes nothing."""
        with writing(self.engine) as db:
            for_good(db)
            for table in (read_mark, quiet_hours, delivery):
                db.execute(delete(table).where(table.c.rider == rider))


def open_telling(engine: Engine) -> Telling:
    """Make the tables that are missing in the keys' database, and what works on them."""
    create_key_tables(engine, TELLING_TABLES)
    return Telling(ReadMarks(engine), QuietHours(engine), engine)
