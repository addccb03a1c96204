"""A disk may fill up at any byte: nothing acknowledged is lost, and all goes on afterwards."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import pytest

from deploy.scaled.postgres import Cluster, own, programs
from tests.faults.bodies import until_it_answers
from tests.faults.city import City, furnish
from tests.faults.conftest import Figure, new_database
from tests.faults.insistence import Insistent
from tests.faults.judging import judge
from tests.faults.load import Load, go_on
from tests.faults.server import Server, assert_foreseen
from tests.faults.short_files import ShortFiles
from tests.faults.small_disk import ROOMY, SmallDisk, small_disk
from tests.sizes import chance, times

ROUNDS = times(3, 8, 250)  # on each engine
SPARE = 6 << 20  # bytes that are free while the disk is not full
MOST_LEFT = 256 << 10  # bytes left when it is
ENOUGH = 12  # calls that are refused before there is room again
LONGEST_S = 1.0  # but no longer than this
RIDERS = 8
CLEAR = {"503 log-unavailable", "503 database-unavailable", "507 storage-full"}
Disk = SmallDisk | ShortFiles
LOST = {"no answer", "503 write-timed-out"}  # while PostgreSQL itself is away
SMALL_LOG = ("min_wal_size=2MB", "max_wal_size=4MB", "recovery_init_sync_method=syncfs")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder on the big disk that PostgreSQL's user can reach."""
    with TemporaryDirectory(prefix="pg-") as made:
        own(Path(made))
        yield Path(made)


def test_sqlite_goes_on_once_there_is_room(sqlite_city: City, figure: Figure, folder: Path) -> None:
    with small_disk(folder / "disk") as disk:
        shutil.copytree(sqlite_city.folder, disk.folder / "city")
        city = replace(sqlite_city, folder=disk.folder / "city")
        figure(filled(disk, city, Server(city, "serve", journals=folder), None))


def test_sqlite_goes_on_after_its_own_write_has_ended_at_any_byte(
    sqlite_copies: Callable[[], City], figure: Figure, folder: Path
) -> None:
    city = sqlite_copies()
    door = Server(city, "serve", journals=folder)
    figure(filled(ShortFiles(city.folder, door), city, door, None))


def test_postgresql_goes_on_once_there_is_room(figure: Figure, folder: Path) -> None:
    with small_disk(folder / "disk") as disk, city_on_postgresql(disk, folder) as (city, server):
        figure(filled(disk, city, Server(city, "serve", journals=folder), server))


def filled(disk: Disk, city: City, door: Server, server: Cluster | None) -> str:
    """Fill the disk again and again while people are busy; answer with the figures."""
    drawn, began = chance(type(disk).__name__, server is not None), monotonic()
    load = Load(city, drawn)
    people: list[Insistent] = []

    def connect() -> Insistent:
        people.append(Insistent(city, [door]))
        return people[-1]

    with ExitStack() as ending:
        ending.callback(door.kill)
        door.start()
        load.begin(connect)
        ending.callback(load.end)
        for _ in range(ROUNDS):
            disk.shrink(SPARE)  # beside what was written meanwhile
            go_on(load, drawn.randrange(10))
            disk.fill(drawn.randrange(MOST_LEFT))
            until_refused(people)
            disk.empty()
            if server is not None:
                until_it_answers(server)
            go_on(load, 3)
        load.end()
        assert door.stop() == 0
    assert_foreseen(door)
    disk.shrink(ROOMY)
    found = judge(city, load.diary.calls)
    heard = sum((one.heard for one in people), Counter[str]())
    assert set(heard) <= CLEAR | (LOST if server else set()), heard
    assert heard.total() >= ROUNDS
    told = ", ".join(f"{often} {what}" for what, often in heard.most_common())
    return f"{ROUNDS} times full in {monotonic() - began:.0f} s, {told}; {found}"


def until_refused(people: list[Insistent]) -> None:
    """Wait until enough has been refused, or for a moment."""
    before, end = sum(one.heard.total() for one in people), monotonic() + LONGEST_S
    while sum(one.heard.total() for one in people) < before + ENOUGH and monotonic() < end:
        sleep(0.01)


@contextmanager
def city_on_postgresql(disk: SmallDisk, folder: Path) -> Iterator[tuple[City, Cluster]]:
    """Found a city whose databases and photographs share the disk."""
    server = Cluster(disk.folder / "pg", programs(folder), SMALL_LOG, ("--wal-segsize=1",))
    server.start()
    try:
        log, keys = (new_database(server.url, name) for name in ("log", "keys"))
        yield asyncio.run(furnish(disk.folder / "city", log, keys, riders=RIDERS)), server
    finally:
        server.stop()
