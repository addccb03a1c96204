"""A real PostgreSQL for tests, from its wheel."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from deploy.scaled.postgres import (
    MEMORY,
    NOT_DURABLE,
    PACKAGE,
    Cluster,
    NotInstalled,
    own,
    programs,
)
from tests.sizes import THOROUGH

OTHER = "SUISHOUPAI_TEST_POSTGRESQL"  # another server's URL; it may create databases

# After a crash the whole disk is synchronised, not each of three thousand files.
DURABLE = ("recovery_init_sync_method=syncfs",)


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Start a server from the wheel; skip the test where there is no wheel."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path is short
    try:
        own(folder)
        given = MEMORY if THOROUGH else ()  # a new database costs more the more there is
        settings = (*given, *(DURABLE if durable else NOT_DURABLE))
        server = Cluster(folder, _programs(folder), settings)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _programs(folder: Path) -> Path:
    try:
        return programs(folder)
    except NotInstalled:
        pytest.skip(f"{PACKAGE} is not installed, and {OTHER} names no server")


@contextmanager
def server_url() -> Iterator[str]:
    """Answer with the URL of a server in which databases may be created."""
    other = os.environ.get(OTHER)
    if other:
        yield other
        return
    with cluster() as server:
        yield server.url


@contextmanager
def databases_on(server: str) -> Iterator[Callable[[], str]]:
    """Answer each call with the URL of one more empty database; all are dropped after."""
    names: list[str] = []

    def create() -> str:
        names.append(f"test_{uuid4().hex}")
        with psycopg.connect(server, autocommit=True) as db:
            db.execute(SQL("CREATE DATABASE {}").format(Identifier(names[-1])))
        return make_url(server).set(database=names[-1]).render_as_string(hide_password=False)

    yield create
    with psycopg.connect(server, autocommit=True) as db:
        for name in names:
            db.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
