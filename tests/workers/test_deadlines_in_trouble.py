"""Watching deadlines while rewards wait, streams are poisoned and the log is away."""

import asyncio
import sqlite3
from typing import Any
from unittest import mock

import pytest
from eventsourcing.persistence import StoredEvent

from domain.reward import RewardHandedOver, RewardReturned
from domain.streams import reward_stream
from domain.wallet import Refunded
from services import wallets
from services.eventlog.errors import LogUnavailable
from services.reporting import handling
from tests import examples as ex
from tests.houses import Home
from tests.workers.watching import FOUR_HOURS, at, earn, plans, topics, watch
from workers.loop import Told


def poison(home: Home, stream: Any, topic: str = "report.noted") -> None:
    """Append bytes that no version of the product could have written."""
    lines = home.app.event_log.stream(stream)
    broken = StoredEvent(stream, lines[-1].originator_version + 1, topic, b"{nonsense")
    home.app.event_log.insert_events([broken])


def test_a_reward_nobody_fetched_is_given_back_and_one_that_was_is_not(home: Home) -> None:
    async def go() -> None:
        await earn(home)
        await earn(home)
        for fetched in (False, True):
            mine, _ = await wallets.redeem(home.desk, "water", home.asked(ex.RIDER))
            if fetched:
                code = wallets.hand_over_code(home.desk, mine.id)
                await wallets.hand_over(home.desk, mine.id, code, home.asked(ex.DISPATCHER))
        assert home.wallet().balance == 4
        assert await at(home, "11-30 08:59") == 0
        await at(home, "11-30 09:00")
        await watch(home).catch_up()
        assert not plans(home.workers["watch"]), "what is over is let go of"

        shelf = [type(one) for one in home.events(reward_stream("water"))]
        assert (shelf.count(RewardReturned), shelf.count(RewardHandedOver)) == (1, 1)
        assert home.wallet().balance == 12
        last = home.app.history(home.wallet().id)[-1].event
        assert isinstance(last, Refunded)
        assert (last.cause, last.by) == ("lapsed", "system:deadlines")

    asyncio.run(go())


@pytest.mark.parametrize("when", ["before the start", "while it watches"])
def test_a_poisoned_report_stops_the_watch_over_no_other(home: Home, when: str) -> None:
    async def go() -> None:
        sick = await home.claimed(condition=FOUR_HOURS)
        well = await home.claimed(condition=FOUR_HOURS)
        if when == "while it watches":
            await at(home, "11-23 09:30")
        poison(home, sick)
        await at(home, "11-23 10:00")
        assert topics(home, well)[-1] == "released"

    asyncio.run(go())


def test_what_could_not_be_written_stays_on_the_agenda(home: Home) -> None:
    async def go() -> None:
        report = await home.claimed(condition=FOUR_HOURS)
        await at(home, "11-23 09:30")
        away = LogUnavailable("away")
        with (
            mock.patch.object(home.app.event_log, "append", side_effect=away),
            pytest.raises(LogUnavailable),
        ):
            await at(home, "11-23 10:00")
        assert topics(home, report)[-1] == "claimed"
        await at(home, "11-23 10:01")
        assert topics(home, report)[-1] == "released"

    asyncio.run(go())


def test_somebody_who_was_quicker_is_no_trouble(home: Home) -> None:
    async def go() -> None:
        report = await home.claimed(condition=FOUR_HOURS)
        await at(home, "11-23 09:30")
        loaded = handling.release

        async def late(*words: Any) -> Any:
            await loaded(home.desk, report, home.asked(ex.DISPATCHER))
            return await loaded(*words)

        with mock.patch.dict("workers.deadlines.ACTS", {"release": late}):
            await at(home, "11-23 10:00")
        assert topics(home, report)[-1] == "released"
        assert topics(home, report).count("released") == 1

    asyncio.run(go())


def test_a_diary_whose_disk_is_full_is_begun_anew(home: Home) -> None:
    async def go() -> None:
        report = await home.claimed(condition=FOUR_HOURS)
        await at(home, "11-23 09:30")
        for _ in range(40):
            await home.claimed(condition=FOUR_HOURS)
        full = home.workers["watch"]._diary  # noqa: SLF001 - its disk is to be full
        full._db.execute("PRAGMA max_page_count = 1")  # noqa: SLF001 - no more than it has
        with pytest.raises(sqlite3.Error):
            await at(home, "11-23 09:40")
        await at(home, "11-23 10:00")
        assert topics(home, report)[-1] == "released"

    asyncio.run(go())


def after(looks: int) -> Told:
    """Be told to end once one has looked so often whether one is."""
    answers = iter([False] * looks)
    return lambda: next(answers, True)


def test_who_is_told_to_end_writes_down_no_more_and_begins_anew_later(home: Home) -> None:
    async def go() -> None:
        report = await home.claimed(condition=FOUR_HOURS)
        await home.claimed(condition=FOUR_HOURS)
        home.now.at = ex.later("11-23 10:00")
        kept_up = watch(home)
        assert await kept_up.catch_up(lambda: True) == 0
        assert not plans(kept_up)
        for looks in range(9):  # told somewhere in its beginning, or later
            await kept_up.catch_up(after(looks))
        await kept_up.catch_up()
        assert topics(home, report)[-1] == "released"

    asyncio.run(go())
