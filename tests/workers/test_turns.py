"""Crews take turns at a work: one does it, another waits, and nobody does it twice."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from services.database import open_engine
from services.leases import Lease, LeaseLost, Leases, prepare_leases
from tests.houses import Home
from tests.workers.test_crew import until
from workers.crew import LOADS, WORKERS, crew
from workers.turns import turns

PATIENCE_S = 20


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = open_engine(f"sqlite:///{tmp_path / 'views.db'}", durable=False)
    prepare_leases(made)
    yield made
    made.dispose()


@dataclass
class Hands:
    """Somebody who does the work, and notes when it begins and ends."""

    leases: Leases
    busy: asyncio.Event = field(default_factory=asyncio.Event)
    begun: int = 0

    async def work(self, _: Lease, over: asyncio.Event) -> None:
        self.begun += 1
        self.busy.set()
        await over.wait()
        self.busy.clear()

    def live(self, stop: asyncio.Event) -> asyncio.Task[None]:
        return asyncio.create_task(turns(self.leases, "project", self.work, stop, LOADS))


def test_the_next_one_begins_when_the_first_one_ends(engine: Engine) -> None:
    async def go() -> None:
        one, other = Hands(Leases(engine, "one")), Hands(Leases(engine, "other"))
        stop, later = asyncio.Event(), asyncio.Event()
        first = one.live(stop)
        await asyncio.wait_for(one.busy.wait(), PATIENCE_S)
        second = other.live(later)
        await asyncio.sleep(0.1)
        assert not other.busy.is_set()
        stop.set()
        await asyncio.wait_for(other.busy.wait(), PATIENCE_S)
        assert not one.busy.is_set()
        later.set()
        await asyncio.wait_for(asyncio.gather(first, second), PATIENCE_S)
        assert (one.begun, other.begun) == (1, 1)

    asyncio.run(go())


def test_who_was_replaced_is_told_so(engine: Engine) -> None:
    async def go() -> None:
        one, stop = Hands(Leases(engine, "one")), asyncio.Event()
        life = one.live(stop)
        await asyncio.wait_for(one.busy.wait(), PATIENCE_S)
        other = Leases(engine, "other", term=1e-6)  # to it every other lease has lapsed
        assert other.take("project")
        await until(lambda: one.begun == 2)  # it stopped, and the other's lapsed in turn
        stop.set()
        await asyncio.wait_for(life, PATIENCE_S)

    asyncio.run(go())


def test_a_turn_that_breaks_off_is_not_the_last(engine: Engine) -> None:
    troubles = [OperationalError("", None, Exception()), LeaseLost("project")]
    turn: list[int] = []

    async def work(lease: Lease, over: asyncio.Event) -> None:
        turn.append(lease.token)
        if troubles:
            raise troubles.pop()
        await over.wait()

    async def go() -> None:
        stop = asyncio.Event()
        life = asyncio.create_task(turns(Leases(engine, "one"), "project", work, stop, LOADS))
        await until(lambda: len(turn) == 3)
        stop.set()
        await asyncio.wait_for(life, PATIENCE_S)

    with capture_logs() as told:
        asyncio.run(go())
    assert turn == [1, 2, 3]
    said = [one["event"] for one in told if one["event"] != "work taken"]
    assert said == ["work lost", "work broken off"]


def test_a_flaw_ends_the_crew_and_frees_the_work(engine: Engine) -> None:
    async def work(_: Lease, over: asyncio.Event) -> None:
        raise ValueError(over)

    async def go() -> None:
        with pytest.raises(ValueError, match="Event"):
            await turns(Leases(engine, "one"), "project", work, asyncio.Event(), LOADS)

    asyncio.run(go())
    assert Leases(engine, "other").take("project")


def test_a_work_ends_when_nobody_can_renew_its_lease(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unforeseen(*_: object) -> bool:
        raise RuntimeError("can't start new thread")

    async def go() -> None:
        one, stop = Hands(Leases(engine, "one")), asyncio.Event()
        living = one.live(stop)
        await asyncio.wait_for(one.busy.wait(), PATIENCE_S)
        monkeypatch.setattr(Leases, "renew", unforeseen)
        await until(lambda: one.begun > 1)  # the turn ends, and whoever can takes the next
        stop.set()
        await asyncio.wait_for(living, PATIENCE_S)

    with capture_logs() as told:
        asyncio.run(asyncio.wait_for(go(), PATIENCE_S))
    assert "work not kept" in {one["event"] for one in told}


def test_a_work_is_passed_on_to_who_has_less_to_do(engine: Engine) -> None:
    async def go() -> None:
        one, other = Hands(Leases(engine, "one")), Hands(Leases(engine, "other"))
        busy = Leases(engine, "one").take("inspect")
        stop = asyncio.Event()
        first = one.live(stop)
        await asyncio.wait_for(one.busy.wait(), PATIENCE_S)
        second = other.live(stop)
        await asyncio.wait_for(other.busy.wait(), PATIENCE_S)
        assert not one.busy.is_set()
        stop.set()
        await asyncio.wait_for(asyncio.gather(first, second), PATIENCE_S)
        assert busy
        assert (one.begun, other.begun) == (1, 1)

    asyncio.run(go())


def test_every_worker_weighs_something() -> None:
    assert LOADS.keys() == WORKERS.keys()


def test_two_crews_share_a_house_and_leave_no_lease_behind(home: Home) -> None:
    async def go() -> None:
        stop = asyncio.Event()
        crews = [asyncio.create_task(crew(home.house, WORKERS, stop)) for _ in range(2)]
        report = await home.submit()
        await until(lambda: home.report(report).accepted and home.wallet().pending == 10)
        await until(lambda: home.house.worked() == dict.fromkeys(sorted(WORKERS), True))
        stop.set()
        await asyncio.wait_for(asyncio.gather(*crews), PATIENCE_S)
        assert home.house.worked() == dict.fromkeys(sorted(WORKERS), False)

    asyncio.run(go())
