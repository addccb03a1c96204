"""Which workers there are, and how they live side by side in one process."""

import asyncio
import os
import platform
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from secrets import token_hex
from typing import Final

from projections.house import House
from services.database import fenced
from services.leases import Lease, Leases
from services.migrations import NewerSchema
from services.telling.channels import CHANNELS
from workers.award import awarder
from workers.deadlines import Deadlines
from workers.dispatch import dispatcher
from workers.inspect import inspector
from workers.loop import BREATH, CatchUp, Told, never, run
from workers.notify import Notifier
from workers.opened import opened
from workers.turns import turns


def _project(house: House) -> CatchUp:
    async def catch_up(told: Told = never) -> int:
        seen = 0
        while not told() and (step := await asyncio.to_thread(house.projections.step)):
            seen += step
        return seen

    return catch_up


def _inspect(house: House) -> CatchUp:
    return inspector(house, house.projections.engine).catch_up


def _dispatch(house: House) -> CatchUp:
    return dispatcher(house.wiring.desk, house.projections.engine).catch_up


def _deadlines(house: House) -> CatchUp:
    return Deadlines(house.wiring.desk, partial(opened, house)).catch_up


def _award(house: House) -> CatchUp:
    return awarder(house.wiring.desk, house.projections.engine).catch_up


def _notify(house: House) -> CatchUp:
    return Notifier(house, CHANNELS[house.wiring.settings.notify]()).catch_up


WORKERS: Final[dict[str, Callable[[House], CatchUp]]] = {
    "project": _project,
    "inspect": _inspect,
    "dispatch": _dispatch,
    "deadlines": _deadlines,
    "award": _award,
    "notify": _notify,
}
"""Every worker by its name, in the order in which a report meets them."""
LOADS: Final = {
    "project": 12,
    "inspect": 19,
    "dispatch": 3,
    "deadlines": 1,
    "award": 3,
    "notify": 2,
}
"""What each takes of a processor, about, in tenths of a millisecond a report."""
_SHORT_BREATH: Final = {"project": 0.03}  # of seconds: somebody may be waiting for a view


async def crew(house: House, names: Iterable[str], stop: asyncio.Event) -> None:
    """Run these workers until `stop` is set and each has ended what it was doing.

    Each works while it holds the lease of its name. Crews share the works among them. Raises
    NewerSchema once a later program has begun a view anew: this one must not go on.
    """
    leases = Leases(
        house.projections.engine, f"{platform.node()[:40]} {os.getpid()} {token_hex(4)}"
    )
    try:
        async with asyncio.TaskGroup() as group:
            for name in names:
                work = partial(_work, house, leases, name)
                group.create_task(turns(leases, name, work, stop, LOADS), name=name)
    except ExceptionGroup as ended:
        if outdated := ended.subgroup(NewerSchema):
            raise outdated.exceptions[0] from None
        raise


async def _work(house: House, leases: Leases, name: str, lease: Lease, over: asyncio.Event) -> None:
    """Do one worker's work until it is `over`; it begins with nothing in its memory."""
    engine = fenced(house.projections.engine, leases.fence(lease))
    mine = replace(house, projections=house.projections.on(engine))
    catch_up = await asyncio.to_thread(WORKERS[name], mine)
    breath = _SHORT_BREATH.get(name, BREATH)
    await run(name, catch_up, house.wiring.log, over, breath=breath)
