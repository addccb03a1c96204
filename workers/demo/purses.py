"""What riders do with their points: redeem, fetch, change their minds, forget."""

import asyncio
from datetime import timedelta
from random import Random
from typing import Final

from domain.reward import LimitReached, ReturnCause, UnknownRedemption
from domain.streams import wallet_stream
from domain.wallet import Wallet
from services import wallets
from services.commands import Command
from workers.demo.hours import riding_hour
from workers.demo.plan import Beat, Deed, Part
from workers.demo.world import SEED, World

HANDING: Final = ("dispatcher1", "supervisor1", "dispatcher3", "operator1")
_DAY: Final = timedelta(days=1)


def purses(world: World, riders: list[str]) -> list[Beat]:
    """Plan every rider's visits to the shelf; whoever has too few points leaves it."""
    beats: list[Beat] = []
    for rider in riders:
        rng = Random(f"{SEED}/purse/{rider}")  # noqa: S311 - a story, no secret
        for visit in range(max(2, world.scale.days // 6)):
            beats += _visit(world, rider, visit, rng)
    for number, rider in enumerate(("rider1", "rider2")):
        late = world.end - (5 + 8 * number) * timedelta(hours=1)
        beats.append(Beat(late, f"purse-{rider}-open", 0, rider, _redeem(("water",))))
        early = world.at(0.3) + number * timedelta(minutes=9)  # and never fetched
        beats.append(Beat(early, f"purse-{rider}-lapsed", 0, rider, _redeem(("water",))))
    return beats


def _visit(world: World, rider: str, number: int, rng: Random) -> list[Beat]:
    wanted = rng.sample(("meal", "battery", "powerbank", "water", "raincoat"), 5)
    day = world.at(0.35) + (world.end - world.at(0.35)) * rng.random()
    at = riding_hour(day, rng)
    key = f"purse-{rider}-{number}"
    beats = [Beat(at, key, 0, rider, _redeem(wanted))]
    later = at + rng.uniform(0.02, 2.5) * _DAY
    match rng.randrange(10):
        case 0:
            beats.append(Beat(later, key, 1, rider, _cancel(beats[0].command)))
        case 1 | 2:
            pass  # forgotten; it goes back on the shelf by itself
        case _:
            beats.append(Beat(later, key, 1, rng.choice(HANDING), _hand_over(beats[0].command)))
    return beats


def _redeem(wanted: tuple[str, ...] | list[str]) -> Deed:
    """Exchange points for the first wish that they reach."""

    async def deed(part: Part) -> object:
        desk, rider = part.desk, part.asked.actor.id
        purse = await asyncio.to_thread(desk.app.load, Wallet, wallet_stream(rider))
        for code in wanted:
            offer = desk.book.rewards[code].offer
            if offer and offer.price <= purse.balance:
                try:
                    return await wallets.redeem(desk, code, part.asked)
                except LimitReached:
                    continue
        return None

    return deed


def _hand_over(redeemed: Command) -> Deed:
    """Let the station hand it over to whoever shows the code, if there is something."""
    name = redeemed.id.hex()

    async def deed(part: Part) -> object:
        try:
            code = wallets.hand_over_code(part.desk, name)
            return await wallets.hand_over(part.desk, name, code, part.asked)
        except UnknownRedemption:
            return None

    return deed


def _cancel(redeemed: Command) -> Deed:
    """Let the rider change their mind, if something was redeemed."""
    name = redeemed.id.hex()

    async def deed(part: Part) -> object:
        try:
            return await wallets.refund(part.desk, name, ReturnCause.CANCELLED, part.asked)
        except UnknownRedemption:
            return None

    return deed
