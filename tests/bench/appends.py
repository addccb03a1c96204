"""Appends a second without HTTP: what the log itself takes, from many callers at once."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import NamedTuple
from uuid import uuid4

from eventsourcing.persistence import ApplicationRecorder, StoredEvent

from services.database import open_engine
from services.eventlog.recorder import EventLog
from tests.bench.engines import Database
from tests.bench.library import THREADS, recorder
from tests.bench.raw import inserting
from tests.bench.rounds import take_turns
from tests.bench.table import Row

CALLERS = 32
STATE = 900  # bytes, about what a submitted report has


class Plan(NamedTuple):
    """How long and how often to measure."""

    rounds: int
    seconds: float


def measure(databases: list[Database], plan: Plan) -> Iterator[Row]:
    """Compare the log with the library's recorder and with one loop, on each engine."""
    for database in databases:
        yield from _measure(database, plan)


def _measure(database: Database, plan: Plan) -> Iterator[Row]:
    url = database.fresh()
    engine = open_engine(url, durable=True)
    log, library = EventLog(engine, tenant="bench"), recorder(url)
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        stack.callback(log.close)
        raw_loop = stack.enter_context(inserting(url, STATE))
        many, theirs, one, raw = take_turns(
            plan.rounds,
            lambda: _appended(log, CALLERS, plan.seconds),
            lambda: _appended(library, THREADS, plan.seconds),
            lambda: _appended(log, 1, plan.seconds),
            lambda: raw_loop(plan.seconds),
        )
    name = database.name
    yield Row(f"appends, {CALLERS} callers, {name}", many, f"library, {THREADS} threads", theirs)
    yield Row(f"appends, {CALLERS} callers, {name}", many, f"one INSERT loop of {name}", raw)
    yield Row(f"appends, 1 caller, {name}", one, f"one INSERT loop of {name}", raw)


def _appended(log: ApplicationRecorder, callers: int, seconds: float) -> float:
    """Have so many threads append new streams, each waiting for its own answer."""
    end = time.perf_counter() + seconds
    with ThreadPoolExecutor(callers) as threads:
        began = time.perf_counter()
        counts = [threads.submit(_caller(log, end)) for _ in range(callers)]
        done = sum(count.result() for count in counts)
        return done / (time.perf_counter() - began)


def _caller(log: ApplicationRecorder, end: float) -> Callable[[], int]:
    def append() -> int:
        done = 0
        while time.perf_counter() < end:
            log.insert_events([StoredEvent(uuid4(), 1, "report.submitted", bytes(STATE))])
            done += 1
        return done

    return append
