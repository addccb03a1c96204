"""Whose log it is, under which clock and key; and that nothing outlives the closing."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.clock import system_clock
from services.eventlog.errors import TenantMismatch
from services.kek import WrongKeyEncryptionKey
from services.settings import Settings
from services.wiring import ClockRefused, found_city, open_wiring
from tests.conftest import FreshDatabase
from tests.houses import Now, jpeg, settings_in
from tests.services.photos.pictures import scene


def settings(folder: Path, fresh: FreshDatabase, **more: str) -> Settings:
    return settings_in(folder, {"DATABASE": fresh(), "KEYS": fresh(), **more})


def founded(given: Settings, *, demo: bool) -> None:
    wiring = open_wiring(given)
    try:
        asyncio.run(found_city(wiring, demo=demo))
        asyncio.run(found_city(wiring, demo=demo))  # again is no news
        assert wiring.log.max_notification_id() == 1
        assert wiring.book.demo is demo
    finally:
        wiring.close()


def test_only_a_demo_runs_under_another_clock(
    tmp_path: Path, fresh_database: FreshDatabase
) -> None:
    real, demo = (settings(tmp_path / name, fresh_database) for name in ("real", "demo"))
    founded(real, demo=False)
    founded(demo, demo=True)

    with pytest.raises(ClockRefused):
        open_wiring(real, Now())
    open_wiring(real, system_clock).close()
    open_wiring(demo, Now()).close()


def test_no_city_but_a_demo_is_founded_under_another_clock(tmp_path: Path) -> None:
    wiring = open_wiring(settings_in(tmp_path), Now())
    try:
        with pytest.raises(ClockRefused):
            asyncio.run(found_city(wiring, demo=False))
        assert wiring.log.max_notification_id() is None
    finally:
        wiring.close()


def test_another_citys_log_is_refused(tmp_path: Path, fresh_database: FreshDatabase) -> None:
    stores = {"DATABASE": fresh_database(), "KEYS": fresh_database()}
    founded(settings_in(tmp_path, stores), demo=True)

    with pytest.raises(TenantMismatch) as caught:
        open_wiring(settings_in(tmp_path, stores | {"CITY": "elsewhere"}))

    assert (caught.value.pinned, caught.value.wanted) == ("demo", "elsewhere")


def test_another_key_file_is_refused(tmp_path: Path, fresh_database: FreshDatabase) -> None:
    stores = {"DATABASE": fresh_database(), "KEYS": fresh_database()}
    founded(settings_in(tmp_path, stores), demo=True)

    other = {"KEY_FILE": str(tmp_path / "other.key")}
    with pytest.raises(WrongKeyEncryptionKey):
        open_wiring(settings_in(tmp_path, stores | other))

    open_wiring(settings_in(tmp_path, stores)).close()


def test_closing_ends_every_thread_and_every_child(tmp_path: Path) -> None:
    threads, wiring = set(threading.enumerate()), open_wiring(settings_in(tmp_path))

    async def upload() -> AsyncIterator[bytes]:
        yield jpeg(scene())

    async def live() -> None:
        await found_city(wiring, demo=True)
        with wiring.log.watched(lambda: None):
            await wiring.vault.store(upload(), "0" * 32)

    asyncio.run(live())
    (child,) = wiring.vault._decoder.workers()  # noqa: SLF001 - nobody else needs to know
    os.kill(child, 0)  # it lives
    wiring.close()

    assert set(threading.enumerate()) <= threads
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.parametrize("flaw", ["another city", "another clock"])
def test_what_refuses_to_open_leaves_nothing_open(tmp_path: Path, flaw: str) -> None:
    founded(settings_in(tmp_path), demo=False)
    threads = set(threading.enumerate())

    more = {"CITY": "elsewhere"} if flaw == "another city" else {}
    clock = system_clock if more else Now()
    with pytest.raises((TenantMismatch, ClockRefused)):
        open_wiring(settings_in(tmp_path, more), clock)

    assert set(threading.enumerate()) <= threads
