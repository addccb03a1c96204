"""Where there is no room for the log or a photograph, the caller is told, and may ask again."""

import asyncio
import errno
import os
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from projections.house import House
from services.eventlog.sqlite import SqliteConversation
from tests.faults.city import PRICE, City, at_the_door
from tests.faults.errands import Errands, done
from tests.faults.pictures import picture
from tests.faults.test_redemptions import give

Ask = Callable[[], Awaitable[httpx2.Response]]


@dataclass
class Day:
    """A house at work, and one wish of each kind that is about to be made."""

    house: House
    errands: Errands
    wishes: dict[str, Ask]


@asynccontextmanager
async def day(city: City) -> AsyncIterator[Day]:
    """Bring everything to where the next step of each kind can be asked for."""
    async with at_the_door(city) as (house, client):
        errands = Errands(city, client)
        waiting, held = await errands.dispatched(2)
        done(await errands.post("crew1", f"/v1/reports/{held}/claim"))
        mended = {"outcome": "cleaned", "photos": [await errands.photo("crew1")]}
        found = errands.submission(await errands.photo("rider1"))
        await give(house.wiring.desk, city.people["rider1"], PRICE)
        post, key = errands.post, "wish"
        wishes: dict[str, Ask] = {
            "submit": lambda: post("rider1", "/v1/reports", found, key),
            "claim": lambda: post("crew1", f"/v1/reports/{waiting}/claim", {}, key),
            "resolve": lambda: post("crew1", f"/v1/reports/{held}/resolve", mended, key),
            "redeem": lambda: post("rider1", "/v1/rewards/many/redeem", {}, key),
        }
        yield Day(house, errands, wishes)


def test_a_log_without_room_says_so_and_recovers(
    sqlite_copies: Callable[[], City], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def life() -> None:
        async with day(sqlite_copies()) as now:
            log, errands = now.house.wiring.log, now.errands
            size = log.head().size
            with monkeypatch.context() as patch:
                patch.setattr(SqliteConversation, "say", full)
                for ask in now.wishes.values():
                    problem = await ask()
                    refused(problem, 507, "storage-full")
                    assert int(problem.headers["Retry-After"]) > 0
                mine = errands.city.headers("rider1", "-")
                done(await errands.client.get("/v1/me/reports", headers=mine))
            assert log.head().size == size
            for ask in now.wishes.values():
                done(await ask())

    asyncio.run(life())


def test_a_photograph_without_room_leaves_nothing_behind(
    sqlite_copies: Callable[[], City], monkeypatch: pytest.MonkeyPatch
) -> None:
    city = sqlite_copies()

    async def life() -> None:
        async with at_the_door(city) as (house, client):
            errands, image = Errands(city, client), picture()
            folder = house.wiring.settings.photos
            assert isinstance(folder, Path)
            before = files(folder)
            with monkeypatch.context() as patch:
                patch.setattr(os, "fsync", no_room)
                refused(await errands.upload("rider1", image), 507, "storage-full")
            assert files(folder) == before
            assert done(await errands.upload("rider1", image))["id"]
            assert len(files(folder)) == len(before) + 3  # large, small, and as it was sent

    asyncio.run(life())


def full(_: SqliteConversation, db: sqlite3.Connection, statement: str, *values: object) -> Any:
    """Let nothing be added any more, as SQLite says it."""
    if statement.startswith("INSERT"):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error
    return db.execute(statement, values)


def no_room(_: int) -> None:
    """Fail as a full disk does."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def files(folder: Path) -> list[Path]:
    """List every file, also those that are hidden."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def refused(answer: httpx2.Response, status: int, code: str) -> None:
    """Take a problem document that must be this one."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    assert (answer.status_code, answer.json()["code"]) == (status, code)
