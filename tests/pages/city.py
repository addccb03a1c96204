"""A demo city with a short past, alive at an address: API, pages and workers in one thread."""

import asyncio
import io
import shutil
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
from sqlalchemy import select

from api.app import create_app
from projections.house import House, open_house
from projections.marks import bookmark
from services.doors import doors
from services.identity.senders import RememberingSender
from services.settings import Settings, from_environment
from workers.crew import WORKERS, crew
from workers.demo.accounts import PASSWORD, RIDERS, found_demo
from workers.demo.pictures import write_examples
from workers.demo.seed import seed
from workers.demo.world import Scale
from workers.serve import address

T = TypeVar("T")
SHORT = Scale(days=12, reports=24)
STARTED_S = 60
SETTLED_S = 20


@dataclass
class LiveCity:
    """A city that answers at `at`; codes sent to phones are remembered."""

    at: str
    house: House
    sender: RememberingSender
    folder: Path

    @property
    def password(self) -> str:
        """The password of everybody on the staff."""
        return PASSWORD

    def phone(self, rider: str = "rider1") -> str:
        """Name the phone of a rider."""
        return RIDERS[rider]

    def settle(self) -> None:
        """Wait until every view and worker has read the log to its end, and adds nothing.

        What is still to be derived shows up under whoever looks, or comes after they looked.
        """
        until = time.monotonic() + SETTLED_S
        while not self._settled():
            assert time.monotonic() < until, "the city never came to rest"
            time.sleep(0.02)

    def _settled(self) -> bool:
        log, views = self.house.wiring.log, self.house.projections
        head = log.max_notification_id() or 0
        with views.engine.connect() as db:
            read: list[int] = list(db.scalars(select(bookmark.c.position)))
        read += map(views.position, views.names)
        return min(read) >= head == (log.max_notification_id() or 0)

    @property
    def picture(self) -> Path:
        """A drawn photograph of a problem."""
        return self.folder / "examples" / "before.jpg"

    @property
    def mended(self) -> Path:
        """A drawn photograph of the same place, mended."""
        return self.folder / "examples" / "after.jpg"


def elsewhere(work: Coroutine[Any, Any, T]) -> T:
    """Do something in another thread: the browser holds this one's event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def tell_past(folder: Path, scale: Scale = SHORT) -> None:
    """Found a demo city in `folder` and play its short past."""
    elsewhere(seed(_settings(folder), scale=scale))


@contextmanager
def alive(told: Path, folder: Path) -> Iterator[LiveCity]:
    """Serve a copy of a told city until the block ends."""
    shutil.copytree(told, folder)
    settings = _settings(folder)
    sender = RememberingSender()
    house = open_house(settings, sender=sender)
    elsewhere(found_demo(house.wiring))
    write_examples(folder / "examples", house.wiring.clock())
    with doors(settings) as taken:
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(house, journal_to=io.StringIO()),
                log_config=None,
                access_log=False,
                ws="none",
            )
        )
        stop: list[asyncio.Event] = []
        loops: list[asyncio.AbstractEventLoop] = []
        up = threading.Event()

        async def live() -> None:
            stop.append(asyncio.Event())
            loops.append(asyncio.get_running_loop())
            up.set()
            working = asyncio.create_task(crew(house, list(WORKERS), stop[0]))
            await server.serve([taken.api])
            stop[0].set()
            await working

        thread = threading.Thread(target=lambda: asyncio.run(live()), name="city")
        thread.start()
        assert up.wait(STARTED_S)
        try:
            yield LiveCity(address(taken.api), house, sender, folder)
        finally:
            for pulse in server.config.app.state.pulses.values():  # type: ignore[union-attr]  # ours
                pulse.end()
            server.should_exit = True
            thread.join()
            house.close()


def _settings(folder: Path) -> Settings:
    plenty = {"REQUESTS_PER_MINUTE": "1000000", "CODES_PER_HOUR": "1000", "PORT": "0"}
    named = {f"SUISHOUPAI_{name}": value for name, value in plenty.items()}
    return from_environment({"SUISHOUPAI_DATA": str(folder), **named})
