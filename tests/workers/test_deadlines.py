"""The clock of every open report: each duty in its moment, once, by whoever watches."""

import asyncio

from domain.report import handling_events as h
from domain.report import intake_events as i
from services.reporting import closing, handling, intake
from tests import examples as ex
from tests.cities import ROAD, SHACK, publish
from tests.houses import Home, new_picture
from tests.workers.watching import FOUR_HOURS, PLEA, at, plans, topics, watch


def test_a_claim_lapses_and_the_next_may_take_it(home: Home) -> None:
    async def go() -> None:
        report = await home.claimed(condition=FOUR_HOURS)  # Monday 09:00, held for an hour
        assert await at(home, "11-23 09:59") == 0
        assert await at(home, "11-23 10:00") == 1
        released = home.events(report)[-1]
        assert isinstance(released, h.Released)
        assert (released.cause, released.by) == ("lapsed", "system:deadlines")
        await handling.claim(home.desk, report, None, home.asked(ex.COLLEAGUE))
        await handling.progress(home.desk, report, "on it", [], home.asked(ex.COLLEAGUE))
        home.now.wait(minutes=30)
        await handling.progress(home.desk, report, "still", [], home.asked(ex.COLLEAGUE))
        assert await at(home, "11-23 11:20") == 0, "each step renews the claim"
        assert await at(home, "11-23 11:30") == 1

    asyncio.run(go())


def test_a_rest_ends_on_its_date(home: Home) -> None:
    async def go() -> None:
        report = await home.dispatched(condition=FOUR_HOURS)
        until, asked = ex.later("11-25 15:00"), home.asked(ex.SUPERVISOR)
        await handling.suspend(home.desk, report, PLEA, until, asked)
        assert await at(home, "11-25 14:59") == 0
        assert await at(home, "11-25 15:00") == 1
        resumed = home.events(report)[-1]
        assert isinstance(resumed, h.Resumed)
        assert (resumed.lapsed, resumed.terms.left) == (True, 4 * 3600)

    asyncio.run(go())


def test_the_office_is_reminded_once_when_most_of_the_time_is_used(home: Home) -> None:
    async def go() -> None:
        report = await home.dispatched(condition=FOUR_HOURS)  # due Monday 15:00
        assert await at(home, "11-23 14:11") == 0
        assert await at(home, "11-23 14:12") == 1
        assert await at(home, "11-23 15:00") == 0
        reminded = home.events(report)[-1]
        assert isinstance(reminded, h.Reminded)
        assert (reminded.due_at, reminded.share_percent) == (ex.later("11-23 15:00"), 80)

    asyncio.run(go())


def test_three_superiors_are_told_one_after_the_other(home: Home) -> None:
    async def go() -> None:
        report = await home.dispatched(condition=FOUR_HOURS)
        await at(home, "11-23 15:00")
        told = []
        for moment in ("11-23 15:01", "11-24 08:59", "11-24 09:00", "11-24 15:00", "11-27 09:00"):
            await at(home, moment)
            told.append(home.report(report).level)
        assert told == [1, 1, 2, 3, 3]
        assert topics(home, report)[2:] == ["reminded", "escalated", "escalated", "escalated"]

    asyncio.run(go())


def test_what_nobody_disputes_closes_by_itself(home: Home) -> None:
    async def go() -> None:
        report = await home.resolved()
        assert await at(home, "11-26 08:59") == 0
        assert await at(home, "11-26 09:00") == 1
        assert (topics(home, report)[-1], home.report(report).state) == ("verified", "verified")

    asyncio.run(go())


def test_what_is_drawn_held_or_disputed_does_not(home: Home) -> None:
    async def go() -> None:
        drawn = await home.resolved(category=SHACK)
        disputed = await home.resolved()
        asked = home.asked(ex.RIDER)
        await closing.object_to(home.desk, disputed, "it is still there", [], asked)
        picture = new_picture()
        held = await home.claimed(photos=[await home.photo(ex.RIDER, picture)])
        await home.resolve(held, picture)  # the after-photo is the before-photo
        await home.work("inspect")

        assert await at(home, "12-30 09:00") == 0
        assert [home.report(one).state for one in (drawn, disputed, held)] == ["resolved"] * 3
        flags = {one.flag for one in home.report(held).flags}
        assert "same_photo_other_rider" in flags

    asyncio.run(go())


def test_a_provisional_deadline_is_confirmed_when_the_calendar_is_known(home: Home) -> None:
    async def go() -> None:
        home.now.at = ex.later("12-31 17:00")
        report = await home.dispatched(category=ROAD)
        kept_up, leg = watch(home), home.report(report).leg
        assert leg
        assert leg.terms.provisional
        size = home.size()
        await kept_up.catch_up()
        assert home.size() == size, "nothing is known yet"
        holiday = [ex.later("2027-01-04 12:00").date()]
        await publish(home.house.wiring, 2027, holiday, [])
        await kept_up.catch_up()
        await watch(home).catch_up()

        confirmed = home.events(report)[-1]
        assert isinstance(confirmed, i.DeadlineConfirmed)
        assert (confirmed.was, confirmed.terms.due_at) == (
            ex.later("2027-01-04 17:00"),
            ex.later("2027-01-01 17:00"),
        )
        assert confirmed.terms.calendars == ["2026.1", "2027.1"]
        assert topics(home, report).count("deadline_confirmed") == 1

    asyncio.run(go())


def test_a_watch_that_starts_anew_plans_what_the_old_one_did(either_home: Home) -> None:
    home = either_home

    async def go() -> None:
        home.now.at = ex.MONDAY.replace(month=12, day=7)
        old = watch(home)
        await old.catch_up()
        await home.claimed(condition=FOUR_HOURS)
        await home.resolved()
        await home.verified()
        resting = await home.dispatched(category=ROAD)
        rest = ex.later("12-09 09:00"), home.asked(ex.SUPERVISOR)
        await handling.suspend(home.desk, resting, PLEA, *rest)
        gone = await home.dispatched()
        await intake.withdraw(home.desk, gone, home.asked(ex.RIDER))
        home.now.wait(hours=5)
        await old.catch_up()

        anew = watch(home)
        await anew.catch_up()
        assert plans(anew) == plans(old)
        assert {entry.duty for entry in plans(anew)} == {
            "remind",
            "escalate",
            "resume",
            "close",
        }

    asyncio.run(go())


def test_two_watches_do_everything_once(either_home: Home) -> None:
    home, rival = either_home, either_home.another()

    async def go() -> None:
        home.now.at = ex.MONDAY.replace(month=12, day=14)
        reports = [await home.claimed(condition=FOUR_HOURS) for _ in range(4)]
        watches = watch(home), watch(rival)
        for _ in range(9):
            home.now.wait(hours=3)
            await asyncio.gather(*(one.catch_up() for one in watches))
        for report in reports:
            told = topics(home, report)[3:]
            assert told == ["released", "reminded", "escalated", "escalated"]

    try:
        asyncio.run(go())
    finally:
        rival.close()
