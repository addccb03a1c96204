"""Houses for the tests of the workers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.houses import Home, home_in, on_either
from tests.workers.telephones import with_accounts


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A small city on SQLite."""
    with home_in(tmp_path) as home:
        yield home


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Home]:
    """A small city on SQLite whose riders can be told things."""
    with home_in(tmp_path) as home:
        yield with_accounts(home)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def either_home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Home]:
    """A small city on each engine, which all tests of a module share."""
    with on_either(request, tmp_path_factory.mktemp("home")) as home:
        yield home
