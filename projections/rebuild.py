"""Building a view anew beside the live one, and swapping it in at once."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine, and_, delete, func, insert, select, text, update

from projections.engine import Projector
from projections.errors import BrokenLog, Overtaken
from projections.source import Source
from projections.tables import SHARED, bookmark, metadata, projection
from projections.unswept import unswept
from projections.view import View
from services.database import asking, writing

REBUILD_PAGE = 5000
Progress = Callable[[int, int], None]  # how far, of how much
_FOUNDING = 0x5375_6973_686F  # any number that nobody else locks on


def prepare(engine: Engine, views: list[View[Any]]) -> None:
    """Create the tables; a view whose edition is not the stored one starts anew."""
    with writing(engine) as db:
        if engine.dialect.name == "postgresql":
            db.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _FOUNDING})
        metadata.create_all(db)
        for view in views:
            _prepare(db, view)


def _prepare(db: Connection, view: View[Any]) -> None:
    mine = projection.c.view == view.name
    edition = db.scalar(select(projection.c.edition).where(mine))
    if edition == view.edition:
        return
    db.execute(delete(projection).where(mine))
    for table in SHARED:
        db.execute(delete(table).where(table.c.view == view.name))
    if edition is not None:
        metadata.drop_all(db, tables=view.tables)
        metadata.create_all(db, tables=view.tables)
    db.execute(insert(projection).values(view=view.name, edition=view.edition, live=1))
    db.execute(insert(bookmark).values(view=view.name, generation=1, position=0))


def rebuild(engine: Engine, projector: Projector, source: Source, progress: Progress) -> None:
    """Derive a view again from the first event and swap it in; go on where one was killed.

    Two rebuilders of one view help each other: the fence lets each page in once.
    """
    generation = _begin(engine, projector.view)
    while True:
        position = _position(engine, projector.view, generation)
        if position is None:
            return  # another rebuilder finished it
        live, target = projector.live()
        if position >= target and _swap(engine, projector.view, live, generation):
            _clean(engine, projector.view)
            _reckon(engine, projector.view)
            return
        with unswept():
            reached = _further(projector, source, generation, position)
        if reached == position < target:
            raise BrokenLog(position)
        if reached > position:
            progress(reached, max(target, reached))


def built_so_far(engine: Engine, view: View[Any]) -> int:
    """Say how far the generation that is being built has read; 0 where none is."""
    here = and_(
        bookmark.c.view == projection.c.view, bookmark.c.generation == projection.c.building
    )
    query = select(bookmark.c.position).join(projection, here)
    with engine.connect() as db:
        return db.scalar(query.where(projection.c.view == view.name)) or 0


def _further(projector: Projector, source: Source, generation: int, position: int) -> int:
    """Apply one page, unless another rebuilder does; say how far the view has come."""
    page = source.lines(position, REBUILD_PAGE)
    if not page:
        return position
    with suppress(Overtaken):
        projector.apply(generation, position, page)
    return page[-1].position


def _reckon(engine: Engine, view: View[Any]) -> None:
    """Have PostgreSQL look at what has grown: it plans by figures that it takes now and then."""
    if engine.dialect.name == "postgresql":
        with asking(engine).connect() as db:
            for table in view.tables:
                db.exec_driver_sql(f"ANALYZE {table.name}")


def _begin(engine: Engine, view: View[Any]) -> int:
    """Return the generation that is being built, a new one if none is."""
    mine = projection.c.view == view.name
    _clean(engine, view)
    with writing(engine) as db:
        query = select(projection.c.live, projection.c.building).where(mine).with_for_update()
        row = db.execute(query).one()
        if row.building is not None:
            return int(row.building)
        generation = int(row.live) + 1
        db.execute(update(projection).where(mine).values(building=generation))
        values = {"view": view.name, "generation": generation, "position": 0}
        db.execute(insert(bookmark).values(values))
        return generation


def _position(engine: Engine, view: View[Any], generation: int) -> int | None:
    mine = and_(bookmark.c.view == view.name, bookmark.c.generation == generation)
    with engine.connect() as db:
        return db.scalar(select(bookmark.c.position).where(mine))


def _swap(engine: Engine, view: View[Any], live: int, generation: int) -> bool:
    """Make the new generation the live one, unless the old one has read further.

    Without its bookmark the old one takes no more pages: its worker is overtaken.
    """
    of_view = bookmark.c.view == view.name
    with writing(engine) as db:
        query = select(bookmark.c.generation, bookmark.c.position).where(of_view)
        rows = db.execute(query.order_by(bookmark.c.generation).with_for_update())
        positions = {row.generation: row.position for row in rows}
        if positions.get(generation, -1) < positions.get(live, 0):
            return False
        mine = and_(projection.c.view == view.name, projection.c.building == generation)
        db.execute(update(projection).where(mine).values(live=generation, building=None))
        db.execute(delete(bookmark).where(of_view, bookmark.c.generation != generation))
        return True


def _clean(engine: Engine, view: View[Any]) -> None:
    """Clear away generations that are neither live nor being built."""
    with writing(engine) as db:
        query = select(projection.c.live, func.coalesce(projection.c.building, projection.c.live))
        kept = list(db.execute(query.where(projection.c.view == view.name).with_for_update()).one())
        for table in SHARED:
            mine = table.c.view == view.name
            db.execute(delete(table).where(mine, table.c.generation.not_in(kept)))
        for table in view.tables:
            db.execute(delete(table).where(table.c.generation.not_in(kept)))
