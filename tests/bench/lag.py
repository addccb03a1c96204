"""How long a committed event is not yet seen in the views, while submits run flat out.

One process serves, another one (`work project`) projects; on SQLite, where `serve` does both,
that is measured as well. Looked at every 5 ms by a third: an event that is in the log at a
look is late by the time until the first look at which every view has read it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Self

from sqlalchemy import Engine, func, select

from projections.tables import bookmark
from services.database import asking, open_engine
from services.eventlog.tables import log_head
from services.settings import Settings, from_environment
from tests.bench.city import ROOT, Town, furnish
from tests.bench.engines import Database
from tests.bench.flatout import submitted
from tests.bench.load import CONNECTIONS
from tests.bench.table import Fact, Goal, Row

LOOK = 0.005
GIVEN = 250.0  # milliseconds that an event may take
GOAL = Goal(1.0, 0.4, at_most=True)
PATIENCE = 60.0
CROWDS = 8
_HEAD = select(log_head.c.size)
_SHOWN = select(func.min(bookmark.c.position))


class Watch:
    """Looks at the log and at the views, and notes how late the views are."""

    def __init__(self, log: Engine, views: Engine) -> None:
        self.late: list[float] = []
        self._log, self._views = asking(log), asking(views)
        self._stop = Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def percentile(self, share: float) -> float:
        """The milliseconds within which this share of what was seen was shown."""
        ranked = sorted(self.late)
        return ranked[min(int(share * len(ranked)), len(ranked) - 1)]

    def caught_up(self) -> float:
        """Wait until all is shown; answer how many seconds that took."""
        began = time.perf_counter()
        while self._shown() < self._head():
            assert time.perf_counter() < began + PATIENCE, "the views do not keep up"
            time.sleep(LOOK)
        return time.perf_counter() - began

    def _look(self) -> None:
        waiting: list[tuple[int, float]] = []
        seen = 0
        while not self._stop.wait(LOOK):
            head = self._head()
            now = time.perf_counter()
            if head > seen:
                waiting.append((head, now))
                seen = head
            shown = self._shown()
            now = time.perf_counter()
            self.late += [1000 * (now - at) for head, at in waiting if head <= shown]
            waiting = [(head, at) for head, at in waiting if head > shown]

    def _head(self) -> int:
        with self._log.connect() as db:
            return db.scalar(_HEAD) or 0

    def _shown(self) -> int:
        with self._views.connect() as db:
            return db.scalar(_SHOWN) or 0


def measure(databases: list[Database], folder: Path, seconds: float) -> Iterator[Row | Fact]:
    """Load a city on each engine, and watch."""
    for database in databases:
        riders = CROWDS * CONNECTIONS
        town = furnish(folder / database.name, database.fresh(), database.fresh(), riders)
        settings = from_environment(town.variables)
        yield from _measure(database.name, town, settings, seconds, apart=True)
        if database.name == "SQLite":
            yield from _measure(database.name, town, settings, seconds, apart=False)


def _measure(
    name: str, town: Town, settings: Settings, seconds: float, *, apart: bool
) -> Iterator[Row | Fact]:
    log = open_engine(settings.database, durable=True)
    views = open_engine(settings.views, durable=False)
    with ExitStack() as stack:
        stack.callback(log.dispose)
        stack.callback(views.dispose)
        server = stack.enter_context(town.served(*(() if apart else ("projecting",))))
        if apart:
            stack.enter_context(_projecting(town))
        submitted(server, town, seconds / 4)
        watch = Watch(log, views)
        watch.caught_up()
        with watch:
            rate = submitted(server, town, seconds)
            rest = watch.caught_up()
    layout = "api and work project" if apart else "one process"
    what = f"views behind at {rate:.0f} submits/s, p99, {name}"
    yield Row(what, watch.percentile(0.99), f"allowed, {layout}", GIVEN, " ms", GOAL)
    yield Fact(f"views behind, p50, {name}, {layout}", f"{watch.percentile(0.5):.0f} ms")
    last = f"all shown after the last of {seconds:.0f} s, {name}, {layout}"
    yield Fact(last, f"{1000 * rest:.0f} ms")


@contextmanager
def _projecting(town: Town) -> Iterator[None]:
    """Let a worker project in a process of its own."""
    run = [str(Path(sys.executable).with_name("suishoupai")), "work", "project"]
    journal = Path(town.variables["SUISHOUPAI_DATA"]) / "journal-project.log"
    with journal.open("wb") as written:
        environment = os.environ | town.variables
        worker = subprocess.Popen(run, cwd=ROOT, env=environment, stdout=written, stderr=written)
        try:
            yield
        finally:
            worker.terminate()
            worker.wait(30)
