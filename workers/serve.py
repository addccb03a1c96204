"""A process that lives until it is told to end: the API, the workers, or both."""

import asyncio
import gc
import importlib
import signal
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from typing import Any, Final

import uvicorn

from projections.house import House
from services.doors import Doors, listening
from workers.connection import Connection
from workers.crew import crew

THREADS: Final = 16  # for what waits on databases; the engines keep as many connections
PATIENCE: Final = 5  # seconds that requests under way get to finish
SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
Opened = Callable[[], None]


class ServerEnded(RuntimeError):
    """Nobody is let in any more, or ever was, and nobody had asked for that."""


def address(door: socket.socket) -> str:
    """Name the address of the API as a browser wants it."""
    host, port = door.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def live(
    house: House,
    doors: Doors | None,
    names: Sequence[str],
    opened: Opened,
) -> None:
    """Answer at `doors` and run the workers named, until SIGINT or SIGTERM.

    Then nobody new is let in, requests under way are answered, the workers end what
    they were doing. A second signal kills. `opened` is called once people may come in.
    The house is left to its owner.

    Raises CannotListen where another process was quicker, and ServerEnded, or why it did.
    """
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "house"))
    told, stop = _told(), asyncio.Event()
    working = asyncio.create_task(crew(house, names, stop))
    try:
        async with _answering(house, doors) if doors else nullcontext() as serving:
            _settle()
            opened()
            ending = asyncio.create_task(told.wait())
            ends = [ending, *([working] if names else ()), *([serving] if serving else ())]
            await asyncio.wait(ends, return_when=_FIRST)
            ending.cancel()
            if serving and serving.done() and not told.is_set():
                raise ServerEnded
    finally:
        stop.set()
        await working


_FIRST = asyncio.FIRST_COMPLETED


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: one place decides when a process ends."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]  # as its caller needs it
        return nullcontext()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        for door in sockets or ():
            with listening(door):  # uvloop would say nothing of an address that is taken
                door.listen(self.config.backlog)
        await super().startup(sockets)
        if not self.should_exit:
            self.up.set()


@asynccontextmanager
async def _answering(house: House, doors: Doors) -> AsyncIterator[asyncio.Task[None]]:
    app = _app(house, doors.figures)
    server = _Server(_config(app))
    serving = asyncio.create_task(server.serve([doors.api]))
    rising = asyncio.create_task(server.up.wait())
    await asyncio.wait((serving, rising), return_when=_FIRST)
    rising.cancel()
    if serving.done():
        await serving  # which may say why nobody will ever be let in
        raise ServerEnded
    try:
        yield serving
    finally:
        for pulse in app.state.pulses.values():
            pulse.end()  # live lists would outlast any patience
        server.should_exit = True
        await serving


def _app(house: House, figures_at: socket.socket | None) -> Any:  # noqa: ANN401 - its class is the API's own affair
    # By name: the workers may not know the API, and the process that joins the two has
    # to begin somewhere. docs/architecture.md tells of this one thread between them.
    return importlib.import_module("api.app").create_app(house, figures_at=figures_at)


def _config(app: Any) -> uvicorn.Config:  # noqa: ANN401 - as above
    return uvicorn.Config(
        app,
        http=Connection,
        log_config=None,
        access_log=False,
        proxy_headers=False,  # whose word is taken for an address is the API's own setting
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=PATIENCE,
    )


def _settle() -> None:
    """Let the garbage collector leave alone what was made so far, and come less often.

    It looked at every object of the program again and again: a fifth of a submit's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 50, 100)


def _told() -> asyncio.Event:
    """Answer with an event that the first signal sets; the next one kills."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()

    def end() -> None:
        for each in SIGNALS:
            loop.remove_signal_handler(each)
            signal.signal(each, signal.SIG_DFL)
        told.set()

    for each in SIGNALS:
        loop.add_signal_handler(each, end)
    return told
