"""A worker that dies, stands still or leaves is followed by another within seconds."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from time import monotonic

import pytest
from sqlalchemy import select

from projections.house import House
from services.leases import TERM_S, work_lease
from tests.faults.city import City, at_the_door, in_turns
from tests.faults.conftest import Figure
from tests.faults.errands import Errands
from tests.faults.server import Server
from tests.faults.test_crews import judge, mended
from tests.sizes import times
from workers.crew import LOADS, WORKERS

pytestmark = pytest.mark.alone
REPORTS = times(6, 8, 200)
PATIENCE_S = 60.0
TURNS = times(1, 1, 20)


def test_work_is_handed_over_by_a_crew_that_ends_and_taken_from_one_that_is_killed(
    city: City, figure: Figure
) -> None:
    async def days() -> tuple[float, float]:
        async with at_the_door(city) as (house, client), two_crews(city, house) as (first, second):
            errands, before = Errands(city, client), tokens(house, first)
            assert await asyncio.to_thread(first.stop) == 0
            ended = await taken_over(house, before)
            await all_mended(house, errands, REPORTS // 2)
            await asyncio.to_thread(first.start)
            await until(lambda: shared(house, first, second))
            before = tokens(house, second)
            await asyncio.to_thread(second.kill)
            killed = await taken_over(house, before)
            await all_mended(house, errands, REPORTS // 2)
            assert await asyncio.to_thread(first.stop) == 0
            return ended, killed

    ended, killed = asyncio.run(days())
    judge(city, REPORTS)
    figure(
        f"taken over {ended:.1f} s after a crew that was asked to end had ended, {killed:.1f} s "
        f"after kill -9, of which {TERM_S:.0f} s are the lease's"
    )


def test_a_crew_that_stood_still_is_fenced_off_when_it_wakes(
    postgresql_copies: Callable[[], City], figure: Figure
) -> None:
    """Of SQLite a process that stands still may hold the one lock: see docs/operating.md."""
    city = postgresql_copies()
    seconds: list[float] = []

    async def days() -> None:
        async with at_the_door(city) as (house, client), two_crews(city, house) as crews:
            errands = Errands(city, client)
            for turn in range(TURNS):
                asleep = crews[turn % 2]
                await until(lambda: shared(house, *crews))
                before, lost = tokens(house, asleep), losses(asleep)
                reports = await errands.submitted(REPORTS // TURNS)
                await asyncio.to_thread(asleep.freeze)  # in the middle of its work
                seconds.append(await taken_over(house, before))
                await in_turns([partial(mended, house, errands, it) for it in reports])
                await asyncio.to_thread(asleep.thaw)
                await until(lambda: losses(asleep) > lost)  # noqa: B023 - awaited here
            for crew in crews:
                assert await asyncio.to_thread(crew.stop) == 0
                assert " parked" not in crew.journal.read_text("utf-8")

    asyncio.run(days())
    judge(city, REPORTS)
    figure(
        f"{TURNS} crews stood still under load, their work taken over after {max(seconds):.1f} s "
        "at the most; awake again they wrote nothing twice"
    )


@asynccontextmanager
async def two_crews(city: City, house: House) -> AsyncIterator[tuple[Server, Server]]:
    """Start two crews; the first one takes all work, and passes about half of it on."""
    first, second = Server(city, "work"), Server(city, "work")
    try:
        await asyncio.to_thread(first.start)
        await until(lambda: tokens(house, first).keys() == WORKERS.keys())
        await asyncio.to_thread(second.start)
        await until(lambda: shared(house, first, second))
        yield first, second
    finally:
        first.kill()
        second.kill()


def tokens(house: House, crew: Server | None = None) -> dict[str, int]:
    """Read the token of each work that somebody holds, or that one crew does."""
    query = select(work_lease).where(work_lease.c.holder != "")
    with house.wiring.views_engine.connect() as db:
        rows = db.execute(query).all()
    return {row.name: row.token for row in rows if crew is None or holds(row.holder, crew)}


def holds(holder: str, crew: Server) -> bool:
    """Say whether a lease is a process's; `workers.crew` calls holders by these numbers."""
    return int(holder.split()[-2]) == crew.pid


def shared(house: House, *crews: Server) -> bool:
    """Say whether all work is done, and about as much by each crew."""
    held = [tokens(house, crew).keys() for crew in crews]
    loads = [sum(LOADS[name] for name in names) for names in held]
    return sum(map(len, held)) == len(WORKERS) and max(loads) <= 2 * min(loads)


async def taken_over(house: House, before: dict[str, int]) -> float:
    """Wait until all this work has another holder; answer how long that took."""
    began = monotonic()
    assert before
    await until(lambda: all(tokens(house).get(name, 0) > token for name, token in before.items()))
    return monotonic() - began


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE_S):
        while not await asyncio.to_thread(true):  # noqa: ASYNC110 - another process sets no event
            await asyncio.sleep(0.1)


def losses(crew: Server) -> int:
    """Count how often a crew noticed that a work had become somebody else's."""
    return crew.journal.read_text("utf-8").count("work lost")


async def all_mended(house: House, errands: Errands, count: int) -> None:
    """See reports through, with what the workers do of them."""
    reports = await errands.submitted(count)
    await in_turns([partial(mended, house, errands, it) for it in reports])
