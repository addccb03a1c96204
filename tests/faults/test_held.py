"""A load that is held: so many reports a second, no error, memory flat, and `verify` clean."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from projections.house import House
from tests.faults.at_work import bookmarks
from tests.faults.city import City, at_the_door, crowded
from tests.faults.conftest import Figure
from tests.faults.flow import Flow, Heard, paced, percentile
from tests.faults.judging import verdict
from tests.faults.riders import reporters
from tests.faults.server import as_operators_do
from tests.sizes import JUDGED, chance, times

pytestmark = pytest.mark.alone
SECONDS = times(3, 8, 1800)
RATE = times(40, 60, 150)  # reports a second; CI leaves room for what runs beside it
RATE_SQLITE = min(RATE, 75)  # by one process, which 100 a second fill
LINES = 64
RIDERS = times(200, 200, 3_000)  # in half an hour each sends 90 reports: a policy allows 100 a day
LIMIT_MS = 300.0
LOOKS = 12  # at the memory of the processes, over the whole time
FLAT = 1.2  # times the memory at a third of the time
BEHIND_S = 120.0
LATE_S = 10.0  # that the views and the workers may need at the end: they keep up


def test_a_load_is_held(city: City, figure: Figure) -> None:
    city = asyncio.run(crowded(city, RIDERS))
    rate = RATE if city.database else RATE_SQLITE
    sizes: list[int] = []

    async def go(door: str, pids: list[int]) -> Flow:
        wish = await reporters(city, RIDERS, chance("held"))
        watching = asyncio.create_task(watched(pids, sizes))
        flow = await paced([door], wish, rate, SECONDS, LINES)
        watching.cancel()
        return flow

    with as_operators_do(city) as servers:
        door = servers[0].address
        flow = asyncio.run(go(door, [server.pid for server in servers]))
        late = asyncio.run(until_done(city))
    p50, p99 = (percentile(flow.heard, share) for share in (0.5, 0.99))
    by_tenths = [percentile(some, 0.99) for some in parts(flow.heard, 10)]
    memory = [median(some) for some in (sizes[len(sizes) // 3 :][:3], sizes[-3:])]
    figure(
        f"{rate} reports/s for {SECONDS} s in {len(servers)} processes: {dict(flow.statuses)}, "
        f"p50 {p50:.0f} ms, p99 {p99:.0f} ms (limit {LIMIT_MS:.0f}; by tenths of the answers "
        f"{min(by_tenths):.0f} to {max(by_tenths):.0f}), views and workers there {late:.1f} s "
        f"later, memory {memory[0]:.0f} then {memory[1]:.0f} MB"
    )
    assert set(flow.statuses) == {201}
    began = time.monotonic()
    assert verdict(city)["clean"]
    figure(f"verify clean in {time.monotonic() - began:.0f} s")
    if JUDGED:
        assert p99 < LIMIT_MS
        assert memory[1] <= FLAT * memory[0]
        assert late < LATE_S


async def watched(pids: list[int], sizes: list[int]) -> None:
    """Look at the memory of the processes now and then, in MB."""
    while True:
        sizes.append(sum(map(resident, pids)))
        await asyncio.sleep(SECONDS / LOOKS)


def resident(pid: int) -> int:
    """The memory of one process that is in use, in MB (Linux)."""
    said = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(said.partition("VmRSS:")[2].split()[0]) // 1024


def parts(heard: Sequence[Heard], many: int) -> Iterator[Sequence[Heard]]:
    """Cut what was heard, in its order, into so many parts of one length."""
    ends = [len(heard) * part // many for part in range(many + 1)]
    return (heard[begin:end] for begin, end in pairwise(ends))


async def until_done(city: City) -> float:
    """Wait until the views and the workers have read the whole log; say how long."""
    began = time.monotonic()
    async with at_the_door(city) as (house, _):
        while True:
            head = house.wiring.log.max_notification_id() or 0
            late = {name: head - mark for name, mark in marks(house).items() if mark < head}
            if not late:
                return time.monotonic() - began
            assert time.monotonic() < began + BEHIND_S, late
            await asyncio.sleep(0.05)


def marks(house: House) -> dict[str, int]:
    """Say how far the views and the workers have come."""
    views = house.projections
    return bookmarks(house) | {name: views.position(name) for name in views.names}
