"""How processes take turns at one work: wait until it is free, keep it, give it back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog

from services.leases import Lease, LeaseLost, Leases
from services.sharing import ask, asked
from workers.loop import either
from workers.trouble import TROUBLE

LOOK_S: Final = 1.0  # between looks whether a work is free
RENEW_S: Final = 1.0  # several times a term: one renewal that is late loses nothing
Work = Callable[[Lease, asyncio.Event], Awaitable[None]]

logger = structlog.get_logger()


async def turns(
    leases: Leases, name: str, work: Work, stop: asyncio.Event, loads: Mapping[str, int]
) -> None:
    """Do a work whenever it is this process's turn, until told to stop.

    `work` is told that it is over when `stop` is set, when the work was lost, or when another
    process that has less to do by these `loads` asks for it. What it raises of a database's
    trouble, or of a lost lease, ends this turn alone.
    """
    while not stop.is_set():
        lease = None
        try:
            lease = await asyncio.to_thread(leases.take, name)
            if lease is None:
                await asyncio.to_thread(ask, leases, name, loads)
        except TROUBLE as error:
            logger.warning("work not taken", worker=name, error=type(error).__name__)
        if lease is None:
            await either(stop, None, LOOK_S)
        else:
            await _turn(leases, lease, work, stop)


async def _turn(leases: Leases, lease: Lease, work: Work, stop: asyncio.Event) -> None:
    logger.info("work taken", worker=lease.name, token=lease.token)
    over = asyncio.Event()
    keeping = asyncio.create_task(_keep(leases, lease, over))
    ending = asyncio.create_task(stop.wait())
    ending.add_done_callback(lambda _: over.set())
    try:
        await work(lease, over)
    except LeaseLost:
        logger.warning("work lost", worker=lease.name, token=lease.token)
    except TROUBLE as error:
        logger.warning("work broken off", worker=lease.name, error=type(error).__name__)
        await either(over, None, LOOK_S)
    finally:
        keeping.cancel()
        ending.cancel()
        await _give_back(leases, lease)


async def _keep(leases: Leases, lease: Lease, over: asyncio.Event) -> None:
    """Renew until cancelled, or lost for a whole term; once it is asked for, the work is over.

    So it is where renewing fails for a reason that nobody foresaw: without a lease no work goes on.
    """
    try:
        await _renewed(leases, lease, over)
    except Exception as error:  # nobody waits for this task: it has to say so itself
        logger.exception("work not kept", worker=lease.name, error=type(error).__name__)
    finally:
        over.set()


async def _renewed(leases: Leases, lease: Lease, over: asyncio.Event) -> None:
    clock = asyncio.get_running_loop().time
    end = clock() + leases.term
    while clock() < end:
        await asyncio.sleep(min(RENEW_S, leases.term / 5))
        begun = clock()
        try:
            if not await asyncio.to_thread(leases.renew, lease):
                break
            if not over.is_set() and await asyncio.to_thread(asked, leases, lease):
                logger.info("work passed on", worker=lease.name, token=lease.token)
                over.set()  # what is under way is ended under this lease
            end = begun + leases.term
        except TROUBLE as error:
            logger.warning("work not renewed", worker=lease.name, error=type(error).__name__)


async def _give_back(leases: Leases, lease: Lease) -> None:
    """Give a work back, also where this is broken off: nobody should wait for a lapse."""
    giving = asyncio.create_task(_released(leases, lease))
    try:
        await asyncio.shield(giving)
    except asyncio.CancelledError:
        await giving
        raise


async def _released(leases: Leases, lease: Lease) -> None:
    try:
        await asyncio.to_thread(leases.release, lease)
    except TROUBLE as error:
        # It lapses by itself.
        logger.warning("work not given back", worker=lease.name, error=type(error).__name__)
