"""All workers side by side in one process: a report goes its way by itself."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import update

from domain.wallet import Credited
from projections.tables import projection
from services.migrations import NewerSchema
from tests import examples as ex
from tests.houses import Home
from workers.crew import WORKERS, crew


async def until(true: Callable[[], object], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(true):  # noqa: ASYNC110 - views set no event for tests
            await asyncio.sleep(0.02)


def test_a_report_is_inspected_dispatched_and_credited_without_anybody_asking(
    either_home: Home,
) -> None:
    home = either_home

    async def go() -> None:
        stop = asyncio.Event()
        working = asyncio.create_task(crew(home.house, WORKERS, stop))
        report = await home.submit()
        await until(lambda: home.report(report).accepted and home.report(report).flags)
        await until(lambda: home.wallet().pending == 10)
        await until(lambda: home.house.projections.position("queues") == home.size())
        stop.set()
        await asyncio.wait_for(working, 20)

        credited = home.events(home.wallet().id)
        assert [type(one) for one in credited] == [Credited]

    asyncio.run(go())


def test_some_of_them_work_alone(home: Home) -> None:
    async def go() -> None:
        stop = asyncio.Event()
        working = asyncio.create_task(crew(home.house, ["dispatch"], stop))
        report = await home.submit()
        await until(lambda: home.report(report).accepted)
        stop.set()
        await asyncio.wait_for(working, 20)
        assert not home.report(report).flags
        assert home.wallet(ex.RIDER).pending == 0

    asyncio.run(go())


def test_a_crew_of_before_ends(home: Home) -> None:
    async def go() -> None:
        stop = asyncio.Event()
        working = asyncio.create_task(crew(home.house, WORKERS, stop))
        await asyncio.sleep(0.1)
        with home.house.wiring.views_engine.begin() as db:
            db.execute(update(projection).values(edition=1000))
        with pytest.raises(NewerSchema):
            await asyncio.wait_for(working, 20)
        assert not any(home.house.worked().values())

    asyncio.run(go())
