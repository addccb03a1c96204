"""Views and workers that find no connection free are late, and take no event for poisoned."""

import asyncio
from collections import Counter
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.report.intake_events import Dispatched, Inspected
from projections.house import House
from projections.marks import given_up
from tests.faults.city import City, at_the_door
from tests.faults.conftest import Figure
from tests.faults.drought import Drought
from tests.faults.errands import Errands
from tests.faults.judging import caught_up, verdict
from tests.sizes import times
from workers.crew import WORKERS
from workers.loop import CatchUp

REPORTS = times(2, 5, 200)  # on each engine; at the views each second page is caught
FOLLOWERS = ("project", "inspect", "dispatch", "award")


def test_nothing_is_given_up_for_want_of_a_connection(
    city: City, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = asyncio.run(life(city, monkeypatch))
    assert verdict(city)["clean"]
    told = ", ".join(f"{often} times by {worker}" for worker, often in met.most_common())
    figure(f"no connection to the views was left {told}; nothing parked, verify clean")


async def life(city: City, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Work off what there is in a drought; count how often each worker met it."""
    met: Counter[str] = Counter()
    async with at_the_door(city) as (house, client):
        await caught_up(house)
        reports = await Errands(city, client).submitted(REPORTS)
        with monkeypatch.context() as patch:
            drought = Drought(house.wiring.views_engine, patch)
            for worker in FOLLOWERS:
                met[worker] = await insisted(house, WORKERS[worker])
            drought.end()
        await caught_up(house)
        assert not house.projections.parked()
        assert not given_up(house.wiring.views_engine)
        for report in reports:
            topics = {step.event.TOPIC for step in house.wiring.app.history(UUID(report))}
            assert topics >= {Dispatched.TOPIC, Inspected.TOPIC}
    assert met["project"] >= REPORTS
    assert met["inspect"]
    return met


async def insisted(house: House, make: Callable[[House], CatchUp]) -> int:
    """Let one catch up, again and again until it has; count how often it found no connection."""
    for refused in range(100 * REPORTS):
        try:
            await make(house)()
        except PoolTimeout:
            continue
        return refused
    pytest.fail("it never caught up")
