"""A database that is locked, or has no connection left, is said to be busy; then all goes on."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partialmethod
from itertools import cycle
from typing import Any

import httpx2
import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine, create_engine, make_url

from api import visit
from services import database
from services.eventlog.recorder import EventLog
from tests.faults.city import City
from tests.faults.conftest import Figure
from tests.faults.drought import exhausted
from tests.faults.judging import caught_up, everything, verdict, whole
from tests.faults.wishes.all_of_them import wishes
from tests.faults.wishes.intake import REPORT
from tests.faults.wishes.stage import Stage, on_stage
from tests.faults.wishes.wish import Wish
from tests.sizes import times

TIMES = times(2, 3, 200)  # of each pressure, on each engine
SHORT_S = 0.05  # as long as anybody waits for a lock
PATIENCE_S = 0.3  # as long as a caller waits for a write, or a question for a connection
ASKED = (
    "POST /v1/reports",
    f"{REPORT}/claim",
    f"{REPORT}/resolve",
    "POST /v1/rewards/{reward}/redeem",
)
Press = Callable[[], AbstractContextManager[None]]


def test_a_lock_that_lasts_too_long_is_not_waited_for(
    city: City, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", SHORT_S)
    if city.database:
        name = Identifier(make_url(city.database).database or "")
        with psycopg.connect(city.database, autocommit=True) as db:
            limit = f"{int(SHORT_S * 1000)}ms"
            db.execute(SQL("ALTER DATABASE {} SET lock_timeout = {}").format(name, limit))
    told = asyncio.run(pressed(city, lambda: locked(city)))
    assert set(told) == {"503 log-unavailable"}
    figure(f"locked {TIMES} times; {said(told)}; each done once afterwards; verify clean")


def test_a_caller_does_not_wait_for_ever_while_the_write_goes_on(
    city: City, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def press() -> Iterator[None]:
        with locked(city), impatient(monkeypatch):
            yield

    told = asyncio.run(pressed(city, press))
    assert set(told) == {"503 write-timed-out"}
    figure(f"locked {TIMES} times; {said(told)}; each done once afterwards; verify clean")


def test_a_question_without_a_connection_is_sent_away(
    city: City, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines: list[Engine] = []

    def created(*names: Any, **options: Any) -> Engine:
        engine = create_engine(*names, **options)
        monkeypatch.setattr(engine.pool, "_timeout", PATIENCE_S)
        engines.append(engine)
        return engine

    monkeypatch.setattr(database, "create_engine", created)
    monkeypatch.setattr(EventLog, "__init__", partialmethod(EventLog.__init__, patience=(0.0,)))
    turns = cycle(range(2))  # of the log and of the keys; a command asks the views for nothing
    told = asyncio.run(pressed(city, lambda: exhausted(engines[next(turns)])))
    sent_away = told.total() - told["granted"]  # what needs neither database is granted
    assert set(told) <= {"503 database-unavailable", "503 log-unavailable", "granted"}
    assert sent_away >= TIMES
    figure(f"no connection left {TIMES} times; {said(told)}; each done once afterwards")


async def pressed(city: City, press: Press) -> Counter[str]:
    """Ask under pressure, and again without; answer what people were told."""
    told: Counter[str] = Counter()
    async with on_stage(city) as stage:
        for _ in range(TIMES):
            prepared = [await wishes()[name](stage) for name in ASKED]
            size = stage.house.wiring.log.head().size
            with press():
                answers = await asyncio.gather(*(one.ask(stage.client) for one in prepared))
            told.update(code(answer) for answer in answers)
            for wish in prepared:
                await granted_once(stage, wish)
            assert (
                stage.house.wiring.log.head().size == size + len(ASKED) + 1
            )  # two of a redemption
        await caught_up(stage.house)
        whole(stage.house, everything(stage.house))
        ready = await stage.client.get("/health/ready")
        assert ready.status_code == 200, ready.text
    assert verdict(city)["clean"]
    return told


async def granted_once(stage: Stage, wish: Wish) -> None:
    """The same wish is granted now, and means the same again."""
    first, again = await wish.ask(stage.client), await wish.ask(stage.client)
    assert first.is_success, first.text
    assert first.json() == again.json()
    assert stage.house.wiring.log.command(wish.command)


@contextmanager
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let callers wait for a moment only."""
    with monkeypatch.context() as patch:
        patch.setattr(visit, "PATIENCE_S", PATIENCE_S)
        yield


@contextmanager
def locked(city: City) -> Iterator[None]:
    """Hold the lock that every append needs."""
    if city.database:
        with psycopg.connect(city.database) as holder:
            holder.execute("SELECT size FROM log_head FOR UPDATE")
            yield
            holder.rollback()
        return
    db = sqlite3.connect(city.folder / "log.db", isolation_level=None)
    try:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("ROLLBACK")
    finally:
        db.close()


def code(answer: httpx2.Response) -> str:
    """Name what somebody is told."""
    return "granted" if answer.is_success else f"{answer.status_code} {answer.json()['code']}"


def said(told: Counter[str]) -> str:
    """List what people were told, and how often."""
    return ", ".join(f"{often} times {what}" for what, often in told.most_common())
