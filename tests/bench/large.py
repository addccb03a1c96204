"""What a city costs once it is large: each figure against the same city when it was small.

One log of copied lives, made once for each engine, serves all of it. Half of its reports
are open, and all were submitted within a month.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

from sqlalchemy import Engine

from projections.house import open_house
from projections.metrics.distributions import Span, distributions
from projections.metrics.queries import Scope, answers, stock
from projections.queues.queries import Whose, page
from services.database import open_engine
from services.eventlog.instants import from_micros
from services.settings import from_environment
from tests.bench.biglog import Plan, write
from tests.bench.building import Built, built
from tests.bench.city import Town, furnish
from tests.bench.engines import Database
from tests.bench.flatout import submitted
from tests.bench.lives import Life, lives
from tests.bench.load import CONNECTIONS
from tests.bench.table import Fact, Goal, Row

FULL = bool(os.environ.get("FULL"))
EVENTS = {
    "PostgreSQL": 10_000_000 if FULL else 1_000_000,
    "SQLite": 1_000_000 if FULL else 300_000,
}
SMALL = 10_000
REBUILT = 100_000  # events of the rebuild that the memory of the whole one is compared with
REPEATS = 40
PAGE = 20  # reports: as many as even the small city has for one office
MEMORY, ROOM = Goal(1.3, 1.1, at_most=True), Goal(1.0, 0.5, at_most=True)
QUEUE, PAST = Goal(1.3, 1.1, at_most=True), Goal(5.0, 2.0, at_most=True)
FIGURES, SUBMITS = Goal(1.5, 1.1, at_most=True), Goal(0.8, 0.95)
MONTH = timedelta(days=40)  # the lives of a month, and their deadlines


class Size(NamedTuple):
    """How large, how small, and how often to look."""

    large: int
    small: int
    middle: int
    repeats: int
    seconds: float


class City(NamedTuple):
    """A city and how many events its log has; its first `own` ones set it up."""

    town: Town
    own: int
    size: int
    office: str  # both cities have the same ones


def measure(databases: list[Database], folder: Path, *, quick: bool) -> Iterator[Row | Fact]:
    """Make a large and a small city on each engine, and look at both in turns."""
    told = lives(folder / "lives")
    for database in databases:
        size = Size(EVENTS[database.name], SMALL, REBUILT, REPEATS, 4.0)
        size = Size(3_000, 1_000, 2_000, 3, 0.5) if quick else size
        yield from _measure(database, folder / database.name, told, size)


def _measure(
    database: Database, folder: Path, told: Sequence[Life], size: Size
) -> Iterator[Row | Fact]:
    began = time.perf_counter()
    large, small = (_city(database, folder / str(n), told, n) for n in (size.large, size.small))
    took = time.perf_counter() - began
    yield Fact(f"making a log of {large.size:,} events, {database.name}", f"{took:.0f} s")
    yield from _built(database, large, small, size)
    yield from _read(database.name, large, small, size)
    yield _written(database.name, large, small, size)


def _city(database: Database, folder: Path, told: Sequence[Life], events: int) -> City:
    """Found a city, and let it live."""
    folder.mkdir(parents=True)
    town = furnish(folder, database.fresh(), database.fresh(), CONNECTIONS)
    settings = from_environment(town.variables)
    house = open_house(settings)
    try:
        own = house.wiring.log.head().size
        offices, categories = (
            sorted(house.wiring.book.offices),
            sorted(house.wiring.book.categories),
        )
    finally:
        house.close()
    plan = Plan(events, offices=offices, categories=categories)
    return City(town, own, write(settings.database, told, plan), offices[0])


def _built(database: Database, large: City, small: City, size: Size) -> Iterator[Row | Fact]:
    """Build the views: of the whole log, of its beginning, and of the small one."""

    def build(city: City, end: int, views: str | None = None) -> Built:
        settings = from_environment(city.town.variables)
        return built(settings.database, views or settings.views, end)

    part = build(large, large.own + size.middle, database.fresh())
    whole = build(large, large.size)
    build(small, small.size)
    name = f"rebuild of 3 views, {large.size:,} events, {database.name}"
    beginning = f"the first {size.middle:,}"
    yield Row(f"peak memory, {name}", whole.megabytes, beginning, part.megabytes, " MB", MEMORY)
    yield Row(f"peak memory, {name}", whole.megabytes, "300 MB", 300.0, " MB", ROOM)
    yield Fact(f"{name}, events a second", f"{large.size / whole.seconds:,.0f}")


def _read(name: str, large: City, small: City, size: Size) -> Iterator[Row]:
    """Ask both cities the same things in turns."""
    engines = [
        open_engine(from_environment(city.town.variables).views, durable=False)
        for city in (large, small)
    ]
    past = large.own + (large.size - large.own) // 2
    today = _today(large)
    month = Scope(today - MONTH, today)

    def queue(engine: Engine, as_of: int | None = None) -> None:
        assert page(engine, Whose.OFFICE, large.office, limit=PAGE, as_of=as_of).items

    def figures(engine: Engine) -> None:
        assert answers(engine, month, today=today).counts["submitted"]
        stock(engine, today=today)
        distributions(engine, Span.WHOLE, month)

    try:
        one, two = engines
        queues = _turns(size.repeats, lambda: queue(one), lambda: queue(two))
        numbers = _turns(size.repeats, lambda: figures(one), lambda: figures(two))
        then = _turns(size.repeats, lambda: queue(one, past), lambda: queue(one))
        sums = [answers(engine, month, today=today).counts["submitted"] for engine in engines]
        stocks = [stock(engine, today=today).total for engine in engines]
    finally:
        for engine in engines:
            engine.dispose()
    (reports, fewer), (open_, least) = sums, stocks
    what = f"queue page of an office, {open_:,} open in the city, {name}"
    yield Row(what, queues[0], f"{least:,} open", queues[1], " ms", QUEUE)
    what = f"figures of a month, {reports:,} reports, {name}"
    yield Row(what, numbers[0], f"{fewer:,} reports", numbers[1], " ms", FIGURES)
    what = f"queue page as of the middle of {large.size:,} events, {name}"
    yield Row(what, then[0], "the queue page of now", then[1], " ms", PAST)


def _today(city: City) -> date:
    """Say the day of the last event."""
    house = open_house(from_environment(city.town.variables))
    try:
        return from_micros(house.wiring.log.head().recorded_at).date()
    finally:
        house.close()


def _written(name: str, large: City, small: City, size: Size) -> Row:
    """Submit to both cities in turns, each served by a process of its own."""
    with large.town.served() as one, small.town.served() as two:
        rates: tuple[list[float], list[float]] = [], []
        submitted(one, large.town, size.seconds / 4)
        submitted(two, small.town, size.seconds / 4)
        for _ in range(3):
            rates[0].append(submitted(one, large.town, size.seconds / 2))
            rates[1].append(submitted(two, small.town, size.seconds / 2))
    what = f"submits, {large.size:,} events in the log, {name}"
    return Row(what, median(rates[0]), f"{small.size:,} events", median(rates[1]), "/s", SUBMITS)


def _turns(repeats: int, *asked: Callable[[], None]) -> list[float]:
    """Answer each one's median in milliseconds; the first time is not counted."""
    took: list[list[float]] = [[] for _ in asked]
    for _ in range(repeats + 1):
        for ask, seen in zip(asked, took, strict=True):
            began = time.perf_counter()
            ask()
            seen.append(1000 * (time.perf_counter() - began))
    return [median(seen[1:]) for seen in took]
