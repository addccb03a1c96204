"""Events a second into our views, against one transaction for each event.

`rebuild` of several views is shared by two processes, as `suishoupai rebuild` shares it. As
for the rival, the clock runs from the first event to the last: no interpreter's start counts.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from domain import EVENTS
from projections.abreast import abreast
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
from tests.bench.biglog import Plan, write
from tests.bench.engines import Database
from tests.bench.lives import lives
from tests.bench.rounds import take_turns
from tests.bench.runner import run_library
from tests.bench.table import Goal, Row
from workers.importing import NoKeys

GOAL = Goal(15, 40)
PROCESSES = 2
TENANT = "bench"
VIEWS: dict[str, type[View[Any]]] = {"queues": Queues, "metrics": Metrics, "credits": Credits}


def measure(databases: list[Database], folder: Path, events: int, rounds: int) -> Iterator[Row]:
    """Replay and rebuild on each engine, from copies of real lives."""
    told = lives(folder)
    for database in databases:
        url = database.fresh()
        engine = open_engine(url, durable=False)
        log = EventLog(engine, tenant=TENANT)
        try:
            size = write(url, told, Plan(events))
            codec = Codec(EVENTS, NoKeys())
            yield from _measure(database, log, codec, size, rounds)
            if database.name == "PostgreSQL":  # SQLite lets one process write at a time
                yield _shared(database, url, log, codec, size, rounds)
        finally:
            log.close()
            engine.dispose()


def _measure(
    database: Database, log: EventLog, codec: Codec, size: int, rounds: int
) -> Iterator[Row]:
    few, fewer = min(1_000, size), min(300, size)  # for those who go event by event

    def three() -> float:
        return _caught_up(database, log, codec, [view() for view in VIEWS.values()], size)

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


def _shared(
    database: Database, url: str, log: EventLog, codec: Codec, size: int, rounds: int
) -> Row:
    """Rebuild the three by two processes."""

    def ours() -> float:
        views = database.fresh()
        with _over(views, LogSource(log, codec), [view() for view in VIEWS.values()]) as shown:
            shown.catch_up()
            times = abreast(partial(_build, url, views), VIEWS, PROCESSES)
            assert {shown.position(view) for view in VIEWS} == {size}
        took = max(end for _, end in times) - min(began for began, _ in times)
        return size / took

    def rival() -> float:
        return run_library(log, codec, database.fresh(), min(1_000, size))

    together, theirs = take_turns(rounds, ours, rival)
    name = f"rebuild 3 views by {PROCESSES} processes, {size:,} events, {database.name}"
    return Row(name, together, "library's ProjectionRunner, 1 trivial view", theirs, goal=GOAL)


def _build(log_url: str, views: str, names: list[str]) -> tuple[float, float]:
    """Rebuild some here; answer when that began, and when they had all of the log.

    By a clock that all processes share. To clear the old rows away then is no replay any more.
    """
    engine = open_engine(log_url, durable=False)
    log = EventLog(engine, tenant=TENANT)
    try:
        source = LogSource(log, Codec(EVENTS, NoKeys()))
        with _over(views, source, [VIEWS[name]() for name in names]) as shown:
            moments = [time.monotonic()]
            shown.rebuild_together(names, lambda *_: moments.append(time.monotonic()))
            return moments[0], moments[-1]
    finally:
        log.close()
        engine.dispose()


def _caught_up(
    database: Database,
    log: EventLog,
    codec: Codec,
    views: list[View[Any]],
    size: int,
    page: int = REBUILD_PAGE,
) -> float:
    """Build new views from the first `size` events of the log."""
    with _over(database.fresh(), _Paged(log, codec, size, page), views) as projections:
        began = time.perf_counter()
        seen = projections.catch_up()
        took = time.perf_counter() - began
        assert seen == size, (seen, size)
        assert projections.parked() == []
    return size / took


def _rebuilt(database: Database, log: EventLog, codec: Codec, size: int) -> float:
    """Build one view again, in pages of 5,000, and swap it in."""
    with _over(database.fresh(), LogSource(log, codec), [Queues()]) as projections:
        projections.catch_up()
        began = time.perf_counter()
        projections.rebuild("queues")
        return size / (time.perf_counter() - began)


@contextmanager
def _over(url: str, source: Source, views: list[View[Any]]) -> Iterator[Projections]:
    engine = open_engine(url, durable=False)
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
