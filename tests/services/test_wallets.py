"""Points for rewards: both sides or neither, never below zero, by nobody without the code."""

import asyncio
from uuid import UUID

import pytest

from domain.actor import Actor
from domain.reward import (
    LimitReached,
    OutOfSeason,
    OutOfStock,
    ReturnCause,
    Reward,
    RewardHandedOver,
    RewardReserved,
    UnknownRedemption,
    UnknownReward,
)
from domain.streams import reward_stream
from domain.wallet import NotEnoughPoints
from services import wallets
from services.loading import Loading
from services.wallets import Redemption, WrongCode
from tests import examples as ex
from tests.cities import set_up
from tests.houses import Home

WATER = reward_stream("water")


def shelf(home: Home) -> Reward:
    return home.app.load(Reward, WATER)


def count(home: Home, kind: type) -> int:
    return sum(isinstance(one, kind) for one in home.events(WATER))


def rider(number: int) -> Actor:
    return Actor(ex.who(number), ex.RIDER.posts)


async def rich(home: Home, who: Actor, reports: int = 1) -> None:
    """Give a rider ten points for each of some reports."""
    for _ in range(reports):
        await home.verified(who)
    await home.work("award")


async def stock(home: Home, amount: int) -> None:
    wiring = home.house.wiring
    await set_up(wiring, Reward, WATER, lambda it, *who: it.restock(amount, *who))


async def redeem(home: Home, who: Actor, key: str = "") -> Redemption:
    return (await wallets.redeem(home.desk, "water", home.asked(who, key)))[0]


async def fetch(home: Home, mine: Redemption, code: str | None = None) -> None:
    shown = wallets.hand_over_code(home.desk, mine.id) if code is None else code
    await wallets.hand_over(home.desk, mine.id, shown, home.asked(ex.DISPATCHER))


def test_points_and_stock_move_together_and_the_same_wish_moves_them_once(
    either_home: Home,
) -> None:
    home, who = either_home, rider(401)

    async def go() -> None:
        await rich(home, who)
        before = shelf(home).stock
        mine = await redeem(home, who, "mine")
        again = await redeem(home, who, "mine")
        assert (home.wallet(who).balance, shelf(home).stock) == (2, before - 1)
        assert mine == again == await asyncio.to_thread(wallets.redemption, home.desk, mine.id)
        assert (mine.rider, mine.reward, mine.points) == (who.id, "water", 8)
        assert (mine.until - home.now()).days == 7

    asyncio.run(go())


def test_who_shows_the_code_gets_it_once(either_home: Home) -> None:
    home, who = either_home, rider(402)

    async def go() -> None:
        await rich(home, who)
        await stock(home, 1)
        mine = await redeem(home, who)
        code = wallets.hand_over_code(home.desk, mine.id)
        assert len(code) == 6
        assert code.isdigit()
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        for bad in (wrong, "", "一二三四五六", code + "0"):
            with pytest.raises(WrongCode):
                await fetch(home, mine, bad)
        await fetch(home, mine, f" {code} ")
        assert count(home, RewardHandedOver) == 1
        with pytest.raises(UnknownRedemption):
            await fetch(home, mine)
        with pytest.raises(UnknownRedemption):
            await wallets.refund(home.desk, mine.id, ReturnCause.CANCELLED, home.asked(who))

    asyncio.run(go())


def test_handing_over_again_under_the_same_key_is_handing_over_once(home: Home) -> None:
    async def go() -> None:
        await rich(home, ex.RIDER)
        mine = await redeem(home, ex.RIDER)
        code, asked = wallets.hand_over_code(home.desk, mine.id), home.asked(ex.DISPATCHER, "k")
        first = await wallets.hand_over(home.desk, mine.id, code, asked)
        again = await wallets.hand_over(home.desk, mine.id, code, asked)
        assert first.position == again.position

    asyncio.run(go())


