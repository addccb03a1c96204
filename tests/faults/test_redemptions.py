"""However many redeem at once: no point is spent twice, and no reward is handed out twice."""

import asyncio
from collections import Counter
from datetime import timedelta
from functools import partial
from uuid import UUID

import httpx2

from domain.category import AwardRule
from domain.points import Deed
from domain.reward import Reward, RewardReserved
from domain.streams import reward_stream, wallet_stream
from domain.wallet import Cause, Redeemed, Wallet
from projections.credits.queries import books
from projections.house import House
from services import wallets
from services.commands import Command
from services.reporting.context import Reporting
from tests.faults.city import PRICE, RIDERS, City, at_the_door, in_turns
from tests.faults.conftest import Figure
from tests.faults.errands import Errands, done, outcomes
from tests.sizes import chance, times

RACES = times(3, 10, 1_000)  # of each kind, on each engine
AT_ONCE = 100
BY = "system:award"
LOGINS = [f"rider{number}" for number in range(1, RIDERS + 1)]


def test_one_balance_pays_for_what_it_pays_for(city: City, figure: Figure) -> None:
    """Half of the races ask twice under each key; whoever asks again is told the same."""
    drawn = chance("balance")

    async def race() -> None:
        async with at_the_door(city) as (house, client):
            errands, desk = Errands(city, client), house.wiring.desk
            for number in range(RACES):
                login, enough = LOGINS[number % RIDERS], drawn.randint(0, 12)
                start = purse(desk, city.people[login]).balance
                await give(desk, city.people[login], enough * PRICE + drawn.randint(0, PRICE - 1))
                enough = purse(desk, city.people[login]).balance // PRICE
                times_each = 1 + number % 2
                keys = [f"race-{number}-{key}" for key in range(AT_ONCE // times_each)] * times_each
                drawn.shuffle(keys)
                answers = await asyncio.gather(
                    *(errands.post(login, "/v1/rewards/many/redeem", key=key) for key in keys)
                )
                judge(answers, keys, enough, "409 not-enough-points")
                left = purse(desk, city.people[login])
                assert 0 <= left.balance < PRICE
                assert start >= 0
            await books_balance(house)

    asyncio.run(race())
    figure(f"{RACES} races of {AT_ONCE} redemptions of one balance: never below zero")


def test_the_last_one_goes_to_one_rider(city: City, figure: Figure) -> None:
    async def race() -> None:
        async with at_the_door(city) as (house, client):
            errands, desk = Errands(city, client), house.wiring.desk
            await in_turns(
                [partial(give, desk, city.people[login], RACES * PRICE) for login in LOGINS]
            )
            for number in range(RACES):
                await restock(desk, number)
                riders = LOGINS[:AT_ONCE] if number % 2 else [*LOGINS[: AT_ONCE // 2]] * 2
                answers = await asyncio.gather(
                    *(
                        errands.post(who, "/v1/rewards/last/redeem", key=f"{number}")
                        for who in riders
                    )
                )
                judge(answers, riders, 1, "409 out-of-stock")
                assert shelf(desk).stock == 0
            reserved_once(desk, RACES)
            await books_balance(house)

    asyncio.run(race())
    figure(f"{RACES} races of {AT_ONCE} redemptions of one last item: never oversold")


def judge(answers: list[httpx2.Response], names: list[str], enough: int, refusal: str) -> None:
    """So many wishes come true, each as one redemption however often asked; all else is refused."""
    won = {
        (name, done(answer)["id"])
        for name, answer in zip(names, answers, strict=True)
        if answer.is_success
    }
    often = Counter(names).most_common(1)[0][1]
    assert len(won) == enough == len({name for name, _ in won}) == len({it for _, it in won})
    rest = len(names) - enough * often
    expected = {"201": enough * often, refusal: rest}
    assert outcomes(answers) == Counter({what: count for what, count in expected.items() if count})


async def give(desk: Reporting, rider: str, points: int) -> None:
    """Let a rider have earned so many points, on a day of their own."""
    version = desk.app.load(Wallet, wallet_stream(rider)).version
    report = UUID(int=version).hex
    cause = Cause(stream=report, version=1, position=1)
    earned = wallets.Earned(rider, report, Deed.FINDER, AwardRule("race", 1, points, 0), cause)
    day = wallets.china_day(desk.now()) - timedelta(days=version)
    credited, vested = (Command.worker("race", what, rider, version) for what in ("credit", "vest"))
    earn = wallets.credit(desk, earned, day, BY, credited)
    await desk.carry_out([earn, wallets.vest(desk, rider, report, cause, BY, vested)])


async def restock(desk: Reporting, number: int) -> None:
    """Put one on the shelf."""
    command = Command.worker("race", "restock", number)
    things = [(Reward, reward_stream("last"))]
    await desk.app.change(things, lambda it: it.restock(1, BY, desk.now()), command)


def purse(desk: Reporting, rider: str) -> Wallet:
    return desk.app.load(Wallet, wallet_stream(rider))


def shelf(desk: Reporting) -> Reward:
    return desk.app.load(Reward, reward_stream("last"))


def reserved_once(desk: Reporting, amount: int) -> None:
    """What was set aside, and what was paid, are the same redemptions."""
    reserved = [
        (step.event.redemption, step.event.rider)
        for step in desk.app.history(reward_stream("last"))
        if isinstance(step.event, RewardReserved)
    ]
    paid = [
        (step.event.redemption, rider)
        for _, rider in reserved
        for step in desk.app.history(wallet_stream(rider))
        if isinstance(step.event, Redeemed)
    ]
    assert len(reserved) == amount
    assert set(reserved) == set(paid)


async def books_balance(house: House) -> None:
    """Every account of the double entry together: zero, at the end of the log."""
    await asyncio.to_thread(house.projections.catch_up)
    now = await asyncio.to_thread(books, house.projections.engine)
    assert now.position == house.wiring.log.head().size
    assert sum(now.accounts.values()) == 0
    assert not house.projections.verify()
