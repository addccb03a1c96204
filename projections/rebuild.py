"""Building a view anew beside the live one, and swapping it in at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, and_, delete, func, insert, select, update

from projections.engine import Projector
from projections.errors import BrokenLog, Overtaken
from projections.source import Source, unbroken
from projections.tables import SHARED, bookmark, metadata, projection
from projections.unswept import unswept
from projections.view import View
from services.database import asking, writing
from services.migrations import take_turns

REBUILD_PAGE = 5000
Progress = Callable[[int, int], None]  # how far, of how much
_FOUNDING = 0x5375_6973_686F  # any number that nobody else locks on


def prepare(engine: Engine, views: list[View[Any]]) -> None:
    """Create the tables; a view of a higher edition than the stored one starts anew.

    Raises NewerSchema for one of a lower edition: a later program has begun it anew.
    """
    with writing(engine) as db:
        take_turns(db, _FOUNDING)
        metadata.create_all(db)
        for view in views:
            _prepare(db, view)


def _prepare(db: Connection, view: View[Any]) -> None:
    mine = projection.c.view == view.name
    edition = db.scalar(select(projection.c.edition).where(mine))
    if edition is not None and edition >= view.edition:
        view.check(edition)
        return
    db.execute(delete(projection).where(mine))
    for table in SHARED:
        db.execute(delete(table).where(table.c.view == view.name))
    if edition is not None:
        metadata.drop_all(db, tables=view.tables)
        metadata.create_all(db, tables=view.tables)
    db.execute(insert(projection).values(view=view.name, edition=view.edition, live=1))
    db.execute(insert(bookmark).values(view=view.name, generation=1, position=0))


def rebuild(
    engine: Engine,
    projectors: Sequence[Projector],
    source: Source,
    progress: Progress,
    abreast: Callable[..., Iterable[None]] = map,
) -> None:
    """Derive views again from the first event and swap them in; go on where one was killed.

    Those that have read equally far share a page, each in a thread where `abreast` is that of
    threads. Two rebuilders of one view help each other: the fence lets each page in once.
    """
    building = {one: _begin(engine, one.view) for one in projectors}
    while building:
        stands = {one: _stand(engine, one, building[one]) for one in building}
        left = {one: stand for one, stand in stands.items() if stand}
        building = {one: building[one] for one in left}
        if left:
            with unswept():
                reached = _further(building, left, source, abreast)
            progress(reached, max(reached, *(one.target for one in left.values())))


class _Stand(NamedTuple):
    position: int
    target: int  # how far the live generation is


def _stand(engine: Engine, projector: Projector, generation: int) -> _Stand | None:
    """Say how far the new generation is; None once it is live, whoever finished it."""
    position = _position(engine, projector.view, generation)
    if position is None:
        return None
    live, target = projector.live()
    if position >= target and _swap(engine, projector.view, live, generation):
        _clean(engine, projector.view)
        _reckon(engine, projector.view)
        return None
    return _Stand(position, target)


def _further(
    building: Mapping[Projector, int],
    stands: Mapping[Projector, _Stand],
    source: Source,
    abreast: Callable[..., Iterable[None]],
) -> int:
    """Apply a page to those that are furthest behind; say how far they are then."""
    start = min(one.position for one in stands.values())
    ahead = [one.position - start for one in stands.values() if one.position > start]
    page = unbroken(start, source.lines(start, min([REBUILD_PAGE, *ahead])))
    behind = [one for one, stand in stands.items() if stand.position == start]
    if not page:
        if any(start < stands[one].target for one in behind):
            raise BrokenLog(start)
        return start

    def apply(projector: Projector) -> None:
        with suppress(Overtaken):
            projector.apply(building[projector], start, page)

    for _ in abreast(apply, behind):
        pass  # whatever one of them raises is raised here
    return page[-1].position


def built_so_far(engine: Engine, view: View[Any]) -> int | None:
    """Say how far the generation that is being built has read; None where none is."""
    here = and_(
        bookmark.c.view == projection.c.view, bookmark.c.generation == projection.c.building
    )
    query = select(bookmark.c.position).join(projection, here)
    with engine.connect() as db:
        return db.scalar(query.where(projection.c.view == view.name))


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
        swap = update(projection).where(mine).values(live=generation, building=None)
        if db.execute(swap).rowcount:  # else somebody did it before, and may be building the next
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
