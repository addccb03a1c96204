"""Following the log: every event at least once, in order, past what cannot be handled."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy.exc import OperationalError

from domain.kernel import Event, Step
from domain.report.handling_events import Noted
from domain.report.refusals import TooEarly
from projections.errors import BrokenLog
from services.eventlog.errors import ChangedMeanwhile, LogUnavailable
from services.reporting import handling
from tests import examples as ex
from tests.houses import Home
from workers import follow
from workers.follow import Follower

Handle = Callable[[Step[Event]], None]


def follower(home: Home, handle: Handle, name: str = "noted") -> Follower:
    async def handled(steps: Sequence[Step[Event]]) -> None:
        for step in steps:
            handle(step)

    engine = home.house.projections.engine
    return Follower(name, [Noted.TOPIC], home.app, engine, handled)


async def note(home: Home, times: int = 1) -> list[int]:
    """Leave notes; answer with the positions they stand at."""
    report = await home.claimed()
    positions = []
    for _ in range(times):
        asked = home.asked(ex.DISPATCHER)
        positions.append((await handling.note(home.desk, report, "x", asked)).position)
    return positions


def fail(error: Exception, at: list[int]) -> Handle:
    def handle(step: Step[Event]) -> None:
        if step.position in at:
            raise error

    return handle


def test_it_reads_page_after_page_and_goes_on_where_it_stopped(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "PAGE", 3)
    seen: list[int] = []

    async def go() -> None:
        first = await note(home, 7)
        worker = follower(home, lambda step: seen.append(step.position))
        assert await worker.catch_up() == 7
        assert await worker.catch_up() == 0
        assert worker.position() == home.size()
        later = await note(home, 2)
        assert await follower(home, lambda step: seen.append(step.position)).catch_up() == 2
        assert seen == first + later

    asyncio.run(go())


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 1, 1, 2)], ids=["shuffled", "repeated"])
def test_a_page_out_of_order_is_not_handled(
    home: Home, monkeypatch: pytest.MonkeyPatch, order: tuple[int, ...]
) -> None:
    seen: list[int] = []
    read = home.app.event_log.lines

    async def go() -> None:
        positions = await note(home, 3)
        worker = follower(home, lambda step: seen.append(step.position))
        with monkeypatch.context() as once:
            disorder = lambda *asked: [read(*asked)[one] for one in order]  # noqa: E731 - once
            once.setattr(home.app.event_log, "lines", disorder)
            with pytest.raises(BrokenLog):
                await worker.catch_up()
        assert not seen
        assert await worker.catch_up() == 3
        assert seen == positions

    asyncio.run(go())


def test_what_is_written_meanwhile_is_for_the_next_round(home: Home) -> None:
    seen: list[int] = []

    async def go() -> None:
        first = await note(home)

        async def handled(steps: Sequence[Step[Event]]) -> None:
            seen.extend(step.position for step in steps)
            if len(seen) == 1:
                first.extend(await note(home))

        worker = Follower("noted", [Noted.TOPIC], home.app, home.house.projections.engine, handled)
        assert await worker.catch_up() == 1
        assert worker.position() < home.size()
        assert await worker.catch_up() == 1
        assert (seen, worker.position()) == (first, home.size())

    asyncio.run(go())


def test_told_to_end_it_ends_after_the_events_under_way(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "AT_ONCE", 2)
    seen: list[int] = []

    async def go() -> None:
        positions = await note(home, 5)
        worker = follower(home, lambda step: seen.append(step.position))
        assert await worker.catch_up(lambda: len(seen) == 2) == 2
        assert worker.position() == positions[1]
        assert await worker.catch_up() == 3
        assert seen == positions

    asyncio.run(go())


def test_a_refusal_is_an_answer(home: Home) -> None:
    async def go() -> None:
        worker = follower(home, fail(TooEarly(), await note(home, 3)))
        assert await worker.catch_up() == 3
        assert not worker.parked()

    asyncio.run(go())


def test_an_event_that_cannot_be_handled_is_parked_and_the_next_start_tries_it(
    home: Home,
) -> None:
    seen: list[int] = []

    async def go() -> None:
        positions = await note(home, 3)
        sick = follower(home, fail(RuntimeError(), positions[1:2]))
        for _ in range(2):
            await sick.catch_up()
            assert sick.parked() == positions[1:2]
        await follower(home, fail(RuntimeError(), positions)).catch_up()
        assert sick.parked() == positions[1:2]
        mended = follower(home, lambda step: seen.append(step.position))
        await mended.catch_up()
        assert (seen, mended.parked()) == (positions[1:2], [])

    asyncio.run(go())


def test_bytes_nobody_can_read_are_parked_and_the_others_go_on(either_home: Home) -> None:
    home, seen = either_home, list[int]()

    async def go() -> None:
        before = await note(home)
        broken = StoredEvent(ex.ORIGINAL, 1, Noted.TOPIC, b'{"v":1,"nonsense":')
        positions = home.app.event_log.insert_events([broken])
        after = await note(home)
        worker = follower(home, lambda step: seen.append(step.position))
        assert await worker.catch_up() == 3
        assert (seen, worker.parked()) == (before + after, positions)
        assert home.house.parked() == {"views": 0, "workers": 1, "city": 0}

    asyncio.run(go())


@pytest.mark.parametrize(
    "trouble",
    [
        LogUnavailable("away"),
        ChangedMeanwhile(ex.REPORT, 1, 2),
        OperationalError("SELECT 1", {}, Exception("the server is away")),
    ],
    ids=lambda one: type(one).__name__,
)
def test_trouble_of_the_database_is_tried_again_and_never_parked(
    home: Home, trouble: Exception
) -> None:
    async def go() -> None:
        positions = await note(home, 3)
        worker = follower(home, fail(trouble, positions[2:]))
        for _ in range(2):
            with pytest.raises(type(trouble)):
                await worker.catch_up()
        assert (worker.position(), worker.parked()) == (0, [])

    asyncio.run(go())


def test_of_two_the_slower_one_never_moves_the_mark_back(either_home: Home) -> None:
    home, rival = either_home, either_home.another()
    seen: dict[str, list[int]] = {"one": [], "other": []}

    async def go() -> None:
        positions = await note(home, 9)

        def reader(of: Home, name: str) -> Any:
            return follower(of, lambda step: seen[name].append(step.position), "shared")

        one, other = reader(home, "one"), reader(rival, "other")
        await asyncio.gather(one.catch_up(), other.catch_up())
        assert one.position() == other.position() == home.size()
        one._move(3)  # noqa: SLF001 - as a slower one would, later
        assert other.position() == home.size()
        for read in seen.values():
            assert [p for p in read if p in positions] in (positions, [])

    try:
        asyncio.run(go())
    finally:
        rival.close()
