"""However many award the same points at once, in two houses: given once, never below zero."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import cycle
from uuid import UUID

from domain.category import AwardRule
from domain.kernel import Event
from domain.points import Deed
from domain.streams import wallet_stream
from domain.wallet import Cause, ClawCause, ClawedBack, Credited, Vested
from projections.house import House, open_house
from services import wallets
from services.commands import Command
from services.reporting.context import Reporting
from tests.faults.city import PRICE, City, at_the_door
from tests.faults.conftest import Figure
from tests.faults.sides import side_by_side
from tests.faults.test_redemptions import BY, books_balance, purse
from tests.sizes import chance, times

RACES = times(2, 15, 1_000)
AT_ONCE = 100
POINTS = 2 * PRICE


def test_points_are_awarded_once_however_often_they_are(
    sqlite_copies: Callable[[], City], postgresql_copies: Callable[[], City], figure: Figure
) -> None:
    """On either engine, at the same time: neither fills a core."""
    side_by_side(raced, [sqlite_copies(), postgresql_copies()])
    figure(
        f"{RACES} races of {AT_ONCE} awards of the same points in two houses on each engine: "
        "each given once"
    )


def raced(city: City) -> None:
    """Award the points of report after report."""
    asyncio.run(race(city))


async def race(city: City) -> None:
    """Credit, vest and take back the points of one report, each many times at once."""
    async with at_the_door(city) as (here, _):
        there = await asyncio.to_thread(open_house, city.settings)
        try:
            for number in range(RACES):
                await points_of(here, there, city.people[f"rider{number % 100 + 1}"], number)
            await books_balance(here)
        finally:
            await asyncio.to_thread(there.close)


async def points_of(here: House, there: House, rider: str, number: int) -> None:
    """Half of the calls have a name of their own, as two workers gone astray would give them."""
    desk, report = here.wiring.desk, UUID(int=10**6 + number).hex
    before, drawn = purse(desk, rider).balance, chance("awards", number)
    for version, act in enumerate((credited, vested, taken_back), 1):
        cause = Cause(stream=report, version=version, position=version)
        names = [drawn.randrange(AT_ONCE // 2) for _ in range(AT_ONCE)]
        houses = cycle((here.wiring.desk, there.wiring.desk))
        calls = [
            partial(act, house, rider, report, cause, Command.worker("race", version, report, name))
            for house, name in zip(houses, names, strict=False)
        ]
        await asyncio.gather(*(call() for call in calls))
        now = purse(desk, rider).balance
        assert now == before + (POINTS if act is vested else 0)
        assert now >= 0
    told = Counter(type(event) for event in events_of(desk, rider, report))
    assert told == {Credited: 1, Vested: 1, ClawedBack: 1}


async def credited(
    desk: Reporting, rider: str, report: str, cause: Cause, command: Command
) -> None:
    earned = wallets.Earned(rider, report, Deed.FINDER, AwardRule("race", 1, POINTS, 0), cause)
    day = wallets.china_day(desk.now()) - timedelta(days=UUID(hex=report).int % 3_000)
    await desk.carry_out([wallets.credit(desk, earned, day, BY, command)])


async def vested(desk: Reporting, rider: str, report: str, cause: Cause, command: Command) -> None:
    await desk.carry_out([wallets.vest(desk, rider, report, cause, BY, command)])


async def taken_back(
    desk: Reporting, rider: str, report: str, cause: Cause, command: Command
) -> None:
    await desk.carry_out(
        [wallets.claw_back(desk, rider, report, ClawCause.REJECTED, cause, BY, command)]
    )


def events_of(desk: Reporting, rider: str, report: str) -> list[Event]:
    events = [step.event for step in desk.app.history(wallet_stream(rider))]
    return [event for event in events if getattr(event, "report", None) == report]
