"""A codec of made-up events with a keyring of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.codec import Codec
from services.database import open_engine
from services.keyring import Keyring
from tests.services.codec.made_up import EVENTS
from tests.services.keys import keyring


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Keyring]:
    engine = open_engine(f"sqlite:///{tmp_path / 'keys.db'}", durable=True)
    yield keyring(engine)
    engine.dispose()


@pytest.fixture
def codec(keys: Keyring) -> Codec:
    return Codec(EVENTS, keys)
