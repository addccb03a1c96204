"""What one view stopped following, and what it leaves out: its lists, generation by generation."""

from collections.abc import Callable, Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, delete, null, select

from projections.bulk import put
from projections.parking import Word
from projections.tables import parked, skipped


class Parked(NamedTuple):
    """A stream that a view stopped following, and why; nothing personal."""

    view: str
    stream: UUID
    position: int
    topic: str
    error: str


Alarm = Callable[[Parked], None]


class Stops:
    """The lists of one view."""

    def __init__(self, view: str) -> None:
        self._view = view

    def now(self, db: Connection, generation: int) -> tuple[set[str], set[int]]:
        """Ask which streams are parked and which events are left out: one question for both."""
        streams = select(parked.c.stream, null()).where(*self._mine(parked, generation))
        positions = select(null(), skipped.c.position).where(*self._mine(skipped, generation))
        found = db.execute(streams.union_all(positions)).all()
        return {one for one, _ in found if one}, {one for _, one in found if one}

    def all(self, db: Connection, generation: int) -> list[Parked]:
        """List what is parked, and where it stopped."""
        query = select(parked).where(*self._mine(parked, generation)).order_by(parked.c.position)
        return [
            Parked(row["view"], UUID(row["stream"]), row["position"], row["topic"], row["error"])
            for row in db.execute(query).mappings()
        ]

    def park(self, db: Connection, generation: int, stop: Parked) -> None:
        """Stop following a stream, or note that it stops elsewhere now."""
        where = stop.view, generation, stop.stream.hex
        put(db, parked, [(*where, stop.position, stop.topic, stop.error)])

    def unpark(self, db: Connection, generation: int, stream: UUID) -> None:
        """Follow a stream again."""
        mine = self._mine(parked, generation)
        db.execute(delete(parked).where(*mine, parked.c.stream == stream.hex))

    def leave_out(self, db: Connection, generation: int, words: Iterable[Word]) -> None:
        """Note what is to be left out."""
        put(db, skipped, [(self._view, generation, word.position, word.told) for word in words])

    def told(self, db: Connection, generation: int) -> set[int]:
        """Say which words about events to leave out were heard, by their positions."""
        return set(db.scalars(select(skipped.c.told).where(*self._mine(skipped, generation))))

    def _mine(
        self, table: Table, generation: int
    ) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return table.c.view == self._view, table.c.generation == generation
