"""Photographs that nobody used are destroyed, and none that anything names."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from services.photos.cipher import Part
from services.photos.refusals import UnknownPhoto
from services.photos.tables import photo
from services.photos.unused import GRACE_S, NOBODY, Unused
from tests import examples as ex
from tests.conftest import FreshDatabase
from tests.houses import Home, home_in, new_picture

DAYS = timedelta(days=7)


@pytest.fixture
def either(fresh_database: FreshDatabase, tmp_path: Path) -> Iterator[Home]:
    """A small city on each engine."""
    with home_in(tmp_path, {"DATABASE": fresh_database(), "KEYS": fresh_database()}) as home:
        yield home


def sweep(home: Home, wait: Callable[[float], None] = lambda _: None) -> int:
    wiring = home.house.wiring
    return Unused(wiring.vault, wiring.log, wait).sweep(long_ago(home))


def long_ago(home: Home) -> datetime:
    return home.now.at - DAYS


def senders(home: Home) -> dict[str, str]:
    with home.house.wiring.vault.shelf.engine.connect() as db:
        return {row.id: row.uploader for row in db.execute(select(photo.c.id, photo.c.uploader))}


def test_what_nobody_used_for_days_is_destroyed(either: Home) -> None:
    home = either
    loose = asyncio.run(home.photo(ex.RIDER))
    home.now.wait(days=8)
    fresh = asyncio.run(home.photo(ex.RIDER))

    assert (sweep(home), sweep(home)) == (1, 0)

    assert list(senders(home)) == [fresh]
    with pytest.raises(UnknownPhoto):
        home.desk.vault.open(loose, Part.LARGE)
    assert len(list(home.desk.vault.blobs.walk())) == 3


def test_evidence_stays_whether_it_was_inspected_or_not(either: Home) -> None:
    home = either

    async def life() -> None:
        await home.submit()
        await home.work("inspect")
        await home.submit()

    asyncio.run(life())
    before = senders(home)
    home.now.wait(days=8)

    assert sweep(home) == 0
    assert senders(home) == before
    assert len(before) == 2


def test_a_report_that_is_sent_in_meanwhile_keeps_its_photograph(home: Home) -> None:
    """It had looked at the photograph before that was taken from its sender."""
    used, unused = asyncio.run(two(home))
    home.now.wait(days=8)
    waited = []

    def meanwhile(seconds: float) -> None:
        waited.append(seconds)
        assert set(senders(home).values()) == {NOBODY}
        with pytest.raises(UnknownPhoto):  # too late for this one
            asyncio.run(home.submit(photos=[unused]))
        give_back(home, used)
        asyncio.run(home.submit(photos=[used]))
        take(home, used)

    assert sweep(home, meanwhile) == 1
    assert waited == [GRACE_S]
    assert senders(home) == {used: ex.RIDER.id}


def test_what_a_killed_sweep_had_taken_is_given_back_or_destroyed_by_the_next(home: Home) -> None:
    used, unused = asyncio.run(two(home))
    asyncio.run(home.submit(photos=[used]))
    home.now.wait(days=8)

    def killed(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(home, killed)
    assert senders(home) == dict.fromkeys((used, unused), NOBODY)

    assert sweep(home) == 1
    assert senders(home) == {used: ex.RIDER.id}


def test_the_same_bytes_sent_again_meanwhile_are_another_photograph(home: Home) -> None:
    picture = new_picture()
    first = asyncio.run(home.photo(ex.RIDER, picture))
    asyncio.run(home.submit(photos=[first]))
    home.now.wait(days=8)

    def meanwhile(_: float) -> None:
        asyncio.run(home.photo(ex.RIDER, picture))

    assert sweep(home, meanwhile) == 0
    assert sorted(senders(home).values()) == sorted([NOBODY, ex.RIDER.id])
    asyncio.run(home.work("inspect"))
    assert home.desk.vault.evidence_of(first)


async def two(home: Home) -> tuple[str, str]:
    return await home.photo(ex.RIDER), await home.photo(ex.RIDER)


def give_back(home: Home, one: str) -> None:
    owner(home, one, ex.RIDER.id)


def take(home: Home, one: str) -> None:
    owner(home, one, NOBODY)


def owner(home: Home, one: str, who: str) -> None:
    with home.house.wiring.vault.shelf.engine.begin() as db:
        db.execute(photo.update().where(photo.c.id == one).values(uploader=who))
