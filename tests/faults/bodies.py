"""The processes of a PostgreSQL server: which there are, and which of them dies."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Final, NamedTuple

import psycopg

from deploy.scaled.postgres import Cluster

BACKEND: Final = "backend"
CHILDREN: Final = (
    "checkpointer",
    "background writer",
    "walwriter",
    "autovacuum launcher",
    "logical replication launcher",
    "io worker",
)
GONE_S: Final = 60.0


class Body(NamedTuple):
    """One child of the postmaster."""

    pid: int
    name: str


def children(server: Cluster) -> list[Body]:
    """List the children that live."""
    return [Body(pid, _name(title)) for pid, title in _below(server.pid)]


def kill_child(server: Cluster, name: str, chance: Random) -> bool:
    """Kill one child of this name; False where there is none at the moment."""
    found = [body for body in children(server) if body.name == name]
    if not found:
        return False
    with suppress(ProcessLookupError):
        os.kill(chance.choice(found).pid, signal.SIGKILL)
        return True
    return False


def kill_postmaster(server: Cluster) -> None:
    """Kill the postmaster alone, wait until its orphans have noticed, and start another."""
    orphans = children(server)
    server.kill()
    end = monotonic() + GONE_S
    while any(_lives(orphan.pid) for orphan in orphans):
        assert monotonic() < end, [orphan for orphan in orphans if _lives(orphan.pid)]
        sleep(0.02)
    server.start()


def until_it_answers(server: Cluster) -> None:
    """Wait until the server has recovered; start it anew, as systemd does, where it gave up."""
    end = monotonic() + GONE_S
    while True:
        if server.pid is None:
            server.start()
        with suppress(psycopg.OperationalError), psycopg.connect(server.url):
            return
        assert monotonic() < end, server.journal.read_text()[-2000:]
        sleep(0.05)


def _below(parent: int | None) -> Iterator[tuple[int, str]]:
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        with suppress(OSError):  # it has ended meanwhile
            after_its_name = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(after_its_name[1]) == parent:
                title = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                yield int(folder.name), title.removeprefix("postgres: ").strip()


def _name(title: str) -> str:
    if title.startswith("postgres "):  # its user comes first
        return BACKEND
    return next((name for name in CHILDREN if title.startswith(name)), title)


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
