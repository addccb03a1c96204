"""Channels that fail, hang and come back; logs that were restored; workers side by side."""

import asyncio

import pytest
from sqlalchemy import update

from projections.inbox.view import Inbox
from projections.rebuild import prepare
from projections.tables import projection
from services.telling.channels import Message, Outcome, Recipient
from services.telling.deliveries import Reached
from services.telling.quiet import NEVER
from tests import examples as ex
from tests.houses import Home
from tests.workers.telephones import Telephone, remembered, states, told, with_accounts
from workers.notify import FRESH, LEASE, MOST_TRIES, Notifier


def test_what_fails_is_tried_ever_more_slowly_and_given_up(town: Home) -> None:
    tries: list[int] = []

    def answer(_: Recipient, __: Message) -> Outcome:
        tries.append(1)
        if len(tries) % 2:
            raise ConnectionError
        return Outcome.LATER

    async def go() -> None:
        town.house.wiring.identity.telling.quiet.choose(ex.RIDER.id, NEVER)
        await town.dispatched()
        counts = []
        for _ in range(200):
            await told(town, Telephone(answer=answer))
            counts.append(len(tries))
            town.now.wait(minutes=5)
        assert counts[0] == 1
        assert counts[12] < counts[1] * 8
        assert (len(tries), states(town)) == (MOST_TRIES, ["failed"])

    asyncio.run(go())


def test_a_poisoned_notice_holds_up_no_other(town: Home) -> None:
    def answer(_: Recipient, message: Message) -> Outcome:
        if message.title.en == "In work":
            raise RuntimeError
        return Outcome.DELIVERED

    async def go() -> None:
        await town.resolved()
        await town.dispatched(ex.NEIGHBOUR)
        telephone = Telephone(answer=answer)
        await told(town, telephone)
        assert telephone.titles() == ["已派遣", "已处置完成"]
        assert telephone.titles(ex.NEIGHBOUR) == ["已派遣"]
        assert states(town) == ["sent", "waiting", "sent"]
        town.now.wait(minutes=1)
        mended = Telephone()
        await told(town, mended)
        assert mended.titles() == ["处置中"]
        assert states(town) == ["sent"] * 3

    asyncio.run(go())


