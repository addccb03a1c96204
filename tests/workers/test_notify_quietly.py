"""Quiet hours: nothing rings, nothing is lost, and what waited comes as one."""

import asyncio
from datetime import datetime, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from services.telling.channels import Message, Outcome, Recipient
from services.telling.quiet import NEVER, USUAL, Quiet
from tests import examples as ex
from tests.houses import Home
from tests.workers.telephones import Telephone, states, told


async def evening(home: Home) -> None:
    """Four things happen to reports of one rider after ten at night."""
    home.now.at = ex.later("11-23 22:30")
    await home.resolved()
    await home.dispatched()


def test_what_happens_at_night_comes_as_one_in_the_morning(town: Home) -> None:
    telephone = Telephone()

    async def go() -> None:
        await evening(town)
        assert await told(town, telephone) == 0
        assert states(town) == ["held"] * 4
        town.now.at = ex.later("11-24 06:59")
        assert await told(town, telephone) == 0
        town.now.at = ex.later("11-24 07:00")
        assert await told(town, telephone) == 1
        assert states(town) == ["sent"] * 4
        (message,) = telephone.rang[ex.RIDER.id]
        assert (message.title.zh, message.title.en) == ("4 条新通知", "4 new notices")
        assert message.number is None, "they are about two reports"
        assert len(message.text.zh.splitlines()) == len(message.text.en.splitlines()) == 4

    asyncio.run(go())


def test_one_that_waited_alone_comes_as_it_is(town: Home) -> None:
    telephone = Telephone()

    async def go() -> None:
        town.now.at = ex.later("11-23 23:00")
        await town.dispatched()
        await told(town, telephone)
        town.now.at = ex.later("11-24 08:00")
        await told(town, telephone)
        assert telephone.titles() == ["已派遣"]

    asyncio.run(go())


def test_a_long_night_is_told_in_short(town: Home) -> None:
    telephone = Telephone()

    async def go() -> None:
        town.now.at = ex.later("11-23 23:00")
        for _ in range(7):
            await town.dispatched()
        await told(town, telephone)
        town.now.at = ex.later("11-24 08:00")
        await told(town, telephone)
        (message,) = telephone.rang[ex.RIDER.id]
        assert message.text.zh.splitlines()[-1] == "还有 2 条"
        assert len(message.text.zh.splitlines()) == 6

    asyncio.run(go())


def test_who_ends_the_quiet_hears_at_once(town: Home) -> None:
    telephone, quiet = Telephone(), town.house.wiring.identity.telling.quiet

    async def go() -> None:
        await evening(town)
        await told(town, telephone)
        quiet.choose(ex.RIDER.id, NEVER)
        assert await told(town, telephone) == 1

    asyncio.run(go())


def test_who_makes_the_night_longer_is_left_alone_longer(town: Home) -> None:
    telephone, quiet = Telephone(), town.house.wiring.identity.telling.quiet

    async def go() -> None:
        await evening(town)
        await told(town, telephone)
        quiet.choose(ex.RIDER.id, Quiet(22 * 60, 9 * 60))
        town.now.at = ex.later("11-24 08:00")
        assert await told(town, telephone) == 0
        town.now.at = ex.later("11-24 09:00")
        assert await told(town, telephone) == 1

    asyncio.run(go())


def test_a_digest_that_fails_comes_piece_by_piece(town: Home) -> None:
    def answer(_: Recipient, message: Message) -> Outcome:
        poisoned = "处置完成" in message.title.zh or "处置完成" in message.text.zh
        several = message.title.en.endswith("notices")
        return Outcome.LATER if poisoned or several else Outcome.DELIVERED

    async def go() -> None:
        telephone = Telephone(answer=answer)
        await evening(town)
        await told(town, telephone)
        town.now.at = ex.later("11-24 08:00")
        await told(town, telephone)
        assert telephone.titles() == []
        town.now.wait(minutes=1)
        await told(town, telephone)
        assert sorted(telephone.titles()) == sorted(["已派遣", "处置中", "已派遣"])
        assert sorted(states(town)) == ["sent"] * 3 + ["waiting"]

    asyncio.run(go())


MINUTES = st.integers(0, 24 * 60 - 1)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(quiet=Quiet(61, 60), pauses=[0])
@given(
    quiet=st.just(NEVER) | st.just(USUAL) | st.builds(Quiet, MINUTES, MINUTES),
    pauses=st.lists(st.integers(0, 700), min_size=1, max_size=5),
)
def test_nothing_ever_rings_in_quiet_hours_and_nothing_is_lost(
    town: Home, quiet: Quiet, pauses: list[int]
) -> None:
    telephone = Telephone(clock=town.now)
    town.house.wiring.identity.telling.quiet.choose(ex.RIDER.id, quiet)
    before = town.size()

    async def go() -> None:
        for pause in pauses:
            await town.dispatched()
            await told(town, telephone)
            town.now.wait(minutes=pause)
        for _ in range(30):  # a day may be quiet but for one minute: that one is looked for
            await told(town, telephone)
            town.now.at = quiet.until(town.now.at) or town.now.at + timedelta(hours=1)

    asyncio.run(go())
    moments: list[datetime] = telephone.moments
    assert [moment for moment in moments if quiet.until(moment)] == []
    assert states(town, after=before) == ["sent"] * len(pauses)
