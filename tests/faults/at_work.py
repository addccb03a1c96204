"""All workers at work in this process, and patience until they have done something."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic

from sqlalchemy import select

from projections.house import House
from projections.marks import bookmark
from workers.crew import WORKERS, crew

PATIENCE_S = 30.0


@asynccontextmanager
async def at_work(house: House) -> AsyncIterator[None]:
    """Let every worker follow the city meanwhile."""
    stop = asyncio.Event()
    working = asyncio.create_task(crew(house, WORKERS, stop))
    try:
        yield
    finally:
        stop.set()
        await working


async def until(what: Callable[[], bool]) -> float:
    """Wait until something is so; answer after how many seconds."""
    start = monotonic()
    while not await asyncio.to_thread(what):
        assert not monotonic() - start > PATIENCE_S, what
        await asyncio.sleep(0.01)
    return monotonic() - start


async def settled(house: House) -> float:
    """Wait until every view has read the log as it is now; answer after how many seconds."""
    head = house.wiring.log.head().size
    views = house.projections
    return await until(lambda: all(views.position(name) >= head for name in views.names))


async def heard(house: House) -> float:
    """Wait until every worker that follows the log has read it as it is now."""
    head = house.wiring.log.head().size

    def all_have() -> bool:
        positions = bookmarks(house).values()
        return bool(positions) and min(positions) >= head

    return await until(all_have)


def bookmarks(house: House) -> dict[str, int]:
    """Say how far each worker that follows the log has read it."""
    with house.projections.engine.connect() as db:
        return {row.worker: row.position for row in db.execute(select(bookmark))}
