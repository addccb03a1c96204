"""Tells a demo city its past: some weeks of it, up to now, through the real commands.

Killed in the middle, the next start goes on where the log ends. It needs no second
folder to build in and rename, and works as well on PostgreSQL: the plan follows from a
seed and the moment the log was founded, so it is the same plan again; every command has
a name that follows from its place in the plan, and the log knows which were carried out;
the workers and the photographs' vault do nothing twice. The last beat of the plan is the
newest report, so a log that reaches the end of the span has been told everything.
"""

import asyncio
from datetime import datetime, timedelta
from itertools import chain
from typing import Final

from projections.house import House, open_house
from services.clock import Clock, system_clock
from services.eventlog.instants import from_micros
from services.settings import Settings
from services.wiring import Wiring, open_wiring
from workers.demo.crowd import crowd
from workers.demo.doubts import doubts
from workers.demo.endings import endings
from workers.demo.history import Storyteller
from workers.demo.pairs import pairs
from workers.demo.people import Troupe, gather
from workers.demo.plan import Beat
from workers.demo.purses import purses
from workers.demo.stage import Progress, Stage, Told
from workers.demo.stories import stories
from workers.demo.world import Scale, World

FULL: Final = Scale()


def unseen(_done: int, _of: int) -> None:
    """Show no progress."""


async def seed(
    settings: Settings,
    progress: Progress = unseen,
    scale: Scale = FULL,
    now: Clock = system_clock,
) -> Told:
    """Found a demo city in an empty log and tell its past; go on where that was cut off.

    A log of another city, or one that has come to the present, is left as it is.
    """
    span = timedelta(days=scale.days)
    founded, written = await asyncio.to_thread(_found, settings, now() - span)
    if founded is None or written >= founded + span or founded + span > now():
        return Told(0, [])
    clock = Storyteller(written)
    house = await asyncio.to_thread(open_house, settings, clock)
    try:
        troupe = await gather(house.wiring)
        beats = plan(house, troupe, founded, scale)
        return await Stage(house, clock, troupe).play(beats, founded + span, progress)
    finally:
        await asyncio.to_thread(house.close)


def plan(house: House, troupe: Troupe, founded: datetime, scale: Scale) -> list[Beat]:
    """Write down everything that happens in the span, in its order."""
    world = World(house.wiring.book, troupe.riders, founded, scale)
    stories(world)
    endings(world)
    doubts(world)
    pairs(world)
    crowd(world)
    tales = (tale.beats for tale in world.tales if tale.start.at > founded)
    beats = [*chain.from_iterable(tales), *purses(world, troupe.riders)]
    told = (beat for beat in beats if beat.at <= world.end)
    return sorted(told, key=lambda beat: (beat.at, beat.tale, beat.number))


def _found(settings: Settings, began: datetime) -> tuple[datetime | None, datetime]:
    """Say when this demo was founded, and up to when it is told; None for other cities."""
    wiring: Wiring = open_wiring(settings)
    try:
        head = wiring.log.head()
        if head.size == 0:
            return began, began
        if not wiring.book.demo:
            return None, began
        (first,) = wiring.log.lines(0, 1)
        return from_micros(first.recorded_at), from_micros(head.recorded_at)
    finally:
        wiring.close()
