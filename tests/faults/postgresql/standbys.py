"""A primary and its standby, both real, and a city that lives on them."""

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from deploy.scaled.postgres import NOT_DURABLE, Cluster, own
from tests.faults.city import City

PATIENCE_S = 60.0


@dataclass(frozen=True)
class Pair:
    """Two servers with the same data: the second follows the first."""

    primary: Cluster
    standby: Cluster
    city: City

    @property
    def elsewhere(self) -> City:
        """The same city, whose processes may read at the standby."""
        database = at(self.standby, self.city.database)
        return replace(self.city, more={**self.city.more, "DATABASE_READ": database})

    @property
    def either(self) -> City:
        """The same city, whose processes are told of both servers."""
        hosts = f"{self.primary.folder},{self.standby.folder}"
        urls = [
            make_url(url).set(query={"host": hosts}).render_as_string(hide_password=False)
            for url in (self.city.database, self.city.keys)
        ]
        return replace(self.city, database=urls[0], keys=urls[1])

    def follow(self) -> None:
        """Wait until the standby shows all that was written."""
        end = say(self.primary, "SELECT pg_current_wal_lsn()")
        until(lambda: bool(say(self.standby, f"SELECT pg_last_wal_replay_lsn() >= '{end}'")))

    def insure(self) -> None:
        """Let nothing count as written that the standby has not on disk."""
        say(self.primary, "ALTER SYSTEM SET synchronous_standby_names = '*'")
        say(self.primary, "SELECT pg_reload_conf()")
        until(
            lambda: bool(
                say(self.primary, "SELECT 1 FROM pg_stat_replication WHERE sync_priority > 0")
            )
        )


def copied(source: Cluster, folder: Path, *, following: bool = False) -> Cluster:
    """Copy a running server, as one of its own or as a standby that follows it."""
    own(folder)
    more = ["-R"] if following else []
    source.run(
        "pg_basebackup", "-h", source.folder, "-U", "postgres", "-D", folder / "data",
        "-X", "stream", "-c", "fast", "--no-sync", *more,
    )  # fmt: skip
    settings = (*NOT_DURABLE, "wal_keep_size=512MB", "hot_standby_feedback=on")
    server = Cluster(folder, source.programs, settings)
    server.start()
    return server


def moved(city: City, server: Cluster, folder: Path) -> City:
    """Give a city that was copied to another server a folder of its own."""
    shutil.copytree(city.folder, folder)
    database, keys = at(server, city.database), at(server, city.keys)
    return replace(city, folder=folder, database=database, keys=keys)


def at(server: Cluster, url: str) -> str:
    """Name the same database at another server."""
    there = make_url(url).update_query_dict({"host": str(server.folder)})
    return there.render_as_string(hide_password=False)


def say(server: Cluster, words: str) -> object:
    """Ask a server something."""
    with psycopg.connect(server.url, autocommit=True) as db:
        asked = db.execute(words.encode())
        row = asked.fetchone() if asked.description else None
    return row[0] if row else None


def until(true: Callable[[], bool]) -> None:
    """Wait until a server says so; one that does not answer yet has not said it."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        with suppress(psycopg.Error):
            if true():
                return
        time.sleep(0.05)
    raise TimeoutError
