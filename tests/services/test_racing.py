"""Commands at the same moment: of this process, of another one, on several streams."""

import asyncio
import sys
from uuid import UUID

import pytest

from domain.report.handling_events import Noted
from domain.report.refusals import AlreadyClaimed
from domain.report.state import Report
from domain.reward import Reward
from domain.streams import office_stream, reward_stream, wallet_stream
from domain.wallet import Wallet
from services.eventlog.errors import ChangedMeanwhile
from tests import examples as ex
from tests.houses import Home
from tests.services.deciding import change, claim, named, notes, pending, together


def test_a_lost_race_is_decided_again(either_home: Home) -> None:
    name = named()
    home, rival = either_home, either_home.another()
    seen: list[int] = []

    async def race() -> None:
        report = await home.claimed()

        def decide(it: Report) -> None:
            seen.append(it.version)
            if len(seen) == 1:
                asyncio.run(change(rival, report, notes(rival), named()))
            notes(home)(it)

        await change(home, report, decide, name)
        assert [type(one) for one in home.events(report)[-2:]] == [Noted, Noted]

    try:
        asyncio.run(race())
    finally:
        rival.close()
    assert seen == [3, 4]


def test_of_two_processes_that_claim_one_is_told_who_was_first(either_home: Home) -> None:
    name = named()
    home, rival = either_home, either_home.another()

    async def race() -> None:
        report = await home.dispatched()
        assert rival.report(report).state == "dispatched"
        await change(home, report, claim(home), name)
        with pytest.raises(AlreadyClaimed):
            await change(rival, report, claim(rival, ex.COLLEAGUE), named())

    try:
        asyncio.run(race())
    finally:
        rival.close()


def test_a_guard_that_failed_is_not_tried_again(either_home: Home) -> None:
    name = named()
    home, calls = either_home, []

    async def guarded() -> None:
        report = await home.dispatched()
        guard, size = {office_stream(ex.BEISHAN): 7}, home.size()

        def decide(it: Report) -> None:
            calls.append(it.version)
            claim(home)(it)

        with pytest.raises(ChangedMeanwhile) as caught:
            await home.app.change([(Report, report)], decide, name, guard)

        assert caught.value.stream == office_stream(ex.BEISHAN)
        assert (len(calls), home.size()) == (1, size)
        assert home.report(report).state == "dispatched"

    asyncio.run(guarded())


def test_a_guard_found_while_deciding_is_found_anew(home: Home) -> None:
    name = named()
    found = iter([7, 2])

    async def guarded() -> None:
        report = await home.dispatched()

        def decide(it: Report) -> dict[UUID, int]:
            claim(home)(it)
            return {office_stream(ex.BEISHAN): next(found)}

        await home.app.change([(Report, report)], decide, name)
        assert home.report(report).state == "claimed"

    asyncio.run(guarded())


def test_many_commands_on_one_stream_wait_for_each_other(either_home: Home) -> None:
    home, most, decided = either_home, 24, []

    async def queue() -> None:
        report = await home.claimed()
        before = home.report(report).version

        def decide(it: Report) -> None:
            decided.append(it.version)
            notes(home)(it)

        many = [change(home, report, decide, named()) for n in range(most)]
        done = await asyncio.gather(*many)

        assert decided == list(range(before, before + most)), "each decided once, on the newest"
        assert sorted(one.position for one in done) == [one.position for one in done]
        assert home.report(report).version == before + most

    asyncio.run(queue())


def test_many_streams_are_written_together_or_not_at_all(either_home: Home) -> None:
    name = named()
    home = either_home

    async def both() -> None:
        things = [(Wallet, wallet_stream(ex.RIDER.id)), (Reward, reward_stream("water"))]
        size = home.size()
        done = await home.app.change(things, together(home), name)
        assert [type(one) for one in done.aggregates] == [Wallet, Reward]
        assert (home.size(), done.receipt and done.receipt.count) == (size + 4, 4)

        def refuse(purse: Wallet, shelf: Reward) -> None:
            together(home, "d2")(purse, shelf)
            together(home, "d3")(purse, shelf)

        with pytest.raises(Exception, match="balance"):
            await home.app.change(things, refuse, named())
        stale = home.app.load(Reward, reward_stream("water"))
        purse = home.wallet()
        together(home, "d2", earned="r2")(purse, stale)
        shelf = [(Reward, reward_stream("water"))]
        await home.app.change(shelf, lambda it: it.restock(1, "x", home.now()), named())
        with pytest.raises(ChangedMeanwhile):
            await home.app.record(purse, stale, command=named())
        assert home.size() == size + 5
        assert home.wallet().balance == 2

    asyncio.run(both())


def test_whoever_reads_while_others_write_sees_whole_states(home: Home) -> None:
    stream = wallet_stream(ex.RIDER.id)

    async def crowd() -> None:
        over, seen = asyncio.Event(), set[int]()

        def look() -> None:
            purse = home.wallet()
            assert len(purse.lines) == purse.version
            seen.add(purse.version)

        async def reader() -> None:
            while not over.is_set():
                await asyncio.to_thread(look)

        readers = [asyncio.create_task(reader()) for _ in range(4)]
        for number in range(80):
            earn = pending(home, f"r{number}", number)
            await home.app.change([(Wallet, stream)], earn, named())
        over.set()
        await asyncio.gather(*readers)
        assert len(seen) > 1

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        asyncio.run(crowd())
    finally:
        sys.setswitchinterval(before)
