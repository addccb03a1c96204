"""Two crews of workers on one city, one of them killed: everything is done, and done once."""

import asyncio
from collections import Counter
from functools import partial
from uuid import UUID

import pytest

from domain.report.closing_events import Resolved, Verified
from domain.report.intake_events import Dispatched, Inspected, Submitted
from domain.report.state import Report
from domain.report.table import State
from domain.wallet import Credited, Vested
from projections.house import House, open_house
from tests.faults.city import City, at_the_door, in_turns
from tests.faults.conftest import Figure
from tests.faults.errands import Errands, done
from tests.faults.judging import caught_up, everything, verdict
from tests.faults.server import Server, assert_no_flaw
from tests.sizes import chance, times
from workers import follow
from workers.crew import WORKERS

REPORTS = times(10, 40, 400)
ADOPTIONS = times(10, 30, 300)
PATIENCE_S = 60.0
KILLS = times(2, 6, 60)


def test_two_crews_do_everything_once(city: City, figure: Figure) -> None:
    drawn = chance("crews", bool(city.database))
    steady, killed = Server(city, "work"), Server(city, "work")

    async def trouble() -> None:
        for _ in range(KILLS):
            await asyncio.to_thread(killed.start)
            await asyncio.sleep(drawn.uniform(0.05, 0.6))
            await asyncio.to_thread(killed.kill)

    async def days() -> None:
        async with at_the_door(city) as (house, client):
            errands = Errands(city, client)
            killing = asyncio.create_task(trouble())
            await asyncio.to_thread(steady.start)
            reports = await errands.submitted(REPORTS)
            await in_turns([partial(mended, house, errands, it) for it in reports])
            await killing

    try:
        asyncio.run(days())
        assert steady.stop() == 0
        assert_no_flaw(steady)
        assert_no_flaw(killed)
    finally:
        steady.kill()
        killed.kill()
    judge(city, REPORTS)
    figure(f"{REPORTS} reports under two crews, one killed {KILLS} times: each event once")


def test_two_crews_adopt_one_photograph(city: City) -> None:
    async def race() -> None:
        async with at_the_door(city) as (house, client):
            errands, vault = Errands(city, client), house.wiring.vault
            for report in await errands.submitted(ADOPTIONS):
                photo = await errands.photo("rider1")
                name = UUID(report).hex
                at_once = (asyncio.to_thread(vault.adopt, photo, name) for _ in range(4))
                await asyncio.gather(*at_once)
                assert vault.evidence_of(photo) == [name]

    asyncio.run(race())


def test_a_worker_that_is_told_leaves_the_rest_to_its_next_life(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "AT_ONCE", 1)

    async def lives() -> None:
        async with at_the_door(city) as (house, client):
            await Errands(city, client).submitted(5)
            rounds = iter([False, False, True])
            assert await WORKERS["dispatch"](house)(lambda: next(rounds)) == 2
            assert await WORKERS["dispatch"](house)() == 3

    asyncio.run(lives())


async def mended(house: House, errands: Errands, report: str) -> None:
    """Wait until a crew has sent the report to the office; mend it, and have it looked at."""
    stream, deadline = UUID(report), asyncio.get_running_loop().time() + PATIENCE_S
    while house.wiring.app.load(Report, stream).state is not State.DISPATCHED:
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.05)
    path = f"/v1/reports/{report}"
    done(await errands.post("crew1", f"{path}/claim"))
    wish = {"outcome": "cleaned", "photos": [await errands.photo("crew1")]}
    done(await errands.post("crew1", f"{path}/resolve", wish))
    done(await errands.post("verifier1", f"{path}/verify"))


def judge(city: City, reports: int) -> None:
    """Whatever the workers do of each report stands in the log as often as it should."""
    house = open_house(city.settings)
    try:
        asyncio.run(caught_up(house))
        steps = [house.wiring.codec.to_domain_event(line) for line in everything(house)]
    finally:
        house.close()
    assert verdict(city)["clean"]
    sent = {step.originator_id for step in steps if isinstance(step.event, Submitted)}
    assert len(sent) == reports
    for event, often in ((Dispatched, 1), (Verified, 1), (Resolved, 1), (Inspected, 2)):
        found = Counter(step.originator_id for step in steps if isinstance(step.event, event))
        assert found == dict.fromkeys(sent, often), event
    for deed in (Credited, Vested):
        paid = Counter(UUID(step.event.report) for step in steps if isinstance(step.event, deed))
        assert paid == dict.fromkeys(sent, 1), deed
