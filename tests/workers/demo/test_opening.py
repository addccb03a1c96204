"""A demo city is opened with its past told, and with inboxes that were read now and then."""

import asyncio
from pathlib import Path

import pytest

from projections.inbox.queries import inbox_of
from services.settings import from_environment
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
