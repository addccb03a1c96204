"""Whatever is repeated, lost or done by two at once, no point is given or taken twice."""

import asyncio
from collections import Counter

from domain import wallet as w
from domain.actor import Actor
from domain.category import Category
from domain.report.handling import Why
from domain.report.handling_events import ReturnReason
from domain.streams import category_stream, wallet_stream
from services.reporting import handling, intake
from tests import examples as ex
from tests.cities import ROAD, ground, set_up
from tests.houses import Home
from tests.workers.awarding import duplicate, purse, reopen, told


def test_no_repetition_brings_or_takes_a_point(either_home: Home) -> None:
    home, rider, other = either_home, *(Actor(ex.who(n), ex.RIDER.posts) for n in (201, 202))

    async def lives() -> None:
        """One report for each way to gain and to lose."""
        kept = await home.dispatched(other)
        for report in [await home.submit(rider) for _ in range(2)]:
            await home.work("award")
            await duplicate(home, report, kept)
        twice = await home.dispatched(rider)
        await home.work("award")
        why = Why(ReturnReason.NOT_OUR_WORK, "no")
        await handling.send_back(home.desk, twice, why, None, home.asked(ex.DISPATCHER))
        await intake.dispatch(home.desk, twice, ex.XIXI, None, home.asked(ex.OPERATOR))
        await home.work("award")
        asked = home.asked(ex.XIXI_SUPERVISOR)
        await handling.send_back(home.desk, twice, why, None, asked)
        await home.reject(twice)
        verified = await home.verified(rider, place=ground(ex.BEISHAN, north=900))
        await home.work("award")
        await reopen(home, verified)
        await home.work("inspect", "award")

    async def again() -> None:
        await lives()
        before = {who: (purse(home, who), told(home, who)) for who in (rider, other)}
        size = home.size()
        rival = home.another()
        try:
            for _ in range(2):
                home.forget("award", "inspect", "dispatch")
                await asyncio.gather(home.work("award"), rival.work("award"))
            await home.work("inspect", "dispatch", "award")
        finally:
            rival.close()
        assert {who: (purse(home, who), told(home, who)) for who in (rider, other)} == before
        assert home.size() == size
        causes = Counter(
            (type(one), one.report, one.cause.position)
            for one in home.events(wallet_stream(rider.id))
            if isinstance(one, w.Credited | w.Vested | w.ClawedBack)
        )
        assert set(causes.values()) == {1}

    asyncio.run(again())


def test_a_category_that_came_later_is_known_to_those_who_award(home: Home) -> None:
    rival = home.another()

    async def go() -> None:
        richer = ex.definition(ROAD, after_photo=False, conditions=None)
        stream = category_stream(ROAD)
        await set_up(home.house.wiring, Category, stream, lambda it, *who: it.define(richer, *who))
        home.desk.book.refresh()
        report = await home.dispatched(category=ROAD)
        await rival.work("award")
        credited = home.events(wallet_stream(ex.RIDER.id))
        assert [type(one) for one in credited] == [w.Credited]
        assert home.report(report).category_version == 2

    try:
        asyncio.run(go())
    finally:
        rival.close()
