"""Points follow from what happens to reports: once each, with their grounds, whatever repeats."""

import asyncio

from domain import wallet as w
from domain.actor import Actor
from domain.points import Deed
from domain.report import closing_events as c
from domain.report import intake_events as i
from domain.streams import wallet_stream
from services.reporting import handling, intake
from services.wallets import china_day
from tests import examples as ex
from tests.houses import Home, new_picture
from tests.workers.awarding import corroborate, duplicate, purse, quietly, reopen, told

SHARE = 3  # of a corroborator, by the rule of the examples


def test_points_are_pending_from_dispatch_and_vest_when_verified(either_home: Home) -> None:
    home, rider = either_home, Actor(ex.who(101), ex.RIDER.posts)

    async def go() -> None:
        report = await home.submit(rider)
        await home.work("award")
        assert purse(home, rider) == (0, 0), "not before it is accepted"
        await home.work("dispatch", "award")
        assert purse(home, rider) == (0, 10)

        credited = home.events(wallet_stream(rider.id))[0]
        assert isinstance(credited, w.Credited)
        dispatched = home.app.history(report)[credited.cause.version - 1]
        assert isinstance(dispatched.event, i.Dispatched)
        assert (credited.cause.stream, credited.cause.position) == (report.hex, dispatched.position)
        assert (credited.rule, credited.rule_version) == ("everyday", 1)
        assert (credited.deed, credited.day) == (Deed.FINDER, china_day(dispatched.at))

        claimed = await home.claimed(rider)
        await home.resolve(claimed)
        await home.verify(claimed)
        await home.work("award")
        assert purse(home, rider) == (10, 10)

    asyncio.run(go())


def test_who_confirmed_it_gets_a_share_before_or_after_the_dispatch(home: Home) -> None:
    async def go() -> None:
        report = await home.submit()
        await corroborate(home, report, ex.NEIGHBOUR)
        await home.work("award")
        await home.work("dispatch", "award")
        await corroborate(home, report, ex.THIRD_RIDER)
        await home.work("award")
        assert [purse(home, one) for one in (ex.NEIGHBOUR, ex.THIRD_RIDER)] == [(0, 3), (0, 3)]

    asyncio.run(go())


def test_flags_hold_points_until_somebody_looked(home: Home) -> None:
    async def go() -> None:
        picture = new_picture()
        first = await home.dispatched(
            ex.NEIGHBOUR, photos=[await home.photo(ex.NEIGHBOUR, picture)]
        )
        late = await quietly(home, photos=[await home.photo(ex.RIDER, picture)])
        assert told(home) == ["credited"]
        await home.work("inspect", "award")
        assert (told(home), told(home, ex.NEIGHBOUR)) == (["credited", "held"], ["credited"])
        held = home.events(wallet_stream(ex.RIDER.id))[1]
        assert isinstance(held, w.Held)
        assert "same_photo_other_rider" in held.flags
        assert purse(home) == (0, 10)
        assert home.report(late).holds
        assert not home.report(first).holds

    asyncio.run(go())


def test_what_was_flagged_before_the_dispatch_is_held_from_the_start(home: Home) -> None:
    async def go() -> None:
        picture = new_picture()
        await home.submit(ex.NEIGHBOUR, photos=[await home.photo(ex.NEIGHBOUR, picture)])
        await home.submit(photos=[await home.photo(ex.RIDER, picture)])
        await home.work("inspect", "dispatch", "award")
        assert told(home) == ["credited", "held"]

    asyncio.run(go())


def test_what_turns_out_wrong_is_taken_back(home: Home) -> None:
    async def go() -> None:
        rejected, withdrawn, again = [await quietly(home) for _ in range(3)]
        first = await home.submit()
        await home.reject(rejected, i.RejectReason.REUSED_PHOTO)
        await intake.withdraw(home.desk, withdrawn, home.asked(ex.RIDER))
        await duplicate(home, again, first)
        await home.work("award")

        taken = [
            one for one in home.events(wallet_stream(ex.RIDER.id)) if isinstance(one, w.ClawedBack)
        ]
        assert [one.reason for one in taken] == ["reused_photo", "withdrawn", "duplicate"]
        assert purse(home) == (0, 0)

    asyncio.run(go())


def test_who_told_again_what_another_told_gets_one_share_with_the_first_report(home: Home) -> None:
    async def go() -> None:
        original = await home.dispatched(ex.NEIGHBOUR)
        for report in [await home.submit(), await quietly(home), await quietly(home)]:
            await duplicate(home, report, original)
        await home.work("award")
        assert purse(home) == (0, SHARE)  # once, and pending as long as the first report is
        home.forget("award")
        await home.work("award")
        assert purse(home) == (0, SHARE)

        await home.reject(original, i.RejectReason.FALSE_REPORT)
        await home.work("award")
        assert purse(home) == purse(home, ex.NEIGHBOUR) == (0, 0)

    asyncio.run(go())


def test_telling_again_what_is_verified_already_earns_the_share_at_once(home: Home) -> None:
    async def go() -> None:
        original = await home.verified(ex.NEIGHBOUR)
        await duplicate(home, await quietly(home), original)
        await home.work("award")
        assert purse(home) == (SHARE, 0)

    asyncio.run(go())


def test_a_verified_report_that_lives_again_gives_its_points_back_for_now(home: Home) -> None:
    async def go() -> None:
        report = await home.submit()
        await corroborate(home, report)
        await intake.dispatch(home.desk, report, ex.BEISHAN, None, home.asked(ex.OPERATOR))
        await home.work("award")
        await handling.claim(home.desk, report, None, home.asked(ex.DISPATCHER))
        await home.resolve(report)
        await home.verify(report)
        await home.work("award")
        assert (purse(home), purse(home, ex.NEIGHBOUR)) == ((10, 0), (3, 0))
        await reopen(home, report)
        await home.work("award")
        assert (purse(home), purse(home, ex.NEIGHBOUR)) == ((0, 10), (0, 3))
        taken = home.events(wallet_stream(ex.RIDER.id))[2]
        assert isinstance(taken, w.ClawedBack)
        assert (taken.vested, taken.reason) == (True, "reopened")

    asyncio.run(go())


def test_a_day_brings_no_more_than_the_city_allows(home: Home) -> None:
    async def go() -> None:
        for _ in range(7):
            await home.dispatched()
        await home.work("award")
        earned = [
            one for one in home.events(wallet_stream(ex.RIDER.id)) if isinstance(one, w.Credited)
        ]
        assert [one.points for one in earned] == [10] * 6 + [0]
        assert {one.before_cap for one in earned} == {10}
        home.now.wait(days=1)
        await home.dispatched()
        await home.work("award")
        assert purse(home) == (0, 70)

    asyncio.run(go())


def test_verified_by_lapse_counts_as_verified(home: Home) -> None:
    async def go() -> None:
        report = await home.resolved()
        home.now.wait(days=14)
        await home.work("deadlines", "award")
        assert isinstance(home.events(report)[-1], c.Verified)
        assert purse(home) == (10, 0)

    asyncio.run(go())
