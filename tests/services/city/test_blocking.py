"""A blocked rider sends nothing in, whoever was quicker; and it costs a report no question."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from sqlalchemy import Engine, event

from domain.actor import Actor
from domain.blocking import SenderBlocked
from domain.streams import block_stream
from services.city.blocking import Offence, block, lift
from services.reporting import intake
from tests import examples as ex
from tests.houses import Home
from tests.services.city.rivals import just_before_it_is_written


async def blocked(home: Home, rider: Actor, until: datetime | None = None) -> None:
    offence = Offence(rider.id, ex.REPORT.hex, until, "made up")
    await block(home.desk, offence, home.asked(ex.OPERATOR))


async def lifted(home: Home, rider: Actor) -> None:
    await lift(home.desk, rider.id, "settled", home.asked(ex.OPERATOR))


async def confirmed(home: Home, report: UUID, photos: list[str]) -> None:
    asked = home.asked(ex.RIDER)
    await intake.corroborate(home.desk, report, photos, None, None, asked)


def test_a_blocked_rider_neither_reports_nor_confirms(home: Home) -> None:
    async def go() -> None:
        first = await home.submit(ex.NEIGHBOUR)
        mine = await home.submit(ex.RIDER)
        photos = [await home.photo(ex.RIDER)]
        await blocked(home, ex.RIDER)
        size = home.size()
        with pytest.raises(SenderBlocked):
            await home.submit(ex.RIDER, photos=photos)
        with pytest.raises(SenderBlocked):
            await confirmed(home, first, photos)
        with pytest.raises(SenderBlocked):
            await intake.add_photos(home.desk, mine, photos, home.asked(ex.RIDER))
        assert home.size() == size
        await home.submit(ex.NEIGHBOUR)

        await lifted(home, ex.RIDER)
        await home.submit(ex.RIDER)
        await confirmed(home, first, photos)

    asyncio.run(go())


def test_a_block_ends_with_its_time(home: Home) -> None:
    async def go() -> None:
        await blocked(home, ex.RIDER, home.now.at + timedelta(hours=1))
        with pytest.raises(SenderBlocked):
            await home.submit(ex.RIDER)
        home.now.wait(hours=1)
        await home.submit(ex.RIDER)

    asyncio.run(go())


def test_what_was_filed_before_the_block_is_answered_again(home: Home) -> None:
    async def go() -> None:
        asked, photos = home.asked(ex.RIDER), [await home.photo(ex.RIDER)]
        filed = await home.submit(asked=asked, photos=photos)
        await blocked(home, ex.RIDER)
        assert await home.submit(asked=asked, photos=photos) == filed

    asyncio.run(go())


def test_an_operator_who_has_listened_may_file_for_a_blocked_rider(home: Home) -> None:
    async def go() -> None:
        await blocked(home, ex.RIDER)
        photos = [await home.photo(ex.OPERATOR)]
        asked = home.asked(ex.OPERATOR)
        report = await home.submit(ex.RIDER, asked=asked, photos=photos)
        assert home.report(report).rider == ex.RIDER.id

    asyncio.run(go())


def test_a_block_that_commits_first_wins(either_home: Home) -> None:
    home, rival = either_home, either_home.another()

    async def go() -> None:
        first = await home.submit(ex.NEIGHBOUR)
        photos = [await home.photo(ex.RIDER)]
        await blocked(rival, ex.RIDER)  # this process has not heard of it yet
        with pytest.raises(SenderBlocked):
            await home.submit(ex.RIDER, photos=photos)
        await lifted(rival, ex.RIDER)

        size = home.size()
        with (
            just_before_it_is_written(home, lambda: blocked(rival, ex.RIDER)),
            pytest.raises(SenderBlocked),
        ):
            await home.submit(ex.RIDER, photos=photos)
        await lifted(rival, ex.RIDER)
        with (
            just_before_it_is_written(home, lambda: blocked(rival, ex.RIDER)),
            pytest.raises(SenderBlocked),
        ):
            await confirmed(home, first, photos)
        assert home.size() == size + 3, "two blocks and one lift, and nothing else"

        await lifted(rival, ex.RIDER)
        await home.submit(ex.RIDER, photos=photos)

    try:
        asyncio.run(go())
    finally:
        rival.close()


def test_a_rider_nobody_ever_blocked_rests_on_a_stream_that_does_not_exist(home: Home) -> None:
    """The first block begins the stream, so it fails the guard of whoever decided before it."""
    assert home.desk.unblocked(ex.RIDER) == {block_stream(ex.RIDER.id): 0}
    assert home.desk.unblocked(ex.DISPATCHER) == {}

    asyncio.run(blocked(home, ex.NEIGHBOUR))
    asyncio.run(lifted(home, ex.NEIGHBOUR))
    assert home.desk.unblocked(ex.NEIGHBOUR) == {block_stream(ex.NEIGHBOUR.id): 2}


def test_whether_a_rider_is_blocked_is_asked_of_no_database(home: Home) -> None:
    asyncio.run(blocked(home, ex.RIDER))

    with statements() as asked:
        with pytest.raises(SenderBlocked):
            home.desk.unblocked(ex.RIDER)
        home.desk.unblocked(ex.NEIGHBOUR)

    assert asked == []


def test_the_guard_costs_a_report_no_statement(home: Home) -> None:
    async def counted(guard: bool) -> list[str]:  # noqa: FBT001 - with it, or without
        photos = [await home.photo(ex.RIDER)]
        await home.submit(ex.RIDER)  # keys and caches are warm from here on
        unguarded = mock.patch.object(type(home.desk), "unblocked", return_value={})
        with statements() as asked:
            if guard:
                await home.submit(ex.RIDER, photos=photos)
            else:
                with unguarded:
                    await home.submit(ex.RIDER, photos=photos)
        return asked

    async def go() -> None:
        without, with_it = await counted(guard=False), await counted(guard=True)
        assert len(with_it) == len(without) > 0

    asyncio.run(go())


@contextmanager
def statements() -> Iterator[list[str]]:
    """Take note of every statement that any database is asked."""
    asked: list[str] = []

    def heard(*about: Any) -> None:
        asked.append(about[2])

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