def test_a_channel_that_hangs_is_left_alone_for_a_while(
    town: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.notify.PATIENCE_S", 0.05)

    class Deaf(Telephone):
        async def send(self, recipient: Recipient, message: Message) -> Outcome:
            await asyncio.Event().wait()
            return await super().send(recipient, message)

    async def go() -> None:
        await town.dispatched()
        assert await told(town, Deaf()) == 0
        assert states(town) == ["waiting"]
        town.now.wait(minutes=1)
        assert await told(town, Telephone()) == 1

    asyncio.run(go())


def test_old_news_does_not_ring(town: Home) -> None:
    async def go() -> None:
        await town.dispatched()
        town.now.wait(seconds=FRESH.total_seconds() + 1)
        await town.dispatched()
        telephone = Telephone()
        await told(town, telephone)
        assert telephone.titles() == ["已派遣"]
        assert states(town) == ["sent"]

    asyncio.run(go())


def test_what_could_not_be_sent_for_days_does_not_ring_either(town: Home) -> None:
    async def go() -> None:
        await town.dispatched()
        await told(town, Telephone(answer=lambda *_: Outcome.LATER))
        town.now.wait(seconds=FRESH.total_seconds() + 1)
        telephone = Telephone()
        await told(town, telephone)
        assert (telephone.titles(), states(town)) == ([], ["stale"])

    asyncio.run(go())


def test_who_was_forgotten_is_told_nothing_and_leaves_nothing(town: Home) -> None:
    async def go() -> None:
        report = await town.claimed()
        await told(town, Telephone())
        assert states(town) == ["sent", "sent"]
        town.house.wiring.identity.forget(ex.RIDER.id)
        assert remembered(town) == []
        await town.resolve(report)
        telephone = Telephone()
        await told(town, telephone)
        assert (telephone.titles(), remembered(town)) == ([], [])

    asyncio.run(go())


def test_two_workers_ring_once(either_home: Home) -> None:
    home = with_accounts(either_home)
    rival, one, other = home.another(), Telephone(), Telephone()

    async def go() -> None:
        await told(home)
        for _ in range(4):
            await home.claimed()
        home.house.projections.catch_up()
        workers = [Notifier(home.house, [one]), Notifier(rival.house, [other])]
        await asyncio.gather(*(it.catch_up() for it in workers))
        rang = one.titles() + other.titles()
        assert sorted(rang) == sorted(["已派遣", "处置中"] * 4)

    try:
        asyncio.run(go())
    finally:
        rival.close()


def test_told_to_end_it_leaves_the_rest_to_its_next_life(town: Home) -> None:
    telephone = Telephone()

    async def go() -> None:
        await town.dispatched()
        town.house.projections.catch_up()
        worker = Notifier(town.house, [telephone])
        assert await worker.catch_up(lambda: True) == 0
        assert await worker.catch_up() == 1

    asyncio.run(go())


def test_a_log_that_was_restored_tells_what_is_new_at_old_positions(town: Home) -> None:
    telling, telephone = town.house.wiring.identity.telling, Telephone()

    async def go() -> None:
        await town.dispatched()
        await told(town, telephone)
        beyond = town.size() + 100
        telling.marks.move(ex.RIDER.id, beyond)
        reached = telling.deliveries.reached()
        end, then = Reached(beyond, "~"), town.now()
        telling.deliveries.plan(reached, end, [(beyond, ex.RIDER.id)], ["telephone"], then)
        await told(town, telephone)
        assert telling.marks.read_to(ex.RIDER.id) == town.size()
        assert len(remembered(town)) == 1
        await town.dispatched()
        await told(town, telephone)
        assert telephone.titles() == ["已派遣", "已派遣"]

    asyncio.run(go())


def test_settled_deliveries_are_forgotten_after_a_month_and_not_sent_again(town: Home) -> None:
    telephone = Telephone()

    async def go() -> None:
        await town.dispatched()
        await told(town, telephone)
        town.now.wait(days=31)
        await town.dispatched()
        await told(town, telephone)
        assert telephone.titles() == ["已派遣", "已派遣"]
        assert len(remembered(town)) == 1

    asyncio.run(go())


def test_what_a_killed_worker_had_begun_is_tried_again_after_its_lease(town: Home) -> None:
    telephone, deliveries = Telephone(), town.house.wiring.identity.telling.deliveries
    broken = Telephone(answer=lambda *_: Outcome.LATER)

    async def go() -> None:
        await town.dispatched()
        await told(town, broken)
        town.now.wait(minutes=1)
        (begun,) = deliveries.due(town.now(), ["telephone"])
        assert deliveries.claim([begun], town.now() + LEASE)
        assert not deliveries.claim([begun], town.now() + LEASE), "one is enough"
        assert await told(town, telephone) == 0
        town.now.wait(minutes=3)
        assert await told(town, telephone) == 1

    asyncio.run(go())


def test_what_waits_survives_an_inbox_that_begins_anew(town: Home) -> None:
    def away(_: Recipient, __: Message) -> Outcome:
        return Outcome.LATER

    async def go() -> None:
        await town.dispatched()
        await told(town, Telephone(answer=away))
        town.now.wait(minutes=5)
        with town.house.projections.engine.begin() as db:
            db.execute(update(projection).where(projection.c.view == "inbox").values(edition=0))
        prepare(town.house.projections.engine, [Inbox()])
        telephone = Telephone()
        assert await Notifier(town.house, [telephone]).catch_up() == 0
        assert states(town) == ["waiting"]
        await told(town, telephone)
        assert telephone.titles() == ["已派遣"]

    asyncio.run(go())
