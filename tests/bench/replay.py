"""Events a second into our views, against one transaction for each event."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from projections.credits.view import Credits
from projections.keeper import Projections
from projections.metrics.view import Metrics
from projections.queues.view import Queues
from projections.rebuild import REBUILD_PAGE
from projections.source import LogSource, Page, Source
from projections.view import View
from services.codec import Codec
from services.database import open_engine
from services.eventlog.recorder import EventLog
from tests.bench.engines import Database
from tests.bench.rounds import take_turns
from tests.bench.runner import run_library
from tests.bench.table import Goal, Row
from tests.bench.told import told

GOAL = Goal(15, 40)


def measure(databases: list[Database], tellings: int, rounds: int) -> Iterator[Row]:
    """Replay and rebuild on each engine."""
    for database in databases:
        with told(database.fresh(), tellings) as (log, codec, size):
            yield from _measure(database, log, codec, size, rounds)


def _measure(
    database: Database, log: EventLog, codec: Codec, size: int, rounds: int
) -> Iterator[Row]:
    few, fewer = min(1_000, size), min(300, size)  # for those who go event by event

    def three() -> float:
        return _caught_up(database, log, codec, [Queues(), Metrics(), Credits()], size)

    def queues() -> float:
        return _caught_up(database, log, codec, [Queues()], size)

    def rebuilt() -> float:
        return _rebuilt(database, log, codec, size)

    def rival() -> float:
        return run_library(log, codec, database.fresh(), few)

    def singly() -> float:
        return _caught_up(database, log, codec, [Queues()], fewer, page=1)

    together, one, again, theirs, single = take_turns(rounds, three, queues, rebuilt, rival, singly)
    against = "library's ProjectionRunner, 1 trivial view"
    name = f"{size:,} events, {database.name}"
    goal = GOAL if database.name == "PostgreSQL" else None
    yield Row(f"replay 3 views, {name}", together, against, theirs, goal=goal)
    yield Row(f"replay queues alone, {name}", one, against, theirs)
    yield Row(f"rebuild queues, {name}", again, against, theirs)
    yield Row(f"rebuild queues, {name}", again, "the same view, 1 event a page", single)


def _caught_up(
    database: Database,
    log: EventLog,
    codec: Codec,
    views: list[View[Any]],
    size: int,
    page: int = REBUILD_PAGE,
) -> float:
    """Build new views from the first `size` events of the log."""
    with _over(database, _Paged(log, codec, size, page), views) as projections:
        began = time.perf_counter()
        seen = projections.catch_up()
        took = time.perf_counter() - began
        assert seen == size, (seen, size)
        assert projections.parked() == []
    return size / took


def _rebuilt(database: Database, log: EventLog, codec: Codec, size: int) -> float:
    """Build one view again, in pages of 5,000, and swap it in."""
    with _over(database, LogSource(log, codec), [Queues()]) as projections:
        projections.catch_up()
        began = time.perf_counter()
        projections.rebuild("queues")
        return size / (time.perf_counter() - began)


@contextmanager
def _over(database: Database, source: Source, views: list[View[Any]]) -> Iterator[Projections]:
    engine = open_engine(database.fresh(), durable=False)
    try:
        yield Projections(engine, source, views)
    finally:
        engine.dispose()


class _Paged(LogSource):
    """A log that ends at some position and hands out small pages."""

    def __init__(self, log: EventLog, codec: Codec, end: int, page: int) -> None:
        super().__init__(log, codec)
        self._end, self._page = end, page

    def lines(self, after: int, limit: int) -> Page:
        return super().lines(after, min(limit, self._page, self._end - after))
