"""Where views are delivered to: again and again empty, on either engine, from a careless source."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine

from projections.keeper import Projections
from projections.source import Page
from projections.views import VIEWS
from services.database import open_engine
from tests.faults.conftest import drop, new_database
from tests.projections.memory import MemoryLog

BLANK = f"views_blank_{uuid4().hex[:8]}"  # several processes may share a server


class Chaos:
    """A source that is late, forgets, repeats or shuffles entries, or answers with nothing."""

    def __init__(self, log: MemoryLog, random: Random) -> None:
        self._log, self._random = log, random

    def lines(self, after: int, limit: int) -> Page:
        page = list(self._log.lines(after, min(limit, self._random.choice((1, 3, 20, 1000)))))
        fault = self._random.random()
        if fault < 1 / 6 and len(page) > 1:
            del page[self._random.randrange(len(page) - 1)]  # the last one missing is merely late
        elif fault < 2 / 6 and len(page) > 1:
            page.insert(self._random.randrange(len(page)), self._random.choice(page))
        elif fault < 3 / 6:
            self._random.shuffle(page)
        return [] if fault > 5 / 6 else page

    def stream(self, stream: Any) -> Page:
        return self._log.stream(stream)

    def position_at(self, moment: Any) -> int:
        return self._log.position_at(moment)


class Shelf:
    """Views that nobody has filled yet, again and again in one file: statements stay compiled."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._blank, self._file = folder / "blank.db", folder / "views.db"
        self._engine = open_engine(f"sqlite:///{self._file}", durable=False)
        with self._emptied():
            Projections(self._engine, MemoryLog(), VIEWS)
        shutil.copy(self._file, self._blank)

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        """Lend them empty."""
        with self._emptied():
            shutil.copy(self._blank, self._file)
            yield self._engine

    @contextmanager
    def _emptied(self) -> Iterator[None]:
        for one in self._file.parent.glob(f"{self._file.name}*"):
            one.unlink()
        yield
        self._engine.dispose()  # which also writes the last of it into the one file


class Drawer:
    """The same on PostgreSQL, each time a database of its own."""

    def __init__(self, server: str) -> None:
        self._server, self._numbers = server, count()
        self._blank = new_database(server, BLANK)
        engine = open_engine(self._blank, durable=False)
        Projections(engine, MemoryLog(), VIEWS)
        engine.dispose()

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        """Lend them empty."""
        url = new_database(self._server, f"{BLANK}_{next(self._numbers)}", BLANK)
        engine = open_engine(url, durable=False)
        try:
            yield engine
        finally:
            engine.dispose()
            drop(self._server, [url])

    def close(self) -> None:
        drop(self._server, [self._blank])
