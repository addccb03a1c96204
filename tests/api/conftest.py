"""A furnished city, made once a session and copied for each module."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.town import Town, furnish, open_town


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city") / "data"
    asyncio.run(furnish(folder))
    return folder


@pytest.fixture(scope="module")
def town(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town") / "data"
    shutil.copytree(furnished, folder)
    found = open_town(folder)
    with found.client:
        yield found
    found.house.close()
