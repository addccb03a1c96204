"""Is what a view shows what the log says? Digests, and each difference by name."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, Table, select

from projections.engine import Projector
from projections.parking import Streams, known
from projections.rebuild import REBUILD_PAGE, Progress, prepare
from projections.source import Entry, Page, Source, pages
from projections.standing import standing
from projections.stops import Stops
from projections.tables import Row, one_snapshot
from projections.unswept import unswept
from projections.view import View
from services.database import open_engine

_BITS = 256
_BATCH = 2000  # rows fetched at a time


class Difference(NamedTuple):
    """One row that the view and the log do not agree on; None where a side has none."""

    view: str
    table: str
    key: tuple[Any, ...]
    shown: Row | None
    derived: Row | None


class Stand(NamedTuple):
    """What is compared: a generation of a view, how far it has read, and what it left out."""

    generation: int
    position: int
    told: frozenset[int] = frozenset()  # the words about that which it heard


def digest_rows(db: Connection, view: View[Any], generation: int) -> str:
    """Digest all rows of a generation, whatever the order a database gives them in.

    The digests of the rows are summed, so that no collation can change the result.
    """
    whole = hashlib.sha256()
    for table in view.tables:
        total = count = 0
        for row in _rows(db, table, generation):
            total += int.from_bytes(_digest(row))
            count += 1
        text = f"{table.name} {count} {total % (1 << _BITS):064x}\n"
        whole.update(text.encode())
    return whole.hexdigest()


def stand(db: Connection, view: View[Any]) -> Stand:
    """Say which generation of a view is live, and how far it has read."""
    generation, position = standing(db, view)
    return Stand(generation, position, frozenset(Stops(view.name).told(db, generation)))


def verify(
    live: Iterable[Projector],
    engine: Engine,
    log: Source | Iterable[Entry],
    progress: Progress,
    streams: Streams,
) -> Iterator[Difference]:
    """Derive every view again from the log, or from an export, and name each difference.

    What is left out, `streams` of the log say, never the views.

    The views may go on meanwhile: they are compared as they stood at the beginning.
    An export that ends before a view's position leaves that difference as the first.
    """
    views = [projector.view for projector in live]
    with tempfile.TemporaryDirectory() as folder, one_snapshot(engine) as db, db.begin():
        stands = {view.name: stand(db, view) for view in views}
        scratch = open_engine(f"sqlite:///{Path(folder) / 'verify.db'}", durable=False)
        try:
            prepare(scratch, views)
            goal = max((one.position for one in stands.values()), default=0)
            reached = _derive(views, scratch, stands, _pages(log, goal), goal, progress, streams)
            with scratch.connect() as derived:
                for view in views:
                    shown = stands[view.name]
                    if reached < shown.position:
                        yield Difference(view.name, "log", (reached,), {"to": shown.position}, None)
                    else:
                        yield from _compare(view, db, shown.generation, derived)
        finally:
            scratch.dispose()


def _pages(log: Source | Iterable[Entry], goal: int) -> Iterator[Page]:
    """Read a log or an export from its beginning up to a position."""
    if isinstance(log, Iterable):
        yield from pages((one for one in log if one.position <= goal), REBUILD_PAGE)
        return
    position = 0
    while position < goal and (page := log.lines(position, min(REBUILD_PAGE, goal - position))):
        yield page
        position = page[-1].position


def _derive(
    views: list[View[Any]],
    scratch: Engine,
    stands: Mapping[str, Stand],
    run: Iterator[Page],
    goal: int,
    progress: Progress,
    streams: Streams,
) -> int:
    """Fold each view up to where it stood; return how far the log reached."""
    projectors = [
        Projector(view, scratch, lambda _: None, known(streams, view.name, end, told))
        for view, (_, end, told) in zip(views, stands.values(), strict=True)
    ]
    reached = 0
    for page in run:
        with unswept():
            for projector in projectors:
                end = stands[projector.view.name].position
                if mine := [entry for entry in page if entry.position <= end]:
                    projector.apply(1, reached, mine)
        reached = page[-1].position
        progress(reached, goal)
    return reached


def _compare(
    view: View[Any], db: Connection, generation: int, derived: Connection
) -> Iterator[Difference]:
    if digest_rows(db, view, generation) == digest_rows(derived, view, 1):
        return
    for table in view.tables:
        keys = [column.name for column in table.primary_key if column.name != "generation"]
        left, right = (
            {tuple(row[key] for key in keys): _digest(row) for row in _rows(side, table, number)}
            for side, number in ((db, generation), (derived, 1))
        )
        unequal = {key for key in left.keys() | right.keys() if left.get(key) != right.get(key)}
        for key in sorted(unequal):
            found = [
                _row(side, table, number, dict(zip(keys, key, strict=True)))
                for side, number in ((db, generation), (derived, 1))
            ]
            yield Difference(view.name, table.name, key, found[0], found[1])


def _rows(db: Connection, table: Table, generation: int) -> Iterator[Row]:
    columns = [column for column in table.columns if column.name != "generation"]
    query = select(*columns).where(table.c.generation == generation)
    with db.execute(query, execution_options={"yield_per": _BATCH}) as result:
        for row in result.mappings():
            yield dict(row)


def _row(db: Connection, table: Table, generation: int, key: Row) -> Row | None:
    columns = [column for column in table.columns if column.name != "generation"]
    mine = [table.c[name] == value for name, value in key.items()]
    query = select(*columns).where(table.c.generation == generation, *mine)
    row = db.execute(query).mappings().one_or_none()
    return None if row is None else dict(row)


def _digest(row: Row) -> bytes:
    return hashlib.sha256(msgspec.json.encode(row, order="deterministic")).digest()
