"""A decoder and a vault of their own for every test that asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from services.database import open_engine
from services.keyring import Keyring
from services.photos.blobs import BlobFolder
from services.photos.pool import DecodingPool
from services.photos.vault import PhotoVault
from tests.conftest import FreshDatabase
from tests.services.keys import Hands, keyring


@dataclass(frozen=True)
class House:
    """A vault and what stands around it."""

    vault: PhotoVault
    keys: Keyring
    engine: Engine
    pool: DecodingPool
    hands: Hands
    folder: Path

    def another_process(self) -> PhotoVault:
        """Open the same vault with nothing in memory."""
        return vault(self.engine, keyring(self.engine), self.pool, Hands(), self.folder)


@pytest.fixture(scope="module")
def pool() -> Iterator[DecodingPool]:
    pool = DecodingPool(2, heic=False)
    yield pool
    pool.close()


@pytest.fixture
def house(database_url: str, tmp_path: Path, pool: DecodingPool) -> Iterator[House]:
    """A vault on each engine."""
    yield from _house(database_url, tmp_path, pool)


@pytest.fixture
def small_house(
    sqlite_databases: FreshDatabase, tmp_path: Path, pool: DecodingPool
) -> Iterator[House]:
    """A vault whose every byte lies in one folder."""
    yield from _house(sqlite_databases(), tmp_path, pool)


def _house(url: str, folder: Path, pool: DecodingPool) -> Iterator[House]:
    engine, hands = open_engine(url, durable=True), Hands()
    keys = keyring(engine, hands)
    yield House(vault(engine, keys, pool, hands, folder), keys, engine, pool, hands, folder)
    engine.dispose()


def vault(
    engine: Engine, keys: Keyring, pool: DecodingPool, hands: Hands, folder: Path
) -> PhotoVault:
    return PhotoVault(
        engine,
        BlobFolder(folder / "photos"),
        keys,
        pool,
        hands.clock,
        folder / "incoming",
        hands.monotonic,
    )
