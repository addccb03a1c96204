"""How a worker lives: catch up, rest until the log grows, and outlive its own failures."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, Protocol

import structlog

from services.eventlog.recorder import EventLog
from workers.trouble import OVER, ViewBehind

REST: Final = 1.0  # seconds until a look even where nobody woke us
BREATH: Final = 0.2  # seconds in which news gathers: ten small rounds cost ten times a larger one
LONGEST_REST: Final = 30.0  # seconds between tries while something is broken
Told = Callable[[], bool]

logger = structlog.get_logger()


def never() -> bool:
    """Be told nothing: work to the end."""
    return False


class CatchUp(Protocol):
    """One round of a worker; once `told` it leaves the rest for its next life."""

    def __call__(self, told: Told = never) -> Awaitable[int]:
        """Do what there is to do; answer how much that was."""


async def run(
    name: str,
    catch_up: CatchUp,
    log: EventLog,
    stop: asyncio.Event,
    rest: float = REST,
    breath: float = 0.0,
) -> None:
    """Catch up again and again until told to stop, with a `breath` after each round.

    A failure is told and tried again, ever more slowly; it never ends the worker. Raises
    LeaseLost once the work is somebody else's, NewerSchema once this program is too old for it.
    """
    woken = asyncio.Event()
    loop = asyncio.get_running_loop()

    def wake() -> None:
        with suppress(RuntimeError):  # the loop has just been closed: nobody is left to wake
            loop.call_soon_threadsafe(woken.set)

    pause = rest
    with log.watched(wake):
        while not stop.is_set():
            woken.clear()
            try:
                await catch_up(stop.is_set)
                pause = rest
            except OVER:
                raise
            except ViewBehind as behind:  # as while another process takes the views over
                logger.info("worker waits", worker=name, view=behind.view)
                await either(stop, None, rest)
                continue
            except Exception as error:
                pause = min(LONGEST_REST, max(rest, pause) * 2)
                logger.exception("worker failed", worker=name, error=type(error).__name__)
                await either(stop, None, pause)
                continue
            if breath:
                await either(stop, None, breath)
            await either(stop, woken, pause)


async def either(stop: asyncio.Event, woken: asyncio.Event | None, seconds: float) -> None:
    """Wait until told to stop, woken, or the time is over."""
    waiting = [asyncio.create_task(event.wait()) for event in (stop, woken) if event]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
