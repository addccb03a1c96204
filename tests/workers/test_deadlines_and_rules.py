"""Rules that change while reports are open: their moments move, and none is forgotten."""

import asyncio
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy.exc import OperationalError

from domain.city import City
from domain.errors import Refused
from domain.report import handling_events as h
from domain.report.agenda import Duty
from domain.streams import city_stream
from services.reporting import handling
from tests import examples as ex
from tests.cities import ROAD, set_up
from tests.houses import Home
from tests.workers.watching import FOUR_HOURS, at, topics, watch
from workers import deadlines
from workers.deadlines import Deadlines, Open
from workers.loop import Told
from workers.opened import opened


async def warn_at(home: Home, percent: int) -> None:
    policy = replace(home.desk.book.policy, warn_percent=percent)
    await set_up(
        home.house.wiring, City, city_stream(), lambda it, *who: it.set_policy(policy, *who)
    )


def test_a_reminder_moves_with_the_policy_later(home: Home) -> None:
    async def go() -> None:
        report = await home.dispatched(condition=FOUR_HOURS)  # by 15:00; four fifths at 14:12
        assert await at(home, "11-23 12:00") == 0
        await warn_at(home, 90)
        assert await at(home, "11-23 14:12") == 0
        assert await at(home, "11-23 14:36") == 1
        reminded = home.events(report)[-1]
        assert isinstance(reminded, h.Reminded)
        assert reminded.share_percent == 90

    asyncio.run(go())


def test_a_reminder_moves_with_the_policy_earlier(home: Home) -> None:
    async def go() -> None:
        report = await home.dispatched(condition=FOUR_HOURS)
        assert await at(home, "11-23 10:00") == 0
        await warn_at(home, 50)
        assert await at(home, "11-23 10:59") == 0
        assert await at(home, "11-23 11:00") == 1
        assert topics(home, report)[-1] == "reminded"

    asyncio.run(go())


def test_what_was_refused_as_too_early_is_done_later(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever decides may see an earlier time, as after a failover to a slow clock."""

    async def go() -> None:
        report = await home.claimed(condition=FOUR_HOURS)  # held until 10:00
        refused = []

        async def too_early(*given: Any) -> Any:
            home.now.at = ex.later("11-23 09:30")
            try:
                return await handling.release(*given)
            except Refused as refusal:
                refused.append(refusal)
                raise

        monkeypatch.setitem(deadlines.ACTS, Duty.RELEASE, too_early)
        assert await at(home, "11-23 10:00") == 1
        monkeypatch.undo()
        assert [one.code for one in refused] == ["lease-runs"]
        assert await at(home, "11-23 10:00") == 1
        assert topics(home, report)[-1] == "released"

    asyncio.run(go())


def test_what_cannot_be_confirmed_yet_is_not_asked_again_and_again(home: Home) -> None:
    async def go() -> None:
        home.now.at = ex.later("12-31 17:00")
        await home.dispatched(category=ROAD)  # into a year without a calendar
        home.now.tick = timedelta(milliseconds=1)
        rounds = count()
        assert await watch(home).catch_up(lambda: next(rounds) > 20) == 1

    asyncio.run(go())


def test_what_cannot_be_confirmed_takes_no_reminder_with_it(home: Home) -> None:
    async def go() -> None:
        home.now.at = ex.later("12-31 17:00")
        report = await home.dispatched(category=ROAD)
        leg = home.report(report).leg
        assert leg
        home.now.at = leg.terms.due_at - timedelta(minutes=1)
        await watch(home).catch_up()
        assert topics(home, report)[-1] == "reminded"

    asyncio.run(go())


def test_rules_that_changed_while_a_database_was_away_are_not_forgotten(home: Home) -> None:
    async def go() -> None:
        report = await home.dispatched(condition=FOUR_HOURS)
        away: list[Exception] = []

        def looked_up(told: Told) -> Open:
            if away:
                raise away.pop()
            return opened(home.house, told)

        kept_up = home.workers["watch"] = Deadlines(home.desk, looked_up)
        assert await at(home, "11-23 10:00") == 0
        await warn_at(home, 50)
        away.append(OperationalError("select", None, Exception()))
        with pytest.raises(OperationalError):
            await kept_up.catch_up()
        assert await at(home, "11-23 11:00") == 1
        assert topics(home, report)[-1] == "reminded"

    asyncio.run(go())
