"""A photographs' store that dies under riders: told at once, nothing half recorded, one of each."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import httpx2
import pytest

from deploy.scaled.seaweed import Seaweed
from projections.house import House
from services.photos import objects
from services.photos.bucket import Bucket
from services.photos.cipher import Part
from services.photos.patience import PAUSE_S
from tests import seaweed
from tests.faults.city import City, at_the_door
from tests.faults.conftest import Figure
from tests.faults.errands import Errands, done
from tests.faults.pictures import picture
from tests.sizes import chance, times

ROUNDS = times(1, 1, 40)
RIDERS = 8
AFTERWARDS = 20


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seaweed]:
    """A server of its own: others go on with theirs."""
    with seaweed.running(tmp_path_factory.mktemp("store")) as server:
        yield server


@pytest.fixture
def place(store: Seaweed) -> Bucket:
    return seaweed.another_place(store)


@pytest.fixture
def kept_away(sqlite_copies: Callable[[], City], store: Seaweed, place: Bucket) -> City:
    """A city whose photographs lie in that store."""
    return moved(sqlite_copies(), store, place)


def moved(city: City, store: Seaweed, place: Bucket) -> City:
    keys = {"PHOTOS_ACCESS_KEY": store.keys.access, "PHOTOS_SECRET_KEY": store.keys.secret}
    return replace(city, more={"PHOTOS": seaweed.url_of(place), **keys})


def test_riders_who_send_while_the_store_is_killed_lose_nothing(
    city: City, store: Seaweed, place: Bucket, figure: Figure
) -> None:
    told: list[int] = []
    kept_away = moved(city, store, place)

    async def life() -> None:
        async with at_the_door(kept_away) as (house, client):
            errands = Errands(kept_away, client)
            for number in range(ROUNDS):
                await round_of(number, house, errands)
            assert_whole(house, store, place)

    async def round_of(number: int, house: House, errands: Errands) -> None:
        images = {f"rider{one}": picture() for one in range(1, RIDERS + 1)}
        sent = {who: done(await errands.upload(who, picture()))["id"] for who in images}
        wait = chance("store", number).uniform(0.0, 0.6)
        sending = [
            asyncio.ensure_future(errands.upload(who, image)) for who, image in images.items()
        ]
        await asyncio.sleep(wait)
        await asyncio.to_thread(store.kill)
        answers = [await answer for answer in sending]
        while all(answer.is_success for answer in answers):  # all were faster: one comes too late
            answers.append(await errands.upload("rider1", picture()))
        for answer in answers:
            if not answer.is_success:
                told.append(answer.status_code)
                refused(answer)
        await assert_the_rest_goes_on(errands, sent)
        await asyncio.to_thread(store.start)
        await asyncio.sleep(PAUSE_S)
        for who, image in images.items():
            first = done(await errands.upload(who, image))
            again = done(await errands.upload(who, image))
            assert first == again
            house.wiring.vault.open(first["id"], Part.LARGE)
            found = await errands.post(who, "/v1/reports", errands.submission(first["id"]))
            assert found.status_code == 201, found.text

    asyncio.run(life())
    figure(
        f"{ROUNDS} kills under {RIDERS} uploads each: {len(told)} answered 503, 0 lost, 0 torn; "
        f"{ROUNDS * RIDERS} reports taken meanwhile"
    )


async def assert_the_rest_goes_on(errands: Errands, sent: dict[str, str]) -> None:
    """No process is unready for want of photographs; those sent before are reported with."""
    ready = await errands.client.get("/health/ready")
    assert (ready.status_code, ready.json()["photos"]) == (200, False), ready.text
    answer = await errands.client.get("/v1/categories")
    assert answer.status_code == 200
    for who, photo in sent.items():
        found = await errands.post(who, "/v1/reports", errands.submission(photo))
        assert found.status_code == 201, found.text


def assert_whole(house: House, store: Seaweed, place: Bucket) -> None:
    """Every photograph on the shelf opens; what else lies in the store belongs to none."""
    photos = [row.id for row in shelved(house)]
    assert photos
    for photo in photos:
        for part in Part:
            house.wiring.vault.open(photo, part)
    named = {getattr(row, part.value) for row in shelved(house) for part in Part}
    lying = {name.rpartition("/")[2] for name in seaweed.names_in(store, place)}
    assert named <= lying


def shelved(house: House) -> list[Any]:
    return list(house.wiring.vault.shelf.page("", 10_000))


def refused(answer: httpx2.Response) -> None:
    """It says so, when to come back, and nothing of the store."""
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (503, "photo-store-unavailable"), answer.text
    assert int(answer.headers["Retry-After"]) > 0
    assert "127.0.0.1" not in answer.text


def test_a_store_that_swallows_everything_holds_nobody_up(kept_away: City, figure: Figure) -> None:
    """A listener that answers nothing: an upload ends, and few others even ask."""
    asked = 0

    async def life() -> None:
        async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal asked
            asked += 1
            await reader.read()
            writer.close()

        hole = await asyncio.start_server(swallow, "127.0.0.1", 0)
        port = hole.sockets[0].getsockname()[1]
        url = f"s3://photos?endpoint=http://127.0.0.1:{port}"
        city = replace(kept_away, more={**kept_away.more, "PHOTOS": url})
        async with hole, at_the_door(city) as (_, client):
            errands = Errands(city, client)
            first = asyncio.ensure_future(errands.upload("rider1", picture()))
            await asyncio.sleep(0.3)
            ready = await errands.client.get("/health/live")
            assert ready.status_code == 200
            refused(await first)
            tried = asked
            for _ in range(AFTERWARDS):
                refused(await errands.upload("rider2", picture()))
            assert asked - tried < AFTERWARDS  # the others were refused without asking
        figure(f"{AFTERWARDS} uploads behind one that timed out: {asked - tried} asked the store")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(objects, "open_store", partial(objects.open_store, seconds=1.0))
        asyncio.run(life())


def test_a_photograph_that_is_gone_or_altered_is_an_alarm_and_no_other_is_hurt(
    kept_away: City, store: Seaweed, place: Bucket
) -> None:
    async def life() -> None:
        async with at_the_door(kept_away) as (house, client):
            errands = Errands(kept_away, client)
            gone, altered, whole = [await errands.photo("rider1") for _ in range(3)]
            rows = {row.id: row for row in shelved(house)}
            other = seaweed.second_opinion(store)
            for photo, how in ((gone, other.delete_object), (altered, other.put_object)):
                digest = rows[photo].small
                key = place.key(f"{digest[:2]}/{digest}")
                more = {"Body": b"altered"} if photo == altered else {}
                how(Bucket=place.name, Key=key, **more)
            for photo, status in ((gone, 500), (altered, 500), (whole, 200)):
                headers = kept_away.headers("rider1", "look")
                answer = await client.get(f"/v1/photos/{photo}/small", headers=headers)
                assert answer.status_code == status

    asyncio.run(life())
