"""How far riders have read their inboxes; a mark never moves back."""

from sqlalchemy import Engine, select

from services.database import upsert
from services.telling.tables import read_mark


class ReadMarks:
    """Keeps the position up to which each rider has read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read_to(self, rider: str) -> int:
        """Say up to which position a rider has read; 0 at first."""
        mine = select(read_mark.c.position).where(read_mark.c.rider == rider)
        with self._engine.connect() as db:
            return db.scalar(mine) or 0

    def move(self, rider: str, position: int) -> int:
        """Note that a rider has read up to a position; answer where the mark is now."""
        row = {"rider": rider, "position": position}
        with self._engine.begin() as db:
            new = upsert(db, read_mark)
            further = read_mark.c.position < new.excluded.position
            change = {"position": new.excluded.position}
            keys = [read_mark.c.rider]
            db.execute(
                new.on_conflict_do_update(index_elements=keys, set_=change, where=further), row
            )
        return self.read_to(rider)
