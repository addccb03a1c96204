"""More than can be worked off: the excess is sent away at once, accepted work keeps its pace."""

import asyncio

import pytest

from domain.report.intake_events import Submitted
from projections.house import open_house
from tests.faults.city import City
from tests.faults.conftest import Figure
from tests.faults.flow import Flow, paced, percentile, steady
from tests.faults.judging import everything, verdict
from tests.faults.riders import reporters
from tests.faults.server import as_operators_do
from tests.sizes import JUDGED, chance, times

pytestmark = pytest.mark.alone
SECONDS = times(1, 4, 60)
AT_ONCE = 16  # places in the house
TOO_MANY = 3.0  # times what it works off
LINES = 200
RIDERS = times(20, 50, 200)
WORST = 4.0  # times the wait in a house that is just full
AT_ONCE_MS = 1_000.0  # within which whoever is sent away is told so, at p99: 40 to 400 were seen


def test_the_excess_is_told_to_come_back_and_the_rest_is_served(city: City, figure: Figure) -> None:
    city.more["REQUESTS_AT_ONCE"] = str(AT_ONCE)

    async def go() -> tuple[Flow, Flow, Flow]:
        wish = await reporters(city, RIDERS, chance("overload"))
        with as_operators_do(city) as servers:
            door = servers[0].address
            await steady(door, wish, SECONDS, AT_ONCE)
            full = await steady(door, wish, SECONDS, AT_ONCE)
            rate = TOO_MANY * len(full.heard) / SECONDS
            over = await paced([door], wish, rate, SECONDS, LINES)
            after = await steady(door, wish, 0.5, 1)
        return full, over, after

    full, over, after = asyncio.run(go())
    accepted, refused = over.told(201), over.told(429, 503)
    assert accepted
    assert refused
    assert len(accepted) + len(refused) == len(over.heard)
    assert all(one.retry_after for one in refused)
    assert set(after.statuses) == {201}
    assert_kept(city, [one.id for one in accepted])
    usual = [percentile(some, 0.5) for some in (full.heard, accepted, refused)]
    waits = [percentile(some, 0.99) for some in (full.heard, accepted, refused)]
    figure(
        f"{TOO_MANY:g} times too many: {len(accepted)} accepted (p50 {usual[1]:.0f}, p99 "
        f"{waits[1]:.0f} ms; {usual[0]:.0f}, {waits[0]:.0f} ms in a house just full), "
        f"{len(refused)} told to come back (p50 {usual[2]:.0f}, p99 {waits[2]:.0f} ms), "
        "0 lost, verify clean"
    )
    if JUDGED:
        assert waits[1] <= WORST * waits[0]
        assert waits[2] <= AT_ONCE_MS
        assert usual[2] <= usual[1], "whoever is sent away waits no longer than who is served"


def assert_kept(city: City, accepted: list[str]) -> None:
    """What was accepted stands in the log, each once."""
    house = open_house(city.settings)
    try:
        written = [
            str(line.originator_id) for line in everything(house) if line.topic == Submitted.TOPIC
        ]
    finally:
        house.close()
    assert len(set(accepted)) == len(accepted)
    assert set(accepted) <= set(written)
    assert verdict(city)["clean"]
