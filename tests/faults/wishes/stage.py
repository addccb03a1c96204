"""A city in one process, brought to where each kind of wish can be asked for."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import httpx2

from projections.house import House
from services.clock import system_clock
from services.identity.senders import RememberingSender
from services.limits import Limited, Rate
from tests.faults.city import CATEGORY, OFFICE, PRICE, City, at_the_door
from tests.faults.errands import Errands, done
from tests.faults.test_redemptions import give

ELSEWHERE = "330105012"
PASSWORD = "reed-lantern-42"  # noqa: S105 - of made-up people
ROAD = "M06013"
FIRE = "M06020"
LATE = timedelta(hours=3)  # to be put out within two
A_LOOK = timedelta(minutes=3)  # at a rider's number: thirty are allowed in an hour
SOME = 8  # reports that become overdue together: the clock of a log never goes back


@dataclass
class Now:
    """The machine's clock, put forward."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        """Say what time it is."""
        return system_clock() + self.ahead


@dataclass
class Stage:
    """Everybody's errands, and reports in any state."""

    city: City
    house: House
    client: httpx2.AsyncClient
    now: Now
    sender: RememberingSender
    errands: Errands
    _keys: Iterator[int] = field(default_factory=lambda: count(1))
    _photos: dict[str, str] = field(default_factory=dict)
    _overdue: list[str] = field(default_factory=list)

    def key(self) -> str:
        """Draw a name that no other wish has."""
        return f"wish-{next(self._keys)}"

    def number(self) -> int:
        """Draw a number that is used once."""
        return next(self._keys)

    async def post(self, login: str, path: str, wish: object = None) -> dict[str, Any]:
        """Let somebody do something that must succeed."""
        return done(await self.errands.post(login, path, wish, self.key()))

    async def ask(self, login: str, report: str, command: str, wish: object = None) -> str:
        """Let somebody do something with a report; answer with the report."""
        await self.post(login, f"/v1/reports/{report}/{command}", wish)
        return report

    async def photo(self, login: str) -> str:
        """Answer a photograph of somebody's own; one will do for many reports."""
        if login not in self._photos:
            self._photos[login] = await self.errands.photo(login)
        return self._photos[login]

    async def submitted(self, category: str = CATEGORY) -> str:
        """Send a report in."""
        wish = self.errands.submission(await self.photo("rider1")) | {"category": category}
        return str((await self.post("rider1", "/v1/reports", wish))["id"])

    async def dispatched(self, category: str = CATEGORY) -> str:
        """Bring a report to the office."""
        report = await self.submitted(category)
        return await self.ask("operator1", report, "dispatch", {"office": OFFICE})

    async def claimed(self, category: str = CATEGORY) -> str:
        """Bring a report to somebody who works on it."""
        return await self.ask("dispatcher1", await self.dispatched(category), "claim")

    async def resolved(self) -> str:
        """Bring a report to where it is said to be mended."""
        return await self.mended(await self.claimed())

    async def verified(self) -> str:
        """Bring a report to its end."""
        return await self.ask("verifier1", await self.resolved(), "verify")

    async def mended(self, report: str) -> str:
        """Resolve a report that dispatcher1 works on."""
        work = {"outcome": "cleaned", "photos": [await self.photo("dispatcher1")]}
        return await self.ask("dispatcher1", report, "resolve", work)

    async def overdue(self) -> str:
        """Bring a report to its end, too late."""
        if not self._overdue:
            late = [await self.claimed(FIRE) for _ in range(SOME)]
            self.now.ahead += LATE
            for report in late:
                await self.ask("verifier1", await self.mended(report), "verify")
            self._overdue = late
        return self._overdue.pop()

    async def redeemed(self) -> dict[str, Any]:
        """Let rider1 take a reward."""
        await self.points()
        return await self.post("rider1", "/v1/rewards/many/redeem")

    async def points(self) -> None:
        """Give rider1 what a reward costs."""
        await give(self.house.wiring.desk, self.city.people["rider1"], PRICE)


@asynccontextmanager
async def on_stage(city: City) -> AsyncIterator[Stage]:
    """Open the city's API in this process, with its clock in our hands."""
    now, sender = Now(), RememberingSender()
    async with at_the_door(city, now, sender) as (house, client):
        # A few people ask for everything there is, at each place where something may break.
        house.wiring.limits._rates.update(dict.fromkeys(Limited, Rate(1_000_000, 1)))  # noqa: SLF001
        yield Stage(city, house, client, now, sender, Errands(city, client))
