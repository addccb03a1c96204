"""Many decisions in one round: each by itself, on what the ones before it leave."""

import asyncio
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

from domain.report.handling_events import Noted
from domain.report.refusals import AlreadyClaimed
from domain.report.state import Report
from services.envelope import UnreadableEvent
from services.eventlog.request import Receipt
from services.rounds import Wish, decide_all
from tests import examples as ex
from tests.houses import Home
from tests.services.deciding import claim, named, notes


def test_each_is_decided_on_what_the_ones_before_it_leave(either_home: Home) -> None:
    home = either_home

    async def go() -> None:
        one, other = await home.dispatched(), await home.dispatched()
        wishes = [
            Wish(Report, one, claim(home), named()),
            Wish(Report, one, claim(home, ex.COLLEAGUE), named()),
            Wish(Report, other, claim(home), named()),
            Wish(Report, one, notes(home), named()),
            Wish(Report, one, lambda _: None, named()),
        ]
        size = home.size()
        outcomes = await decide_all(home.app, wishes, home.desk.book.refresh)
        claimed, late, also, noted, nothing = outcomes

        assert isinstance(late, AlreadyClaimed)
        assert nothing is None
        for receipt in (claimed, also, noted):
            assert isinstance(receipt, Receipt)
        assert home.size() == size + 3
        assert home.report(one).holder == ex.DISPATCHER.id
        assert (home.report(one).version, home.report(other).version) == (4, 3)

    asyncio.run(go())


def test_a_round_again_is_the_same_round(either_home: Home) -> None:
    home = either_home

    async def go() -> None:
        reports = [await home.dispatched() for _ in range(3)]
        wishes = [Wish(Report, one, notes(home), named()) for one in reports for _ in range(2)]
        first = await decide_all(home.app, wishes, home.desk.book.refresh)
        size = home.size()
        again = await decide_all(home.app, wishes, home.desk.book.refresh)

        def places(outcomes: object) -> list[int]:
            assert isinstance(outcomes, list)
            return [one.first_position for one in outcomes]

        assert places(again) == places(first)
        assert home.size() == size

    asyncio.run(go())


def test_what_somebody_else_was_faster_with_is_decided_again(home: Home) -> None:
    async def go() -> None:
        report = await home.dispatched()
        decided: list[int] = []

        def decide(it: Report) -> None:
            decided.append(it.version)
            if len(decided) == 1:  # between the look and the append
                rival = Wish(Report, report, notes(home), named())
                asyncio.run(decide_all(home.app, [rival], home.desk.book.refresh))
            notes(home)(it)

        wish = Wish(Report, report, decide, named())
        (outcome,) = await decide_all(home.app, [wish], home.desk.book.refresh)
        assert isinstance(outcome, Receipt)
        assert decided == [2, 3]
        assert home.report(report).version == 4

    asyncio.run(go())


def test_one_that_cannot_be_read_fails_and_the_others_are_done(either_home: Home) -> None:
    home = either_home

    async def go() -> None:
        sound, broken = await home.dispatched(), UUID(int=7)
        home.app.event_log.insert_events([StoredEvent(broken, 1, Noted.TOPIC, b'{"v":1,"x":')])
        wishes = [Wish(Report, one, notes(home), named()) for one in (broken, sound)]
        with pytest.raises(UnreadableEvent):
            await decide_all(home.app, wishes, home.desk.book.refresh)
        assert home.report(sound).version == 3

    asyncio.run(go())
