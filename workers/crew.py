"""Which workers there are, and how they live side by side in one process."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Final

from projections.house import House
from services.telling.channels import CHANNELS
from workers.award import awarder
from workers.deadlines import Deadlines
from workers.dispatch import dispatcher
from workers.inspect import inspector
from workers.loop import CatchUp, Told, never, run
from workers.notify import Notifier
from workers.opened import opened


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
    return Deadlines(house.wiring.desk, lambda: opened(house)).catch_up


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


async def crew(house: House, names: Iterable[str], stop: asyncio.Event) -> None:
    """Run these workers until `stop` is set and each has ended what it was doing."""
    log = house.wiring.log
    async with asyncio.TaskGroup() as group:
        for name in names:
            catch_up = await asyncio.to_thread(WORKERS[name], house)
            group.create_task(run(name, catch_up, log, stop), name=name)
