"""No process opens more connections than it may, and who finds none free is told to come back."""

import asyncio
import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from threading import Event, Thread

import psycopg
import pytest

from services import database
from tests.faults.calls import Line
from tests.faults.city import OFFICE, City, at_the_door
from tests.faults.conftest import Figure
from tests.faults.errands import Errands, done
from tests.faults.load import Load
from tests.faults.server import Server
from tests.sizes import chance, times

MOST = 4  # SUISHOUPAI_CONNECTIONS
POOLS = 3  # log, keys, views
AT_ONCE = 32
LOAD_S = times(3, 5, 60)
QUEUE = f"/v1/queues/{OFFICE}"
COUNT = (
    "SELECT application_name, count(*) FROM pg_stat_activity"
    " WHERE application_name LIKE 'suishoupai %' GROUP BY 1"
)


def with_few(city: City) -> City:
    return replace(city, more={"CONNECTIONS": str(MOST)})


def test_who_finds_no_connection_free_waits_and_is_told_to_come_back(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "POOL_SECONDS", 0.3)

    async def go() -> None:
        async with at_the_door(with_few(city)) as (house, client):
            mine = city.headers("crew1", "-")
            with ExitStack() as held:
                for _ in range(MOST):
                    held.enter_context(house.projections.engine.connect())
                problem = await client.get(QUEUE, headers=mine)
            assert (problem.status_code, problem.json()["code"]) == (503, "database-unavailable")
            assert int(problem.headers["Retry-After"]) > 0
            done(await client.get(QUEUE, headers=mine))

    asyncio.run(go())


def test_few_connections_serve_many_who_ask_at_once(city: City) -> None:
    async def go() -> None:
        async with at_the_door(with_few(city)) as (_, client):
            errands = Errands(city, client)
            reports = await errands.submitted(AT_ONCE)
            assert len(set(reports)) == AT_ONCE
            mine = city.headers("crew1", "-")
            for answer in await asyncio.gather(
                *(client.get(QUEUE, headers=mine) for _ in range(AT_ONCE))
            ):
                done(answer)

    asyncio.run(go())


def test_processes_keep_to_their_number_of_connections(
    postgresql_copies: Callable[[], City], figure: Figure
) -> None:
    city = with_few(postgresql_copies())
    most: Counter[str] = Counter()
    over = Event()

    def watch() -> None:
        with psycopg.connect(city.database, autocommit=True) as db:
            while not over.wait(0.02):
                for name, count in db.execute(COUNT):
                    most[name] = max(most[name], count)

    watching = Thread(target=watch)
    watching.start()
    with ExitStack() as held:
        held.callback(watching.join)
        held.callback(over.set)
        servers = [Server(city, word) for word in ("api", "api", "work", "work")]
        loads = []
        for server in servers:
            held.callback(server.kill)
            server.start()
        for number, server in enumerate(servers[:2]):
            loads.append(Load(city, chance("connections", number)))
            held.callback(loads[-1].end)
            loads[-1].begin(partial(Line, city, server.address))
        time.sleep(LOAD_S)
    assert len(most) >= len(servers)
    of_ours = {name: count for name, count in most.items() if name != _myself()}
    assert max(of_ours.values()) <= POOLS * MOST, most
    figure(
        f"{len(of_ours)} processes under load: at most {max(of_ours.values())} connections each, "
        f"{POOLS} x {MOST} being allowed"
    )


def _myself() -> str:
    return f"suishoupai {os.getpid()}"
