"""What was announced is remembered on either engine, however often and at once it is asked for."""

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from time import sleep

import httpx2
import obstore
import pytest

from deploy.scaled.seaweed import Seaweed
from services.commands import Command
from services.photos.bucket import Bucket
from services.photos.objects import Credentials
from services.photos.patience import PAUSE_S
from services.photos.quarantine import FOLDER, KEPT, LIFETIME, Announced, Quarantine
from services.photos.refusals import NothingArrived, PhotosBusy, StoreUnavailable, UnknownUpload
from services.photos.turns import AT_ONCE
from services.photos.uploads import SWEEP_S, DirectUploads, Link
from tests.seaweed import names_in, opened
from tests.services.photos.conftest import House
from tests.services.photos.pictures import telling

RIDER, OTHER = "a" * 32, "b" * 32
COMMAND = b"c" * 16


@pytest.fixture
def uploads(house: House, s3: Seaweed, place: Bucket) -> DirectUploads:
    house.hands.now = datetime.now(UTC)  # the store goes by it
    keys = Credentials(s3.keys.access, s3.keys.secret)
    quarantine = Quarantine(opened(s3, place, house.hands.monotonic), keys)
    return DirectUploads(house.engine, house.keys, house.vault, quarantine, house.hands.clock)


def begun(uploads: DirectUploads, data: bytes, key: str = "one") -> Link:
    announced = Announced("image/jpeg", len(data), hashlib.sha256(data).digest())
    return uploads.begin(RIDER, announced, Command.of(RIDER, "uploads", key, data))


def send(link: Link, data: bytes) -> None:
    assert httpx2.put(link.url, content=data, headers=link.headers).status_code == 200


def test_asked_at_once_it_is_one_upload(uploads: DirectUploads) -> None:
    together = Barrier(4)

    def ask(_: int) -> Link:
        together.wait()
        return begun(uploads, telling())

    with ThreadPoolExecutor(4) as pool:
        links = list(pool.map(ask, range(4)))

    assert len({link.upload for link in links}) == 1


def test_what_was_sent_is_taken_in_once_and_leaves_quarantine(
    uploads: DirectUploads, house: House, s3: Seaweed, place: Bucket
) -> None:
    data = telling()
    link = begun(uploads, data)
    with pytest.raises(NothingArrived):
        asyncio.run(uploads.complete(link.upload, RIDER, COMMAND))
    send(link, data)
    with pytest.raises(UnknownUpload):
        asyncio.run(uploads.complete(link.upload, OTHER, COMMAND))

    async def at_once() -> set[str]:
        complete = uploads.complete
        both = (complete(link.upload, RIDER, COMMAND) for _ in range(2))
        return {stored.id for stored in await asyncio.gather(*both)}

    (photo,) = asyncio.run(at_once())

    assert begun(uploads, data).photo == photo
    assert names_in(s3, place) == []
    house.vault.destroy(photo)
    with pytest.raises(UnknownUpload):
        asyncio.run(uploads.complete(link.upload, RIDER, COMMAND))


@pytest.mark.parametrize("name", ["\0", "\0" * 32, "", "a" * 31, "A" * 32, "a" * 10_000])
def test_what_is_no_name_of_an_upload_is_unknown(uploads: DirectUploads, name: str) -> None:
    with pytest.raises(UnknownUpload):
        asyncio.run(uploads.complete(name, RIDER, COMMAND))


def test_nobody_fills_quarantine_alone_and_time_empties_it(
    uploads: DirectUploads, house: House
) -> None:
    data = telling()
    links = [begun(uploads, data, f"{number}") for number in range(AT_ONCE)]
    send(links[0], data)
    with pytest.raises(PhotosBusy):
        begun(uploads, data, "one more")

    house.hands.now += KEPT * 2

    assert uploads.sweep() == 1
    assert begun(uploads, data, "one more").photo is None


def test_what_is_old_is_found_behind_all_that_is_new(s3: Seaweed, place: Bucket) -> None:
    blobs = opened(s3, place)
    quarantine = Quarantine(blobs, Credentials(s3.keys.access, s3.keys.secret))
    for name in ("last", "put/here/by hand"):
        obstore.put(blobs.store, f"{FOLDER}/{name}", b"old")
    between = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
    while datetime.now(UTC) < between:  # a store tells the time by the second
        sleep(0.05)
    for number in range(60):
        obstore.put(blobs.store, f"{FOLDER}/{number:02}", b"new")

    assert quarantine.old(between) == ["last", "put/here/by hand"]
    for name in quarantine.old(between):
        quarantine.remove(name)
    assert quarantine.old(between) == []


def test_a_store_that_dies_before_the_completion_loses_nothing(
    uploads: DirectUploads, house: House, s3: Seaweed
) -> None:
    data = telling()
    link = begun(uploads, data)
    send(link, data)
    s3.kill()
    with pytest.raises(StoreUnavailable):
        asyncio.run(uploads.complete(link.upload, RIDER, COMMAND))
    s3.start()
    house.hands.seconds += PAUSE_S

    assert asyncio.run(uploads.complete(link.upload, RIDER, COMMAND)).uploader == RIDER


def test_a_process_sweeps_after_the_newest_link_of_its_own(
    uploads: DirectUploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = 0.0
    monkeypatch.setattr("services.photos.uploads.SWEEP_S", 0.05)

    async def life() -> None:
        nonlocal newest
        loop, done = asyncio.get_running_loop(), asyncio.Event()

        def sweep() -> None:
            if loop.time() >= newest + 0.05:
                loop.call_soon_threadsafe(done.set)

        monkeypatch.setattr(uploads, "sweep", sweep)
        uploads.sweep_later()
        await asyncio.sleep(0.03)
        newest = loop.time()
        uploads.sweep_later()
        await asyncio.wait_for(done.wait(), 60)

    asyncio.run(life())


def test_who_asks_many_times_at_once_gets_no_more_than_one_report_needs(
    uploads: DirectUploads,
) -> None:
    together = Barrier(2 * AT_ONCE)

    def ask(number: int) -> bool:
        together.wait()
        try:
            begun(uploads, telling(), f"key {number}")
        except PhotosBusy:
            return False
        return True

    with ThreadPoolExecutor(2 * AT_ONCE) as pool:
        granted = list(pool.map(ask, range(2 * AT_ONCE)))

    assert sum(granted) == AT_ONCE


def test_the_sweep_comes_after_whatever_the_newest_link_brought() -> None:
    assert (LIFETIME + KEPT).total_seconds() < SWEEP_S
