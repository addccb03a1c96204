"""A furnished city for each test on either engine, and the promises at the end of a run."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from tests.faults.alone import pytest_collection_modifyitems, pytest_runtest_protocol
from tests.faults.breaking.fixture import breaks
from tests.faults.city import City, furnish
from tests.faults.promises import (
    Figure,
    figure,
    pytest_runtest_logreport,
    pytest_runtest_makereport,
    pytest_terminal_summary,
)

__all__ = [
    "Figure",
    "breaks",
    "figure",
    "pytest_collection_modifyitems",
    "pytest_runtest_logreport",
    "pytest_runtest_makereport",
    "pytest_runtest_protocol",
    "pytest_terminal_summary",
]
ScratchCopy = Callable[[City], AbstractContextManager[City]]
_numbers = count()


@pytest.fixture(scope="session")
def sqlite_city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return asyncio.run(furnish(tmp_path_factory.mktemp("city"), "", ""))


@pytest.fixture(scope="session")
def postgresql_city(
    tmp_path_factory: pytest.TempPathFactory, postgresql_server: str
) -> Iterator[City]:
    run = uuid4().hex[:8]  # several processes may share a server
    names = (f"faults_{run}_{name}" for name in ("log", "keys"))
    log, keys = (new_database(postgresql_server, name) for name in names)
    yield asyncio.run(furnish(tmp_path_factory.mktemp("city"), log, keys))
    drop(postgresql_server, [log, keys])


@pytest.fixture
def sqlite_copies(sqlite_city: City, tmp_path: Path) -> Callable[[], City]:
    def copy() -> City:
        folder = tmp_path / f"city{next(_numbers)}"
        shutil.copytree(sqlite_city.folder, folder)
        return replace(sqlite_city, folder=folder, more={})

    return copy


@pytest.fixture
def postgresql_copies(
    postgresql_city: City, postgresql_server: str, tmp_path: Path
) -> Iterator[Callable[[], City]]:
    made: list[str] = []

    def copy() -> City:
        folder, number = tmp_path / f"city{next(_numbers)}", next(_numbers)
        shutil.copytree(postgresql_city.folder, folder)
        for url in (postgresql_city.database, postgresql_city.keys):
            template = make_url(url).database or ""
            made.append(new_database(postgresql_server, f"{template}_{number}", template))
        database, keys = made[-2:]
        return replace(postgresql_city, folder=folder, database=database, keys=keys, more={})

    yield copy
    drop(postgresql_server, made)


@pytest.fixture(params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest) -> City:
    """A city nobody has touched; the test runs once for each engine."""
    copy: Callable[[], City] = request.getfixturevalue(f"{request.param}_copies")
    return copy()


@pytest.fixture
def scratch_copy(request: pytest.FixtureRequest, tmp_path: Path) -> ScratchCopy:
    """A copy of a city that nobody has open, for as long as it is needed."""

    @contextmanager
    def copied(city: City) -> Iterator[City]:
        folder, made = tmp_path / f"scratch{next(_numbers)}", list[str]()
        shutil.copytree(city.folder, folder)
        same = replace(city, folder=folder)
        if city.database:
            server = request.getfixturevalue("postgresql_server")
            for url in (city.database, city.keys):
                template = make_url(url).database or ""
                made.append(new_database(server, f"{template}_{next(_numbers)}", template))
            same = replace(same, database=made[0], keys=made[1])
        try:
            yield same
        finally:
            if made:
                drop(server, made)
            shutil.rmtree(folder)

    return copied


def new_database(server: str, name: str, template: str = "template1") -> str:
    words = SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(words)
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def drop(server: str, urls: list[str]) -> None:
    with psycopg.connect(server, autocommit=True) as db:
        for url in urls:
            name = Identifier(make_url(url).database or "")
            db.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(name))
