"""What every test may ask for: an empty database of either engine, a place in a real S3."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from deploy.scaled.seaweed import Seaweed
from services.photos.bucket import Bucket
from tests import seaweed
from tests.postgres import databases_on, server_url

FreshDatabase = Callable[[], str]
_numbers = count()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL that lives as long as the session."""
    with server_url() as url:
        yield url


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seaweed]:
    """A SeaweedFS that lives as long as the session; who kills it starts it again."""
    with seaweed.running(tmp_path_factory.mktemp("seaweed")) as server:
        yield server


@pytest.fixture
def place(s3: Seaweed) -> Bucket:
    """A folder of its bucket that nothing was written to."""
    return seaweed.another_place(s3)


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
