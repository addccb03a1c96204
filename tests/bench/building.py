"""Builds the three views of a log in a process of its own: `python -m tests.bench.building`.

Given the log's URL, the views' URL and how far to read; prints how long that took in
seconds, and the most memory that the process ever had, in MB.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from domain import EVENTS
from projections.credits.view import Credits
from projections.keeper import Projections
from projections.metrics.view import Metrics
from projections.queues.view import Queues
from projections.source import LogSource, Page
from projections.view import View
from services.codec import Codec
from services.database import asking, open_engine
from services.eventlog.recorder import EventLog
from workers.importing import NoKeys

ROOT = Path(__file__).resolve().parents[2]
STATUS = Path("/proc/self/status")
STARTED_S = 60
SLOWEST = 500  # events a second, below which nobody waits any longer


class Built(NamedTuple):
    """What it took."""

    seconds: float
    megabytes: float


class Ended(LogSource):
    """A log as if it ended at some position."""

    def __init__(self, log: EventLog, codec: Codec, end: int) -> None:
        super().__init__(log, codec)
        self._end = end

    def lines(self, after: int, limit: int) -> Page:
        return super().lines(after, min(limit, self._end - after)) if after < self._end else []


def views() -> list[View[Any]]:
    """The views that are built together."""
    return [Queues(), Metrics(), Credits()]


def built(log: str, shown: str, end: int) -> Built:
    """Have another process build them, as far as `end`."""
    run = [sys.executable, "-m", "tests.bench.building", log, shown, str(end)]
    patience = STARTED_S + end / SLOWEST
    done = subprocess.run(
        run, cwd=ROOT, capture_output=True, text=True, check=True, timeout=patience
    )
    return Built(*map(float, done.stdout.split()))


def main() -> None:
    """Build them here."""
    log_url, views_url, end = sys.argv[1:]
    engine, shown = open_engine(log_url, durable=True), open_engine(views_url, durable=False)
    log = EventLog(engine, tenant=None)
    try:
        projections = Projections(shown, Ended(log, Codec(EVENTS, NoKeys()), int(end)), views())
        began = time.perf_counter()
        projections.catch_up()
        took = time.perf_counter() - began
        assert projections.parked() == []
        if shown.dialect.name == "postgresql":
            with asking(shown).connect() as db:
                db.exec_driver_sql("ANALYZE")  # the server's own habit, within a minute
    finally:
        log.close()
        engine.dispose()
        shown.dispose()
    print(took, _peak())  # noqa: T201 - read by the parent


def _peak() -> float:
    """Read the most memory ever had; `ru_maxrss` would begin with what the parent had."""
    (line,) = [one for one in STATUS.read_text().splitlines() if one.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
