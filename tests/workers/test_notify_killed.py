"""Killed at any step, a worker loses no notice and remembers none twice."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from services.telling.channels import Message, Outcome, Recipient
from services.telling.deliveries import Deliveries
from tests import examples as ex
from tests.houses import Home
from tests.workers.telephones import Killed, Telephone, states, told

A_DAY = timedelta(days=1)
STEPS = ("plan", "claim", "hold", "settle", "try_again", "due", "held", "reached")


class Death:
    """Kills at the n-th call, once."""

    def __init__(self, at: int) -> None:
        self._at = at
        self._steps = count(1)
        self.struck = False

    def __call__(self) -> None:
        if next(self._steps) == self._at:
            self.struck = True
            raise Killed


def deadly(death: Death, step: Callable[..., Any]) -> Callable[..., Any]:
    def taken(*given: Any, **more: Any) -> Any:
        death()
        done = step(*given, **more)
        death()
        return done

    return taken


async def live(home: Home, telephone: Telephone) -> None:
    """Let workers live one after the other until nothing is left to do."""
    for _ in range(4):
        with suppress(Killed):
            await told(home, telephone)
        home.now.wait(minutes=3)


def test_killed_at_each_step_every_notice_rings_and_is_remembered_once(
    town: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = {name: getattr(Deliveries, name) for name in STEPS}
    struck = 0

    async def one(at: int) -> bool:
        death = Death(at)
        before = town.size()

        def answer(_: Recipient, __: Message) -> Outcome:
            death()
            return Outcome.DELIVERED

        with monkeypatch.context() as patch:
            for name, step in steps.items():
                patch.setattr(Deliveries, name, deadly(death, step))
            town.now.at = town.now.at.replace(hour=1, minute=30) + A_DAY
            telephone = Telephone(answer=answer)
            await town.resolved()
            await town.dispatched(ex.NEIGHBOUR)
            await live(town, telephone)
        rang = Counter(telephone.titles())
        assert set(rang) == {"已派遣", "处置中", "已处置完成"}, at
        assert sum(rang.values()) <= 3 + 1, "only what was under way may ring again"
        assert set(telephone.titles(ex.NEIGHBOUR)) == {"已派遣"}
        assert states(town, after=before) == ["sent"] * 3
        assert states(town, ex.NEIGHBOUR, before) == ["sent"]
        return death.struck

    async def go() -> None:
        nonlocal struck
        for at in count(1):
            if not await one(at):
                break
            struck += 1

    asyncio.run(go())
    assert struck > 10
