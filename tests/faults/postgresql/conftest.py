"""A furnished city on a server of its own, copied for each module that breaks it."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.scaled.postgres import Cluster
from tests.faults.city import City, furnish
from tests.faults.postgresql.standbys import Pair, at, copied, moved, say
from tests.postgres import cluster


@dataclass(frozen=True)
class Source:
    """The server that is copied, and the city on it."""

    server: Cluster
    city: City


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    with cluster() as server:
        for name in ("city", "keys"):
            say(server, f"CREATE DATABASE {name}")
        log, keys = (server.url.replace("/postgres?", f"/{name}?") for name in ("city", "keys"))
        city = asyncio.run(furnish(tmp_path_factory.mktemp("pair"), log, keys, riders=8))
        yield Source(server, city)


@pytest.fixture(scope="module")
def pair(source: Source, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A primary and a standby that the tests of one module may treat as they like."""
    folder = Path(tempfile.mkdtemp(prefix="pair-"))  # a socket's path is short
    folder.chmod(0o755)
    servers: list[Cluster] = []
    try:
        servers.append(copied(source.server, folder / "a"))
        servers.append(copied(servers[0], folder / "b", following=True))
        city = moved(source.city, servers[0], tmp_path_factory.mktemp("moved") / "data")
        assert at(servers[0], city.database) == city.database
        yield Pair(servers[0], servers[1], city)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(folder)
