"""A furnished city for each test on either engine, and the figures at the end of a run."""

import asyncio
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from tests.faults.city import City, furnish
from tests.sizes import IN_CI, SEED, THOROUGH

Figure = Callable[[str], None]
_figures: list[tuple[str, str]] = []  # promise, line
_endings: dict[str, Counter[str]] = defaultdict(Counter)  # promise -> outcome -> tests
_seconds: dict[str, float] = defaultdict(float)
_numbers = count()


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Take a line that the end of the run shall print under the promise of this module."""
    name = request.node.name
    return lambda said: _figures.append((_promise(request.node), f"{name}: {said}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note for each promise how its tests ended."""
    report = yield
    if report.when == "call" or not report.passed:
        _endings[_promise(item)][report.outcome] += 1
        _seconds[_promise(item)] += call.duration
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print each promise with pass or MISS and its figures, and how to do it again."""
    if not _endings:
        return
    size = "thorough" if THOROUGH else "CI" if IN_CI else "small"
    terminalreporter.section(f"faults, {size} sizes, FAULTS_SEED={SEED}")
    for promise, endings in _endings.items():
        verdict = "MISS" if endings["failed"] else "pass" if endings["passed"] else "skip"
        said = f"{verdict}  {promise} ({_seconds[promise]:.0f} s)"
        terminalreporter.write_line(said)
        for about, line in _figures:
            if about == promise:
                terminalreporter.write_line(f"        {line}")


def _promise(item: pytest.Item) -> str:
    """Say what the tests of a module put to the proof: the first line of its docstring."""
    told = item.module.__doc__ if isinstance(item, pytest.Function) else None
    return (told or item.path.stem).splitlines()[0]


@pytest.fixture(scope="session")
def sqlite_city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return asyncio.run(furnish(tmp_path_factory.mktemp("city"), "", ""))


@pytest.fixture(scope="session")
def postgresql_city(
    tmp_path_factory: pytest.TempPathFactory, postgresql_server: str
) -> Iterator[City]:
    log, keys = (new_database(postgresql_server, f"faults_{name}") for name in ("log", "keys"))
    yield asyncio.run(furnish(tmp_path_factory.mktemp("city"), log, keys))
    _drop(postgresql_server, [log, keys])


@pytest.fixture
def sqlite_copies(sqlite_city: City, tmp_path: Path) -> Callable[[], City]:
    def copy() -> City:
        folder = tmp_path / f"city{next(_numbers)}"
        shutil.copytree(sqlite_city.folder, folder)
        return replace(sqlite_city, folder=folder)

    return copy


@pytest.fixture
def postgresql_copies(
    postgresql_city: City, postgresql_server: str, tmp_path: Path
) -> Iterator[Callable[[], City]]:
    made: list[str] = []

    def copy() -> City:
        folder, number = tmp_path / f"city{next(_numbers)}", next(_numbers)
        shutil.copytree(postgresql_city.folder, folder)
        for name in ("log", "keys"):
            template = f"faults_{name}"
            made.append(new_database(postgresql_server, f"{template}_{number}", template))
        database, keys = made[-2:]
        return replace(postgresql_city, folder=folder, database=database, keys=keys)

    yield copy
    _drop(postgresql_server, made)


@pytest.fixture(params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest) -> City:
    """A city nobody has touched; the test runs once for each engine."""
    copy: Callable[[], City] = request.getfixturevalue(f"{request.param}_copies")
    return copy()


def new_database(server: str, name: str, template: str = "template1") -> str:
    words = SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(words)
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _drop(server: str, urls: list[str]) -> None:
    with psycopg.connect(server, autocommit=True) as db:
        for url in urls:
            name = Identifier(make_url(url).database or "")
            db.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(name))
