"""What every test may ask for: a fresh, empty database of either engine."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.postgres import databases_on, server_url

FreshDatabase = Callable[[], str]
_numbers = count()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL that lives as long as the session."""
    with server_url() as url:
        yield url


@pytest.fixture
def sqlite_databases(tmp_path: Path) -> FreshDatabase:
    """Answer each call with the URL of one more SQLite file, not yet there."""
    return lambda: f"sqlite:///{tmp_path / f'{next(_numbers)}.db'}"


@pytest.fixture
def postgresql_databases(postgresql_server: str) -> Iterator[FreshDatabase]:
    """Answer each call with the URL of one more empty PostgreSQL database."""
    with databases_on(postgresql_server) as create:
        yield create


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_database(request: pytest.FixtureRequest) -> FreshDatabase:
    """Answer each call with the URL of one more empty database of the same engine."""
    databases: FreshDatabase = request.getfixturevalue(f"{request.param}_databases")
    return databases


@pytest.fixture
def database_url(fresh_database: FreshDatabase) -> str:
    """The URL of an empty database; the test runs once for each engine."""
    return fresh_database()
