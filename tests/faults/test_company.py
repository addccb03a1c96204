"""Slow bodies, idle connections, huge heads and endless uploads: the others are still served."""

import asyncio
from collections import Counter

import pytest

from tests.faults.city import City
from tests.faults.company import Company
from tests.faults.conftest import Figure
from tests.faults.flow import Flow, percentile, steady
from tests.faults.riders import reporters
from tests.faults.server import running
from tests.sizes import JUDGED, chance, times

pytestmark = pytest.mark.alone
SECONDS = times(2, 6, 60)
PEOPLE = 8
RIDERS = times(10, 20, 200)
ENDLESS = {"endless_head": 20, "endless_body": 5, "endless_upload": 5}  # each cut off
FLOOR_MS = 50.0  # below this a ratio of waits says nothing
WORST = 6.0  # times the wait without company


def test_who_behaves_is_served_in_bad_company(city: City, figure: Figure) -> None:
    async def go() -> tuple[Flow, Flow, Counter[str]]:
        wish = await reporters(city, RIDERS, chance("company"))
        with running(city, "serve") as server:
            await steady(server.address, wish, SECONDS / 2, PEOPLE)
            alone = await steady(server.address, wish, SECONDS, PEOPLE)
            company = Company(city, server.address)
            company.invite()
            await asyncio.sleep(1)
            among = await steady(server.address, wish, SECONDS, PEOPLE)
            await company.leave()
        return alone, among, company.thrown_out

    alone, among, thrown_out = asyncio.run(go())
    waits = percentile(alone.heard, 0.99), percentile(among.heard, 0.99)
    figure(
        f"p99 {waits[0]:.0f} ms alone, {waits[1]:.0f} ms beside 500 idle, 70 trickling and 30 "
        f"endless connections; {thrown_out.total()} thrown out "
        f"({dict(thrown_out)}), {len(among.heard)} served"
    )
    assert set(among.statuses) == {201}
    assert thrown_out["endless_head"] >= ENDLESS["endless_head"]
    if JUDGED:  # a body is let go on for 20 MB after its answer, which takes seconds
        assert all(thrown_out[kind] >= many for kind, many in ENDLESS.items())
        assert waits[1] <= WORST * max(waits[0], FLOOR_MS)
