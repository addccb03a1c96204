"""Telling on a database of either engine."""

from collections.abc import Iterator

import pytest

from services.database import open_engine
from services.telling.telling import Telling, open_telling


@pytest.fixture
def telling(database_url: str) -> Iterator[Telling]:
    engine = open_engine(database_url, durable=False)
    yield open_telling(engine)
    engine.dispose()
