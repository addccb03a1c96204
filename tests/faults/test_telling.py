"""Crews that tell riders things are killed: no notice is lost, and none is remembered twice."""

import asyncio
import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from projections.house import House, open_house
from projections.inbox.queries import all_news
from services.clock import system_clock
from services.telling.tables import delivery
from tests.faults.city import RIDERS, City, at_the_door, in_turns
from tests.faults.conftest import Figure
from tests.faults.errands import Errands, done
from tests.faults.judging import caught_up
from tests.faults.server import Server, assert_no_flaw
from tests.faults.test_crews import mended
from tests.sizes import chance, times
from workers.notify import AT_ONCE

REPORTS = times(6, 12, 200)
KILLS = times(3, 6, 100)
LINE = re.compile(r"^notice for (\w{32}): (.+) \((\w+)\)$", re.MULTILINE)


def test_every_notice_rings_however_often_a_crew_is_killed(
    city: City, figure: Figure, capfd: pytest.CaptureFixture[str]
) -> None:
    city = replace(city, more={"NOTIFY": "console"})
    drawn = chance("telling", bool(city.database))
    steady, killed = Server(city, "work"), Server(city, "work", "notify", "project")

    async def trouble() -> None:
        for _ in range(KILLS):
            await asyncio.to_thread(killed.start)
            await asyncio.sleep(drawn.uniform(0.05, 1.5))
            await asyncio.to_thread(killed.kill)

    async def days() -> None:
        async with at_the_door(city) as (house, client):
            errands = Errands(city, client)
            riders = [f"rider{number}" for number in range(1, min(REPORTS, RIDERS) + 1)]
            for rider in riders:
                awake = {"from": None, "to": None}  # it may be night where the tests run
                done(await errands.post(rider, "/v1/me/quiet-hours", awake))
            killing = asyncio.create_task(trouble())
            await asyncio.to_thread(steady.start)
            sent = await in_turns([partial(errands.submitted, 1, rider) for rider in riders])
            await in_turns([partial(mended, house, errands, it) for (it,) in sent])
            await killing

    try:
        asyncio.run(days())
        assert steady.stop() == 0
        assert_no_flaw(steady)
        assert_no_flaw(killed)
    finally:
        steady.kill()
        killed.kill()
    told = judge(city)
    journals = [one.read_text("utf-8") for one in city.folder.glob("journal-*.log")]
    rang = Counter(LINE.findall("\n".join([*journals, capfd.readouterr().err])))
    again = rang.total() - len(rang)
    assert len(rang) == told
    assert again <= KILLS * AT_ONCE
    figure(f"{told} notices with {KILLS} kills: none lost, {again} rang again")


def judge(city: City) -> int:
    """Let the rest be told once all leases are over; answer how many notices there are."""
    house = open_house(city.settings, lambda: system_clock() + timedelta(minutes=5))
    try:
        asyncio.run(caught_up(house))
        asyncio.run(caught_up(house))
        notices = all_news(house.projections.engine, (0, ""), 2**62, 100_000)
        expected = {(one.position, one.rider): "sent" for one in notices}
        assert remembered(house) == expected
        return len(expected)
    finally:
        house.close()


def remembered(house: House) -> dict[tuple[int, str], str]:
    query = select(delivery.c.position, delivery.c.rider, delivery.c.state)
    with house.wiring.identity.telling.engine.connect() as db:
        return {(row.position, row.rider): row.state for row in db.execute(query)}
