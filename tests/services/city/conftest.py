"""An application on an empty log, and a city written to a folder beside it."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain import EVENTS
from domain.kernel import Event, Step
from services.city.book import CityBook
from services.city.load import Loaded, Order, load_city
from services.codec import Codec
from services.database import open_engine
from services.eventlog.recorder import EventLog
from services.suishoupai import Suishoupai
from tests.services.city.folders import write_city
from tests.services.keys import keyring

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def pseudonym(login: str) -> str:
    return login.encode().hex().ljust(32, "0")


class Register:
    """Accounts in name alone: remembers whose passwords were to be renewed."""

    def __init__(self) -> None:
        self.renewed: list[str] = []

    def pseudonym(self, login: str) -> str:
        return pseudonym(login)

    @asynccontextmanager
    async def renewing(self, pseudonyms: Collection[str]) -> AsyncIterator[None]:
        yield
        self.renewed += pseudonyms


@dataclass
class TownHall:
    """Where a city is loaded, and what the log says of it afterwards."""

    app: Suishoupai
    book: CityBook
    folder: Path
    progress: list[tuple[str, int, int]] = field(default_factory=list)
    register: Register = field(default_factory=Register)

    def load(
        self, folder: Path | None = None, *, prune: bool = False, demo: bool = False
    ) -> Loaded:
        order = Order("system:city", demo=demo, prune=prune)
        return asyncio.run(
            load_city(
                self.app,
                self.book,
                folder or self.folder,
                order,
                self.register,
                lambda *seen: self.progress.append(seen),
            )
        )

    def steps(self, after: int = 0) -> list[Step[Event]]:
        lines = self.app.event_log.lines(after, 10_000)
        return [self.app.codec.to_domain_event(line) for line in lines]

    def topics(self, after: int = 0) -> list[str]:
        return [step.event.TOPIC for step in self.steps(after)]

    @property
    def size(self) -> int:
        return self.app.event_log.head().size


def town_hall(url: str, tmp_path: Path) -> Iterator[TownHall]:
    """Open a log at `url`, with keys of its own."""
    engine = open_engine(url, durable=False)
    keys = open_engine(f"sqlite:///{tmp_path / 'keys.db'}", durable=False)
    log = EventLog(engine, tenant="squareville")
    codec = Codec(EVENTS, keyring(keys))
    app = Suishoupai(log, codec, lambda: NOW)
    try:
        yield TownHall(app, CityBook(log, codec), write_city(tmp_path / "city"))
    finally:
        app.close()
        log.close()
        engine.dispose()
        keys.dispose()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[TownHall]:
    """A town hall on SQLite, for what does not depend on the engine."""
    yield from town_hall(f"sqlite:///{tmp_path / 'log.db'}", tmp_path)


@pytest.fixture
def each_hall(database_url: str, tmp_path: Path) -> Iterator[TownHall]:
    """A town hall on each engine."""
    yield from town_hall(database_url, tmp_path)
