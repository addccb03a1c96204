"""The two databases, as durable as in use: what was committed survives a power cut."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from tests.postgres import cluster


class Database(NamedTuple):
    """An engine by its name; each call of `fresh` answers with one more database's URL."""

    name: str
    fresh: Callable[[], str]


@contextmanager
def databases(folder: Path, *, servers: bool = True) -> Iterator[list[Database]]:
    """Offer SQLite, and PostgreSQL where its wheel is installed and `servers` are wanted."""
    numbers = count()
    sqlite = Database("SQLite", lambda: f"sqlite:///{folder / f'{next(numbers)}.db'}")
    if not servers:
        yield [sqlite]
        return
    try:
        server = cluster(durable=True)
        running = server.__enter__()
    except pytest.skip.Exception as absent:
        print(f"without PostgreSQL: {absent}")  # noqa: T201 - the table is printed, too
        yield [sqlite]
        return

    def fresh() -> str:
        name = f"bench_{next(numbers)}"
        with psycopg.connect(running.url, autocommit=True) as db:
            db.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        return make_url(running.url).set(database=name).render_as_string(hide_password=False)

    try:
        yield [Database("PostgreSQL", fresh), sqlite]
    finally:
        server.__exit__(None, None, None)
