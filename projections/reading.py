"""How a view is asked: one snapshot, one generation, one position."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    and_,
    bindparam,
    func,
    select,
    text,
)

from projections.errors import NotYetShown
from projections.spans import path
from projections.standing import standing
from projections.tables import LIVE, one_snapshot, parked
from projections.views import VIEWS

# Made once: to make a statement costs more than to run it.
_MISSING = (
    select(func.count())
    .select_from(parked)
    .where(
        parked.c.view == bindparam("name"),
        parked.c.generation == bindparam("live"),
        parked.c.position <= bindparam("at"),
    )
)
_NOTHING = text("0")
_VIEWS = {view.name: view for view in VIEWS}
_MISSING_ONE = _MISSING.where(parked.c.stream == bindparam("one"))


class Snapshot(NamedTuple):
    """A view as it stood at one position; `incomplete` while a parked stream is missing."""

    view: str
    db: Connection
    generation: int
    position: int
    past: bool
    incomplete: bool

    def holds(self, table: FromClause) -> ColumnElement[bool]:
        """Select the rows that held at this position."""
        mine = table.c.generation == self.generation
        if not self.past:
            return and_(mine, table.c.valid_to == LIVE)
        since = table.c.valid_from <= self.position
        return and_(mine, since, table.c.valid_to > self.position)

    def parts(self, table: FromClause) -> list[ColumnElement[bool]]:
        """Select the same rows in parts that have none in common, each a range of an index.

        For tables whose ended spans have their node (projections/spans.py).
        """
        if not self.past:
            return [self.holds(table)]
        mine = table.c.generation == self.generation
        since, until = table.c.valid_from <= self.position, table.c.valid_to > self.position
        # What is added to nothing is hidden from an index that would read half of the table.
        begun = table.c.valid_from + _NOTHING <= self.position
        not_ended = table.c.valid_to + _NOTHING > self.position
        before, beyond = path(self.position)
        return [
            and_(mine, table.c.valid_to == LIVE, begun),
            and_(mine, table.c.node.in_(before), until, begun),
            and_(mine, table.c.node.in_(beyond), since, not_ended),
        ]

    def known(self, table: FromClause) -> ColumnElement[bool]:
        """Select the rows that had been written at this position."""
        mine = table.c.generation == self.generation
        return and_(mine, table.c.position <= self.position) if self.past else mine


@contextmanager
def reading(
    source: Engine | Snapshot, view: str, as_of: int | None = None, stream: str | None = None
) -> Iterator[Snapshot]:
    """Ask a view about now, or about a position it has reached; else NotYetShown.

    NewerSchema once a later program has begun the view anew: its rows mean something else.

    With `stream` only that stream being parked makes the answer incomplete. A snapshot of the
    view that is open already goes on: whoever needs several answers opens one for them all.
    A position named instead would be in the past as soon as the view moves on, and cost more.
    """
    if isinstance(source, Snapshot):
        if (source.view, as_of) not in ((view, None), (view, source.position)):
            raise ValueError(f"a snapshot of {source.view} at {source.position} is no other one")
        yield source
        return
    with one_snapshot(source) as db, db.begin():
        live, position = standing(db, _VIEWS[view])
        if as_of is not None and as_of > position:
            raise NotYetShown(as_of, position)
        at = position if as_of is None else as_of
        past = at < position
        yield Snapshot(view, db, live, at, past, _missing(db, view, live, at, stream))


def _missing(db: Connection, view: str, live: int, at: int, stream: str | None) -> bool:
    given: dict[str, Any] = {"name": view, "live": live, "at": at}
    if stream is None:
        return bool(db.scalar(_MISSING, given))
    return bool(db.scalar(_MISSING_ONE, given | {"one": stream}))
