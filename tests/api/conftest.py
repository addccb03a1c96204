"""A furnished city, made once a session and copied for each module."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.scaled.seaweed import Seaweed
from services.photos.bucket import Bucket
from tests.api.town import Town, furnish, open_town
from tests.seaweed import another_place, url_of


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


@pytest.fixture(scope="module")
def bucket(s3: Seaweed) -> Bucket:
    return another_place(s3)


@pytest.fixture(scope="module")
def city(
    furnished: Path, s3: Seaweed, bucket: Bucket, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """A town whose photographs lie in a bucket, and whose clock goes as the store's does."""
    folder = tmp_path_factory.mktemp("city") / "data"
    shutil.copytree(furnished, folder)
    found = open_town(
        folder,
        PHOTOS=url_of(bucket),
        PHOTOS_ACCESS_KEY=s3.keys.access,
        PHOTOS_SECRET_KEY=s3.keys.secret,
    )
    found.now.at = datetime.now(UTC)
    with found.client:
        yield found
    found.house.close()
