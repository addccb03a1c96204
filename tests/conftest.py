"""What every test may ask for: a fresh, empty database of either engine."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from tests.postgres import server_url

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
    names: list[str] = []

    def create() -> str:
        name = f"test_{next(_numbers)}_{uuid4().hex[:8]}"
        with psycopg.connect(postgresql_server, autocommit=True) as db:
            db.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        names.append(name)
        url = make_url(postgresql_server).set(database=name)
        return url.render_as_string(hide_password=False)

    yield create
    with psycopg.connect(postgresql_server, autocommit=True) as db:
        for name in names:
            db.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_database(request: pytest.FixtureRequest) -> FreshDatabase:
    """Answer each call with the URL of one more empty database of the same engine."""
    databases: FreshDatabase = request.getfixturevalue(f"{request.param}_databases")
    return databases


@pytest.fixture
def database_url(fresh_database: FreshDatabase) -> str:
    """The URL of an empty database; the test runs once for each engine."""
    return fresh_database()
