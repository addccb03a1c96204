"""A demo city is opened with its past told, and with inboxes that were read now and then."""

import asyncio
from pathlib import Path

import pytest

from projections.inbox.queries import inbox_of
from services.city.changes import withdraw_reward
from services.commands import Command
from services.reporting.context import Asked
from services.settings import from_environment
from tests import examples as ex
from workers.demo import opening
from workers.demo.opening import UNREAD, open_demo
from workers.demo.world import Scale


def test_riders_have_read_what_is_older_than_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SCALE", Scale(days=6, reports=6))
    opened = asyncio.run(open_demo(from_environment({"SUISHOUPAI_DATA": str(tmp_path)})))
    wiring = opened.house.wiring
    opened.house.projections.catch_up()
    account = wiring.identity.accounts.by_login("rider1")
    assert account

    mark = wiring.identity.telling.marks.read_to(account.pseudonym)
    told = inbox_of(opened.house.projections.engine, account.pseudonym, mark).items
    opened.house.close()

    since = wiring.clock() - UNREAD
    assert {one.at < since for one in told if one.position <= mark} == {True}
    assert {one.at >= since for one in told if one.position > mark} <= {True}


def test_what_was_set_up_since_outlives_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SCALE", Scale(days=2, reports=1))
    settings = from_environment({"SUISHOUPAI_DATA": str(tmp_path)})

    async def go() -> None:
        first = await open_demo(settings)
        wiring = first.house.wiring
        asked = Asked(ex.ADMIN, Command.worker("test", 1))
        await withdraw_reward(wiring.desk, "meal", asked)
        first.house.close()

        again = await open_demo(settings)
        assert again.house.wiring.book.rewards["meal"].withdrawn
        logins = [one.login for one in first.cast.staff]
        assert [one.login for one in again.cast.staff] == logins != []
        again.house.close()

    asyncio.run(go())