def test_what_was_done_is_told_again_without_living_through_the_shelf_once_more(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def go() -> None:
        await rich(home, ex.RIDER)
        mine = await redeem(home, ex.RIDER, "k")
        monkeypatch.delattr(Loading, "at_version")  # which reads a stream from its beginning
        assert await redeem(home, ex.RIDER, "k") == mine

    asyncio.run(go())


def test_a_refund_gives_both_back_once(either_home: Home) -> None:
    home, who = either_home, rider(403)

    async def go() -> None:
        await rich(home, who)
        await stock(home, 1)
        before = shelf(home).stock
        mine = await redeem(home, who)
        await wallets.refund(home.desk, mine.id, ReturnCause.CANCELLED, home.asked(who))
        assert (home.wallet(who).balance, shelf(home).stock) == (10, before)
        with pytest.raises(UnknownRedemption):
            await wallets.refund(home.desk, mine.id, ReturnCause.CANCELLED, home.asked(who))
        with pytest.raises(UnknownRedemption):
            await fetch(home, mine)
        assert (home.wallet(who).balance, shelf(home).stock) == (10, before)
        await fetch(home, await redeem(home, who))

    asyncio.run(go())


def test_the_shelf_has_its_limits(home: Home) -> None:
    async def go() -> None:
        await rich(home, ex.RIDER, 3)
        await rich(home, ex.NEIGHBOUR, 3)
        with pytest.raises(UnknownReward):
            await wallets.redeem(home.desk, "gold", home.asked(ex.RIDER))
        for _ in range(2):
            await redeem(home, ex.RIDER)
        with pytest.raises(LimitReached):
            await redeem(home, ex.RIDER)
        await redeem(home, ex.NEIGHBOUR)
        with pytest.raises(OutOfStock):
            await redeem(home, ex.NEIGHBOUR)
        await stock(home, 1)
        with pytest.raises(NotEnoughPoints):
            await redeem(home, ex.THIRD_RIDER)
        home.now.at = ex.MONDAY.replace(year=2027)
        with pytest.raises(OutOfSeason):
            await redeem(home, ex.NEIGHBOUR)
        assert [home.wallet(one).balance for one in (ex.RIDER, ex.NEIGHBOUR)] == [14, 22]

    asyncio.run(go())


def test_many_wishes_at_once_never_lead_below_zero_or_beyond_the_stock(
    either_home: Home,
) -> None:
    home, rival = either_home, either_home.another()
    crowd = [rider(410 + number) for number in range(4)]

    async def go() -> None:
        for who in crowd:
            await rich(home, who)
        await stock(home, 2 - shelf(home).stock)
        reserved, left = count(home, RewardReserved), shelf(home).stock
        wishes = [redeem(one, who) for who in crowd for one in (home, rival, home)]
        outcomes = await asyncio.gather(*wishes, return_exceptions=True)

        won = [one for one in outcomes if isinstance(one, Redemption)]
        assert len(won) == count(home, RewardReserved) - reserved == min(left, 4)
        assert shelf(home).stock == left - len(won)
        balances = [home.wallet(who).balance for who in crowd]
        lucky = {one.rider for one in won}
        assert balances == [2 if who.id in lucky else 10 for who in crowd]

    try:
        asyncio.run(go())
    finally:
        rival.close()


@pytest.mark.parametrize("name", ["", "x", "0" * 32, "0" * 31, "é", UUID(int=3).hex])
def test_a_name_nobody_was_given_is_unknown(home: Home, name: str) -> None:
    with pytest.raises(UnknownRedemption):
        wallets.redemption(home.desk, name)


def test_the_command_of_another_deed_is_no_redemption(home: Home) -> None:
    async def go() -> None:
        asked = home.asked(ex.RIDER)
        await home.submit(asked=asked)
        with pytest.raises(UnknownRedemption):
            wallets.redemption(home.desk, asked.command.id.hex())

    asyncio.run(go())


def test_codes_tell_redemptions_apart(home: Home) -> None:
    codes = {wallets.hand_over_code(home.desk, f"{number:032x}") for number in range(200)}
    assert len(codes) > 190
