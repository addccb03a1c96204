"""Every command on its way: asked again, refused, reborn, and seen in its own time."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from domain.report.refusals import AlreadyClaimed, NotNow
from domain.report.state import Report
from domain.streams import wallet_stream
from domain.wallet import Wallet
from services.commands import Command
from services.eventlog.errors import ChangedMeanwhile, CommandReused
from services.suishoupai import CACHED
from tests import examples as ex
from tests.houses import Home
from tests.services.deciding import change, claim, named, notes, release, together
from tests.story import facts


def test_the_same_command_again_gets_the_first_answer(either_home: Home) -> None:
    name = named()
    home = either_home

    async def twice() -> None:
        report = await home.dispatched()
        first = await change(home, report, claim(home), name)
        size = home.size()
        await change(home, report, release(home), named())
        again = await change(home, report, claim(home), name)

        assert (first.receipt.repeated, again.receipt.repeated) == (False, True)
        assert again.position == first.position == size
        assert (again.aggregates[0].state, again.aggregates[0].version) == ("claimed", 3)
        assert home.report(report).version == 4
        assert home.size() == size + 1

    asyncio.run(twice())


def test_what_would_be_refused_by_now_was_done_all_the_same(either_home: Home) -> None:
    name = named()
    home = either_home

    async def twice() -> None:
        report = await home.dispatched()
        first = await change(home, report, claim(home), name)
        await home.resolve(report)
        with pytest.raises(NotNow):
            await change(home, report, claim(home), named())

        again = await change(home, report, claim(home), name)

        assert again.position == first.position
        assert again.aggregates[0].holder == ex.DISPATCHER.id

    asyncio.run(twice())


def test_another_life_of_the_process_knows_the_first_answer_too(either_home: Home) -> None:
    name = named()
    home = either_home

    async def begin() -> tuple[UUID, int]:
        report = await home.dispatched()
        return report, (await change(home, report, claim(home), name)).position

    report, position = asyncio.run(begin())
    reborn = home.another()
    try:
        again = asyncio.run(change(reborn, report, claim(reborn), name))
    finally:
        reborn.close()

    assert (again.position, again.receipt.repeated) == (position, True)


def test_one_name_is_for_one_wish(either_home: Home) -> None:
    name = named()
    home = either_home

    async def reuse() -> None:
        report = await home.dispatched()
        await change(home, report, claim(home), name)
        for decide in (notes(home), claim(home, ex.COLLEAGUE)):  # written, refused
            with pytest.raises(CommandReused):
                await change(home, report, decide, Command(name.id, bytes(32)))
        with pytest.raises(CommandReused):
            await change(home, report, claim(home), Command(name.id, bytes(32)))  # no news

    asyncio.run(reuse())


def test_where_nothing_changed_nothing_is_recorded(either_home: Home) -> None:
    name = named()
    home = either_home

    async def idle() -> None:
        report = await home.claimed()
        size = home.size()
        change_ = await change(home, report, claim(home), name)
        assert (change_.receipt, change_.position, home.size()) == (None, size, size)

    asyncio.run(idle())


def test_a_refused_command_leaves_nothing_behind(either_home: Home) -> None:
    name = named()
    home = either_home

    async def refused() -> None:
        report = await home.dispatched()
        before = facts(home.report(report))

        def half_way(it: Report) -> None:
            claim(home)(it)
            it.photos.clear()
            claim(home, ex.COLLEAGUE)(it)

        with pytest.raises(AlreadyClaimed):
            await change(home, report, half_way, name)

        assert facts(home.report(report)) == before
        assert (await change(home, report, claim(home), name)).receipt.repeated is False

    asyncio.run(refused())


def test_the_log_tells_the_time(either_home: Home) -> None:
    home = either_home

    async def live() -> UUID:
        home.now.tick = timedelta(milliseconds=7)
        report = await home.verified()
        home.now.tick = timedelta()
        return report

    report = asyncio.run(live())
    reborn = home.another()
    try:
        fresh = facts(reborn.report(report))
    finally:
        reborn.close()
    cached = facts(home.report(report))

    assert cached == fresh == facts(home.app.at_version(Report, report, 5))
    recorded = [step.at for step in home.app.history(report)]
    leg = cached["leg"].spans
    assert (cached["submitted_at"], cached["closed_at"]) == (recorded[0], recorded[-1])
    assert leg == [(recorded[1], recorded[3])]


def test_a_stream_of_another_kind_is_nothing_of_this_kind(home: Home) -> None:
    name = named()

    async def mistake() -> None:
        report = await home.dispatched()
        purse = wallet_stream(ex.RIDER.id)
        await home.app.change([(Wallet, purse)], together(home, only_purse=True), name)
        for _ in range(2):  # not yet kept in memory, and kept
            assert home.app.load(Report, purse).version == 0
            assert home.app.load(Wallet, report).version == 0
            assert home.app.load(Wallet, purse).version
            assert home.app.load(Report, report).version
        with pytest.raises(ChangedMeanwhile):
            await home.app.change([(Wallet, report)], together(home, only_purse=True), named())

    asyncio.run(mistake())


def test_one_event_is_opened_alone(home: Home) -> None:
    async def sealed() -> None:
        report = await home.claimed(note="by the gate")
        (first,) = home.app.opened(report, version=1)
        assert first.event.note.value == "by the gate"  # type: ignore[attr-defined]  # Submitted
        topics = [one.event.TOPIC for one in home.app.opened(report)]
        assert topics == [one.TOPIC for one in home.events(report)]

    asyncio.run(sealed())


def test_new_reports_push_no_wallet_out_of_memory(home: Home) -> None:
    async def go() -> None:
        await home.dispatched()
        await home.work("award")

    asyncio.run(go())
    assert home.wallet().version
    kept = home.app.repository.cache
    assert kept is not None
    for number in range(CACHED + 1):
        kept.put(UUID(int=1_000 + number), Report(UUID(int=1_000 + number)))
    with pytest.raises(KeyError):
        kept.get(UUID(int=1_000))
    assert kept.get(wallet_stream(ex.RIDER.id)).version
