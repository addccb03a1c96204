"""Reports a second through HTTP, everything on, against rivals on the same disk."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import func, select

from services.database import open_engine
from services.eventlog.tables import event
from tests.bench.city import Served, Town, furnish
from tests.bench.engines import Database
from tests.bench.load import CONNECTIONS, Sent, send, submits
from tests.bench.raw import inserting
from tests.bench.rounds import take_turns
from tests.bench.table import Fact, Goal, Row

MODES: Final[tuple[tuple[str, ...], ...]] = ((), ("plain",), ("forgetful",), ("library",))
GOALS: Final = {"PostgreSQL": Goal(4, 8), "SQLite": Goal(3, 5)}


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
        servers = {mode: stack.enter_context(town.served(*mode)) for mode in MODES}
        loads: dict[tuple[str, ...], list[Sent]] = {mode: [] for mode in MODES}

        def submit(*mode: str) -> float:
            loads[mode].append(_load(town, [servers[mode]], plan.seconds))
            return loads[mode][-1].rate

        for server in servers.values():  # caches, pools, plans
            _load(town, [server], min(1.0, plan.seconds))
        before = {mode: server.cpu_seconds for mode, server in servers.items()}
        raw_loop = stack.enter_context(inserting(url, _state_size(url)))
        rates = take_turns(
            plan.rounds,
            submit,
            *(partial(submit, *mode) for mode in MODES[1:]),
            lambda: raw_loop(plan.seconds / 2),
        )
        costs = {
            mode: 1000 * (server.cpu_seconds - before[mode]) / _count(loads[mode])
            for mode, server in servers.items()
        }
        ours, plain, forgetful, library, raw = rates
        what = f"submits, {CONNECTIONS} connections, {database.name}"
        least = GOALS[database.name]
        yield Row(what, ours, "library's save, plain endpoint", plain, goal=least)
        yield Row(what, ours, "library's recorder, our endpoint", library)
        yield Row(what, ours, "our endpoint, storing nothing", forgetful, goal=Goal(0.6, 0.8))
        loop = f"one INSERT loop of {database.name}, no HTTP"
        yield Row(what, ours, loop, raw, goal=Goal(0.5, 0.9))
        cost = f"processor time a submit, {database.name}"
        yield Row(cost, costs[()], "library's save, plain endpoint", costs["plain",], " ms")
        yield Row(cost, costs[()], "our endpoint, storing nothing", costs["forgetful",], " ms")
        yield _patience(database.name, loads[()])
        yield Fact(f"reports a commit, {database.name}", f"{_per_commit(url):.1f}")
        if database.name == "PostgreSQL":
            yield _two(town, servers, plan)


def _two(town: Town, servers: dict[tuple[str, ...], Served], plan: Plan) -> Row:
    """Let a second process serve the same city, and see what even one that stores nothing gains."""
    with town.served() as ours, town.served("forgetful") as forgetful:
        alone, both = [servers[()]], [servers[()], ours]
        free, freer = [servers["forgetful",]], [servers["forgetful",], forgetful]
        parties = (alone, both, free, freer)
        for party in parties:
            _load(town, party, min(1.0, plan.seconds))
        rivals = [partial(_rate, town, party, plan.seconds) for party in parties]
        one, two, bare, barer = take_turns(plan.rounds, *rivals)
    goal = Goal(1.15, max(1.15, barer / bare))
    return Row("submits, two processes, PostgreSQL", two, "one process", one, goal=goal)


def _load(town: Town, servers: list[Served], seconds: float) -> Sent:
    return send([server.address for server in servers], submits(town.riders), seconds)


def _rate(town: Town, servers: list[Served], seconds: float) -> float:
    return _load(town, servers, seconds).rate


def _count(loads: list[Sent]) -> int:
    return sum(len(load.milliseconds) for load in loads)


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
