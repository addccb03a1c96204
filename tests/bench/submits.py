"""Reports a second through HTTP, everything on, against two rivals on the same disk."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select

from services.database import open_engine
from services.eventlog.tables import event
from tests.bench.city import Served, furnish
from tests.bench.engines import Database
from tests.bench.load import CONNECTIONS, Sent, send
from tests.bench.raw import inserting
from tests.bench.rounds import take_turns
from tests.bench.table import Fact, Row

LIBRARY = "library's recorder, same endpoint"


class Plan(NamedTuple):
    """How long and how often to measure."""

    rounds: int
    seconds: float


def measure(databases: list[Database], folder: Path, plan: Plan) -> Iterator[Row | Fact]:
    """Compare both servers and the loop on each engine."""
    for database in databases:
        yield from _measure(database, folder / database.name, plan)


def _measure(database: Database, folder: Path, plan: Plan) -> Iterator[Row | Fact]:
    url = database.fresh()
    town = furnish(folder, url, database.fresh(), CONNECTIONS)
    with ExitStack() as stack:
        ours = stack.enter_context(town.served())
        theirs = stack.enter_context(town.served("library"))
        loads: dict[Served, list[Sent]] = {ours: [], theirs: []}
        before: dict[Served, float] = {}

        def submit(server: Served) -> float:
            loads[server].append(send(server.address, town.riders, plan.seconds))
            return loads[server][-1].rate

        for server in loads:  # warm both: caches, pools, plans
            send(server.address, town.riders, min(1.0, plan.seconds))
            before[server] = server.cpu_seconds
        raw_loop = stack.enter_context(inserting(url, _state_size(url)))
        rates = take_turns(
            plan.rounds,
            lambda: submit(ours),
            lambda: submit(theirs),
            lambda: raw_loop(plan.seconds / 2),
        )
        costs = [_a_cpu_second(loads[each], each.cpu_seconds - before[each]) for each in loads]
    yield from _rows(database.name, rates)
    yield Row(f"submits a CPU second, {database.name}", costs[0], LIBRARY, costs[1], "")
    yield _patience(database.name, loads[ours])
    yield Fact(f"reports a commit, {database.name}", f"{_per_commit(url):.1f}")


def _rows(name: str, rates: list[float]) -> Iterator[Row]:
    ours, library, raw = rates
    what = f"submits, {CONNECTIONS} connections, {name}"
    yield Row(what, ours, LIBRARY, library)
    yield Row(what, ours, f"one INSERT loop of {name}, no HTTP", raw)


def _a_cpu_second(loads: list[Sent], seconds: float) -> float:
    """Count submits by the server's own work: neighbours on the machine change it little."""
    return sum(len(load.milliseconds) for load in loads) / seconds


def _patience(name: str, loads: list[Sent]) -> Fact:
    waits = [(load.percentile(0.5), load.percentile(0.99)) for load in loads]
    half, most = sorted(waits)[len(waits) // 2]
    return Fact(f"a submit takes (p50, p99), {name}", f"{half:.0f} ms, {most:.0f} ms")


def _state_size(url: str) -> int:
    return int(_asked(url, func.avg(func.length(event.c.state))))


def _per_commit(url: str) -> float:
    """Count reports by commit: one commit gives all its events one time."""
    return _asked(url, func.count() * 1.0 / func.count(event.c.recorded_at.distinct()))


def _asked(url: str, what: object) -> float:
    engine = open_engine(url, durable=True)
    try:
        with engine.connect() as db:
            query = select(what).where(event.c.topic == "report.submitted")  # type: ignore[call-overload]  # any column expression
            return float(db.execute(query).scalar_one())
    finally:
        engine.dispose()
