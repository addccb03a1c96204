"""Nobody keeps the decoders for themselves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from services.photos.refusals import PhotosBusy
from services.photos.turns import AT_ONCE, Turns
from tests.services.photos.conftest import House
from tests.services.photos.pictures import jpeg, scene

RIDER, OTHER = "a" * 32, "b" * 32


async def trickling(end: asyncio.Event) -> AsyncIterator[bytes]:
    yield b"\xff\xd8"
    await end.wait()


async def at_once(data: bytes) -> AsyncIterator[bytes]:
    yield data


def test_one_account_sends_so_many_at_a_time_and_others_as_before(small_house: House) -> None:
    store = small_house.vault.store

    async def crowd() -> None:
        end = asyncio.Event()
        slow = [asyncio.create_task(store(trickling(end), RIDER)) for _ in range(AT_ONCE)]
        await asyncio.sleep(0)
        with pytest.raises(PhotosBusy):
            await store(at_once(jpeg(scene())), RIDER)
        await store(at_once(jpeg(scene())), OTHER)
        end.set()
        await asyncio.gather(*slow, return_exceptions=True)
        await store(at_once(jpeg(scene())), RIDER)

    asyncio.run(crowd())


def test_what_failed_is_counted_no_more() -> None:
    turns = Turns()
    for _ in range(AT_ONCE + 1):
        with suppress(ValueError), turns.one(RIDER):
            raise ValueError
    with turns.one(RIDER):
        assert turns._under_way == {RIDER: 1}  # noqa: SLF001 - nothing outside shows the count
    assert not turns._under_way  # noqa: SLF001
