"""A replica spares the primary work, and nobody sees less than they have written."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx2
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from api import elsewhere
from projections import replica as replicas
from projections.house import House
from tests.faults.city import OFFICE, at_the_door
from tests.faults.conftest import Figure
from tests.faults.errands import Errands, done
from tests.faults.postgresql.standbys import Pair, say, until
from tests.faults.server import running
from tests.sizes import times
from workers.crew import WORKERS

QUEUE = f"/v1/queues/{OFFICE}?limit=200"
ROUNDS = times(3, 10, 300)


class Ask:
    """Asks a city that reads at a replica, and counts who was asked for a queue."""

    def __init__(self, pair: Pair, house: House, client: httpx2.AsyncClient) -> None:
        assert house.replica is not None
        self.pair, self.house, self.client = pair, house, client
        self.errands = Errands(pair.elsewhere, client)
        self.asked: dict[str, int] = {"primary": 0, "replica": 0}
        self._listen("primary", house.projections.engine)
        self._listen("replica", house.replica.views.engine)

    def _listen(self, name: str, engine: Engine) -> None:
        @event.listens_for(engine, "before_cursor_execute")
        def note(*about: Any) -> None:
            self.asked[name] += "FROM queue" in about[2]

    async def get(self, login: str, path: str) -> Any:
        headers = self.pair.city.headers(login, "-")
        return done(await self.client.get(path, headers=headers))

    async def ids(self, login: str, path: str) -> set[str]:
        return {one["id"] for one in (await self.get(login, path))["items"]}

    async def project(self) -> None:
        await WORKERS["project"](self.house)()

    async def claimable(self) -> str:
        """Bring one report to the office, at the primary."""
        (report,) = await self.errands.submitted(1)
        await WORKERS["dispatch"](self.house)()
        await self.project()
        return report

    @contextmanager
    def counted(self) -> Iterator[dict[str, int]]:
        before, spent = dict(self.asked), {"primary": 0, "replica": 0}
        yield spent
        spent.update({name: self.asked[name] - before[name] for name in spent})


@asynccontextmanager
async def asking(pair: Pair) -> AsyncIterator[Ask]:
    async with at_the_door(pair.elsewhere) as (house, client):
        ask = Ask(pair, house, client)
        await ask.project()
        await asyncio.to_thread(pair.follow)
        yield ask


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was heard of the primary is asked anew each time; what failed is tried at once."""
    monkeypatch.setattr(replicas, "GLANCE_S", -1.0)
    monkeypatch.setattr(replicas, "DOWN_S", 0.3)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the standby: what views commit is on its way there half a second later."""
    monkeypatch.setattr(elsewhere, "WAIT_S", 10.0)


@contextmanager
def lagging(pair: Pair) -> Iterator[None]:
    """Let the standby receive, and show nothing of it."""
    say(pair.standby, "SELECT pg_wal_replay_pause()")
    until(lambda: say(pair.standby, "SELECT pg_get_wal_replay_pause_state()") == "paused")
    yield
    say(pair.standby, "SELECT pg_wal_replay_resume()")


@pytest.mark.usefixtures("patient")
def test_questions_go_to_a_replica_that_has_come_far_enough(pair: Pair) -> None:
    async def go() -> None:
        async with asking(pair) as ask:
            report = await ask.claimable()
            await asyncio.to_thread(pair.follow)
            with ask.counted() as spent:
                assert report in await ask.ids("crew1", QUEUE)
            assert spent["replica"] > spent["primary"] == 0
            with ask.counted() as spent:
                assert report in await ask.ids("rider1", "/v1/me/reports")
            assert spent["primary"] > spent["replica"] == 0

    asyncio.run(go())


def test_nobody_sees_less_than_they_wrote(pair: Pair, figure: Figure) -> None:
    async def go() -> None:
        async with asking(pair) as ask:
            for number in range(ROUNDS):
                with lagging(pair):
                    report = await ask.claimable()
                    position = ask.house.wiring.log.head().size
                    named = f"{QUEUE}&min_position={position}"
                    assert report in await ask.ids("crew1", named)
                    assert report in await ask.ids("rider1", "/v1/me/reports")
                    login = f"crew{2 + number % 8}"
                    done(await ask.errands.post(login, f"/v1/reports/{report}/claim"))
                    await ask.project()
                    mine = (await ask.get(login, QUEUE))["items"]
                    (claimed,) = [one for one in mine if one["id"] == report]
                    assert claimed["state"] == "claimed"

    asyncio.run(go())
    figure(f"{ROUNDS} times a replica stood still: everybody saw what they had written")


def test_what_was_written_through_another_process_is_shown_by_its_position(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but the position tells this process of it: what it knows of the primary is old."""
    monkeypatch.setattr(replicas, "GLANCE_S", 3600.0)

    async def go() -> None:
        async with asking(pair) as reader, at_the_door(pair.elsewhere) as (house, client):
            await reader.get("crew1", QUEUE)
            with lagging(pair):
                report = await Ask(pair, house, client).claimable()
                named = f"{QUEUE}&min_position={house.wiring.log.head().size}"
                assert report not in await reader.ids("crew1", QUEUE)
                assert report in await reader.ids("crew1", named)

    asyncio.run(go())


@pytest.mark.usefixtures("patient")
def test_a_replica_that_fails_is_done_without(pair: Pair) -> None:
    async def go() -> None:
        async with asking(pair) as ask:
            report = await ask.claimable()
            await asyncio.to_thread(pair.standby.stop)
            with ask.counted() as spent:
                assert report in await ask.ids("crew1", QUEUE)
            assert spent["primary"] > 0
            await asyncio.to_thread(pair.standby.start)
            await asyncio.to_thread(pair.follow)
            await asyncio.sleep(0.4)
            with ask.counted() as spent:
                assert report in await ask.ids("crew1", QUEUE)
            assert spent["replica"] > spent["primary"] == 0

    asyncio.run(go())


@pytest.mark.usefixtures("patient")
def test_a_question_that_breaks_off_at_the_replica_is_answered_by_the_primary(pair: Pair) -> None:
    async def go() -> None:
        async with asking(pair) as ask:
            report = await ask.claimable()
            await asyncio.to_thread(pair.follow)
            assert ask.house.replica is not None

            @event.listens_for(ask.house.replica.views.engine, "before_cursor_execute")
            def breaks(*about: Any) -> None:
                if "FROM queue" in about[2]:
                    raise OperationalError("conflict with recovery", None, Exception())

            with ask.counted() as spent:
                assert report in await ask.ids("crew1", QUEUE)
            assert (spent["replica"], spent["primary"] > 0) == (1, True)

    asyncio.run(go())


def test_a_process_opens_without_its_replica(pair: Pair) -> None:
    pair.standby.stop()
    try:
        with running(pair.elsewhere, "api") as server:
            answer = httpx2.get(f"{server.address}/health/ready")
            assert answer.status_code == 200
            mine = pair.city.headers("crew1", "-")
            done(httpx2.get(f"{server.address}{QUEUE}", headers=mine))
    finally:
        pair.standby.start()
