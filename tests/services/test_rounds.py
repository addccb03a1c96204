"""Many decisions in one round: each by itself, on what the ones before it leave."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.application import LRUCache
from eventsourcing.persistence import StoredEvent

from domain.points import Deed
from domain.report import handling
from domain.report.handling_events import Noted
from domain.report.refusals import AlreadyClaimed
from domain.report.state import Report
from domain.streams import wallet_stream
from domain.wallet import Cause, Wallet
from services import wallets
from services.commands import Command
from services.envelope import UnreadableEvent
from services.eventlog.errors import CommandReused, EventTooLarge
from services.eventlog.request import STATE_LIMIT, Receipt
from services.rounds import Wish, decide_all
from services.wallets import Earned, china_day
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


def test_one_that_is_too_large_or_names_a_used_command_shares_its_fate_with_nobody(
    either_home: Home,
) -> None:
    home = either_home

    def huge(report: Report) -> None:
        words = "长" * STATE_LIMIT
        handling.note(report, words, home.desk.rules(report.category), ex.DISPATCHER, home.now())

    async def go() -> None:
        large, used, sound = [await home.dispatched() for _ in range(3)]
        first = named()
        await decide_all(home.app, [Wish(Report, used, notes(home), first)], home.desk.book.refresh)
        again = Command(first.id, bytes(32))
        wishes = [
            Wish(Report, large, huge, named()),
            Wish(Report, used, notes(home), again),
            Wish(Report, sound, notes(home), named()),
        ]
        outcomes = await decide_all(home.app, wishes, home.desk.book.refresh)

        assert isinstance(outcomes[0], EventTooLarge)
        assert isinstance(outcomes[1], CommandReused)
        assert isinstance(outcomes[2], Receipt)

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


def test_what_rests_on_a_wish_that_was_outpaced_is_not_written_behind_the_stranger(
    home: Home,
) -> None:
    rider, day = ex.RIDER.id, china_day(home.now())

    def earned(report: str, position: int) -> Earned:
        cause = Cause(stream=ex.REPORT.hex, version=2, position=position)
        return Earned(rider, report, Deed.FINDER, ex.AWARD, cause)

    async def go() -> None:
        cause = Cause(stream=ex.REPORT.hex, version=3, position=3)
        credit = wallets.credit(home.desk, earned("r1", 2), day, "x", named())
        vest = wallets.vest(home.desk, rider, "r1", cause, "x", named())
        ready, met = home.desk.book.refresh, list[bool]()

        def outpaced(it: Any) -> Any:
            if not met:  # one event of somebody else's between the look and the append
                met.append(True)
                rival = wallets.credit(home.desk, earned("r9", 1), day, "x", named())
                asyncio.run(decide_all(home.app, [rival], ready))
            return credit.decide(it)

        wishes = [Wish(credit.kind, credit.stream, outpaced, credit.command), vest]
        outcomes = await decide_all(home.app, wishes, ready)

        assert all(isinstance(one, Receipt) for one in outcomes)
        topics = [line.topic for line in home.app.event_log.stream(wallet_stream(rider))]
        assert topics[-2:] == ["wallet.credited", "wallet.vested"]
        assert home.app.load(Wallet, wallet_stream(rider)).version == len(topics)

    asyncio.run(go())


def test_what_cannot_be_replayed_keeps_no_other_from_being_looked_at(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def go() -> None:
        broken, sound = await home.dispatched(), await home.dispatched()
        home.app.repository.cache = LRUCache(9)  # nothing is remembered: all is read
        read = home.app.codec.to_domain_event

        def reading(stored: StoredEvent) -> Any:
            if stored.originator_id == broken:
                raise KeyError("no such thing was ever credited")
            return read(stored)

        monkeypatch.setattr(home.app.codec, "to_domain_event", reading)
        found = home.app.lives([(Report, broken), (Report, sound)])

        assert list(found) == [sound]

    asyncio.run(go())
