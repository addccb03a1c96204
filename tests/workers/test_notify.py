"""Notices go out to who is not looking: once, over each channel, whoever else is in trouble."""

import asyncio
import io
from pathlib import Path

import pytest

from services.telling.channels import ConsoleChannel, Message, Outcome, Recipient, Text
from services.telling.deliveries import State
from tests import examples as ex
from tests.houses import Home, home_in
from tests.workers.telephones import Telephone, remembered, states, told, with_accounts


def test_each_notice_rings_once_over_each_channel(either_home: Home) -> None:
    home, first, second = with_accounts(either_home), Telephone(), Telephone("bell")

    async def go() -> None:
        await home.resolved()
        await told(home, first, second)
        assert await told(home, first, second) == 0
        assert first.titles() == second.titles() == ["已派遣", "处置中", "已处置完成"]
        assert states(home) == ["sent"] * 6
        message = first.rang[ex.RIDER.id][-1]
        assert "says about your report" in message.text.en
        assert message.number
        await home.dispatched()
        await told(home, first)
        assert len(first.titles()) == 4
        assert len(second.titles()) == 3
        assert first.titles(ex.NEIGHBOUR) == []

    asyncio.run(go())


def test_the_worker_of_the_crew_tells_nobody_unless_it_is_set(town: Home) -> None:
    async def go() -> None:
        await town.resolved()
        await town.work("notify")
        assert remembered(town) == []
        telephone = Telephone()
        await told(town, telephone)
        assert telephone.titles() == [], "what happened before the channel was there does not ring"

    asyncio.run(go())


def test_the_console_says_no_more_than_a_title(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with home_in(tmp_path, {"NOTIFY": "console"}) as home:
        with_accounts(home)

        async def go() -> None:
            report = await home.dispatched()
            await home.work("notify")
            number = home.report(report).number
            line = f"notice for {ex.RIDER.id}: 已派遣 · Sent on ({number})\n"
            assert capsys.readouterr().err.endswith(line)

        asyncio.run(go())


def test_the_console_has_no_number_where_there_are_several() -> None:
    out = io.StringIO()
    several = Message(Text("2 条新通知", "2 new notices"), Text("", ""), number=None)

    outcome = asyncio.run(ConsoleChannel(out).send(Recipient("a1"), several))

    assert outcome is Outcome.DELIVERED
    assert out.getvalue() == "notice for a1: 2 条新通知 · 2 new notices\n"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.NOBODY, State.NOBODY),
        (Outcome.REFUSED, State.FAILED),
        (Outcome.DELIVERED, State.SENT),
    ],
)
def test_what_a_channel_says_for_good_is_not_tried_again(
    town: Home, outcome: Outcome, state: State
) -> None:
    tries: list[str] = []

    def answer(_: Recipient, message: Message) -> Outcome:
        tries.append(message.title.en)
        return outcome

    async def go() -> None:
        await town.dispatched()
        for _ in range(3):
            await told(town, Telephone(answer=answer))
            town.now.wait(minutes=30)
        assert (tries, states(town)) == (["Sent on"], [state])

    asyncio.run(go())
