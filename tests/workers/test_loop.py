"""How a worker lives: it rests, is woken, outlives its failures, and ends when told."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any
from unittest import mock

from structlog.testing import capture_logs

from services.reporting import handling
from tests import examples as ex
from tests.houses import Home
from workers.loop import Told, never, run

FOR_EVER = 60.0


class Rounds:
    """A worker that counts its rounds, and does in each what the test says."""

    def __init__(self, act: Callable[[int], Any] = lambda _: None) -> None:
        self.count = 0
        self.begun = asyncio.Event()
        self._act = act

    async def catch_up(self, told: Told = never) -> int:
        self.count += 1
        self.begun.set()
        outcome = self._act(self.count)
        if outcome is not None:
            await outcome
        return int(told())

    async def reached(self, count: int) -> None:
        async with asyncio.timeout(10):
            while self.count < count:
                self.begun.clear()
                await self.begun.wait()


def living(home: Home, rounds: Rounds, stop: asyncio.Event, rest: float) -> asyncio.Task[None]:
    return asyncio.create_task(run("w", rounds.catch_up, home.app.event_log, stop, rest))


async def ended(task: asyncio.Task[None], stop: asyncio.Event) -> float:
    """Tell it to stop; answer how long that took."""
    start = monotonic()
    stop.set()
    await asyncio.wait_for(task, 10)
    return monotonic() - start


def test_it_is_woken_when_the_log_grows_and_told_to_end_in_its_rest(home: Home) -> None:
    async def go() -> None:
        rounds, stop = Rounds(), asyncio.Event()
        task = living(home, rounds, stop, FOR_EVER)
        await rounds.reached(1)
        report = await home.claimed()
        await rounds.reached(2)
        seen = rounds.count
        await handling.note(home.desk, report, "x", home.asked(ex.DISPATCHER))
        await rounds.reached(seen + 1)
        assert await ended(task, stop) < 5

    asyncio.run(go())


def test_it_looks_even_where_nobody_wakes_it(home: Home) -> None:
    async def go() -> None:
        rounds, stop = Rounds(), asyncio.Event()
        task = living(home, rounds, stop, 0.01)
        await rounds.reached(5)
        await ended(task, stop)

    asyncio.run(go())


def test_a_failure_is_told_and_tried_again_ever_more_slowly(home: Home) -> None:
    pauses: list[float] = []
    real = asyncio.wait

    async def quickly(waiting: Any, **how: Any) -> Any:
        pauses.append(how["timeout"])
        return await real(waiting, **how | {"timeout": 0.001})

    def act(number: int) -> None:
        if number not in (8, 9):
            raise OSError("the disk is away")

    async def go() -> None:
        rounds, stop = Rounds(act), asyncio.Event()
        with capture_logs() as told, mock.patch("workers.loop.asyncio.wait", quickly):
            task = living(home, rounds, stop, 1.0)
            await rounds.reached(11)
            await ended(task, stop)
        failures = [one for one in told if one["event"] == "worker failed"]
        assert (failures[0]["worker"], failures[0]["error"]) == ("w", "OSError")

    asyncio.run(go())
    assert pauses[:7] == [2, 4, 8, 16, 30, 30, 30]
    assert pauses[7:10] == [1, 1, 2], "once it is well again, it is quick again"


def test_told_to_end_while_it_is_broken_it_ends_at_once(home: Home) -> None:
    def act(_: int) -> None:
        raise OSError("the disk is away")

    async def go() -> None:
        rounds, stop = Rounds(act), asyncio.Event()
        with capture_logs():
            task = living(home, rounds, stop, FOR_EVER)
            await rounds.reached(1)
            assert await ended(task, stop) < 5

    asyncio.run(go())


def test_what_was_under_way_is_ended_in_order(home: Home) -> None:
    async def go() -> None:
        gate, stop = asyncio.Event(), asyncio.Event()
        rounds = Rounds(lambda _: gate.wait())
        task = living(home, rounds, stop, FOR_EVER)
        await rounds.reached(1)
        stop.set()
        await asyncio.sleep(0)
        assert not task.done()
        gate.set()
        await ended(task, stop)
        assert rounds.count == 1

    asyncio.run(go())


def test_the_log_forgets_a_worker_that_ended(home: Home) -> None:
    async def go() -> None:
        rounds, stop = Rounds(), asyncio.Event()
        task = living(home, rounds, stop, FOR_EVER)
        await rounds.reached(1)
        await ended(task, stop)

    asyncio.run(go())
    asyncio.run(home.claimed())  # its loop is closed by now: nobody may try to wake it
