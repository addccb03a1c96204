"""A city comes back from its backup by the steps of docs/operating.md."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from projections.house import open_house
from tests.workers.cli.conftest import City
from tests.workers.cli.lives import live_once


def back_up(city: City, name: str, to: Path) -> None:
    """Do as `.backup` of the sqlite3 tool does."""
    with closing(sqlite3.connect(city.folder / name)) as source, closing(sqlite3.connect(to)) as db:
        source.backup(db)


def live_on(city: City) -> None:
    house = open_house(city.settings)
    try:
        asyncio.run(live_once(house))
    finally:
        house.close()


def test_a_backup_restored_without_views_is_a_clean_city(city: City, tmp_path: Path) -> None:
    for name in ("log.db", "keys.db"):
        back_up(city, name, tmp_path / name)
    before = city.run("verify").out
    live_on(city)

    for file in [*city.folder.glob("*.db"), *city.folder.glob("*.db-*")]:
        file.unlink()
    for name in ("log.db", "keys.db"):
        shutil.copy(tmp_path / name, city.folder / name)

    assert city.run("rebuild").code == 0
    assert city.run("verify").out == before
    assert before.endswith("clean\n")
    live_on(city)
    assert city.run("verify").code == 0


def test_views_that_know_more_than_the_restored_log_are_told_apart(
    city: City, tmp_path: Path
) -> None:
    back_up(city, "log.db", tmp_path / "log.db")
    live_on(city)
    for file in city.folder.glob("log.db*"):
        file.unlink()
    shutil.copy(tmp_path / "log.db", city.folder / "log.db")

    assert city.run("verify").code == 1
