"""One day of a city's workers, in the middle of which something may break under one of them."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from projections.house import House, open_house
from tests.faults.breaking.breaks import Breaks, Kind
from tests.faults.city import City
from tests.faults.trials import Course
from tests.faults.working.effects import Effects, sound, told, written
from tests.faults.working.scene import much_later
from workers.crew import WORKERS
from workers.loop import CatchUp
from workers.notify import LEASE
from workers.trouble import TROUBLE

MORNING: Final = ("project", "inspect", "dispatch", "project", "award", "project")
MUCH_LATER: Final = ("deadlines", "project", "award", "project")
_MOMENT: Final = timedelta(seconds=1)


class Break(NamedTuple):
    """What breaks under a worker, and when; and where once more while it recovers."""

    kind: Kind
    at: int
    course: Course
    again: Kind
    again_at: int
    opening: bool  # whether what breaks again counts from the opening of the city


class Ended(NamedTuple):
    """What a day left behind."""

    written: Effects
    told: Effects


@dataclass
class Day:
    """A city's workers, each in turn, in one process that may be opened again."""

    city: City
    breaks: Breaks
    now: datetime
    fired: int = 0  # at first
    fired_again: int = 0  # while it recovered
    raised: Counter[str] = field(default_factory=Counter)
    places: dict[str, Counter[Kind]] = field(default_factory=dict)
    _broken: Break | None = None
    _house: House | None = None
    _worker: CatchUp | None = None

    async def pass_by(self, name: str = "", broken: Break | None = None) -> Ended:
        """Let all work be done, with something broken under one worker at first."""
        later = much_later(self.now)
        since = self._opened().wiring.log.head().size
        notified = not name or name == "notify"  # which writes nothing that others read
        self._broken = broken
        todo = [*MORNING, *["notify"] * notified]
        try:
            await self._all(todo, name)
            self.now = later
            await self._all(MUCH_LATER, name)
            house = self._opened()
            await asyncio.to_thread(sound, house)
            return Ended(written(house, since), told(house))
        finally:
            self._close()

    async def _all(self, names: Sequence[str], name: str) -> None:
        for one in names:
            self._worker = None
            if one == name and self._broken:
                await self._break(name, self._broken)
                self._broken = None
            else:
                self.breaks.count()
                await self._work(one)
                self.places.setdefault(one, Counter(self.breaks.counted))

    async def _break(self, name: str, broken: Break) -> None:
        before = self._happened()
        self.breaks.arm(broken.kind, broken.at, for_good=broken.course is Course.FOR_GOOD)
        await self._tried(name)
        if broken.course is Course.FOR_GOOD:
            await self._tried(name)
        self.fired = self._happened() - before
        self.breaks.lift()
        if broken.course is Course.AGAIN:
            await self._break_again(name, broken)
        await self._work(name)

    async def _break_again(self, name: str, broken: Break) -> None:
        """Let a new process find what the old one left, and break under that as well."""
        before = self._happened()
        self._close()
        if not broken.opening:
            self._opened()
        self.breaks.arm(broken.again, broken.again_at)
        await self._tried(name)
        self.fired_again = self._happened() - before
        self.breaks.lift()

    async def _tried(self, name: str) -> None:
        """Work as a crew does: trouble is told, and it is tried again later."""
        try:
            await self._work(name)
        except TROUBLE as error:
            self.raised[type(error).__name__] += 1
        if name == "notify":
            self.now += LEASE + _MOMENT  # what it took on is free again

    async def _work(self, name: str) -> None:
        house = await asyncio.to_thread(self._opened)
        if self._worker is None:
            self._worker = await asyncio.to_thread(WORKERS[name], house)
        await self._worker()

    def _opened(self) -> House:
        if self._house is None:
            self._house = open_house(self.city.settings, lambda: self.now)
        return self._house

    def _close(self) -> None:
        if self._house is not None:
            self._house.close()
        self._house = self._worker = None

    def _happened(self) -> int:
        return self.breaks.happened.total()
