"""Questions that come at one time share a round; each gets its own answer."""

import asyncio
from collections.abc import Sequence
from threading import Event

import pytest

from services import together
from services.together import Together


class Asked:
    """Answers with the double, and remembers who came together; waits until it is let go."""

    def __init__(self) -> None:
        self.rounds: list[list[int]] = []
        self.begun: list[Event] = [Event() for _ in range(3)]
        self.go = Event()

    def __call__(self, questions: Sequence[int]) -> list[int]:
        self.rounds.append(list(questions))
        self.begun[len(self.rounds) - 1].set()
        assert self.go.wait(10)
        if 13 in questions:
            raise OSError("unlucky")
        return [2 * one for one in questions]


async def _under_way(asked: Asked) -> None:
    assert await asyncio.to_thread(asked.begun[0].wait, 10)


def test_who_comes_while_others_are_answered_shares_the_next_round() -> None:
    asked = Asked()

    async def ask() -> list[int]:
        shared = Together(asked)
        first = [asyncio.ensure_future(shared.ask(one)) for one in (1, 2)]
        await _under_way(asked)
        later = [asyncio.ensure_future(shared.ask(one)) for one in (3, 4, 5)]
        await asyncio.sleep(0)
        asked.go.set()
        return [await one for one in first + later]

    assert asyncio.run(ask()) == [2, 4, 6, 8, 10]
    assert asked.rounds == [[1, 2], [3, 4, 5]]


def test_a_round_that_fails_fails_for_those_in_it_alone() -> None:
    asked = Asked()

    async def ask() -> int:
        shared = Together(asked)
        bad = asyncio.ensure_future(shared.ask(13))
        await _under_way(asked)
        good = asyncio.ensure_future(shared.ask(4))
        await asyncio.sleep(0)
        asked.go.set()
        with pytest.raises(OSError, match="unlucky"):
            await bad
        return await good

    assert asyncio.run(ask()) == 8


def test_who_goes_away_leaves_the_others_their_answers() -> None:
    asked = Asked()

    async def ask() -> int:
        shared = Together(asked)
        gone, here = (asyncio.ensure_future(shared.ask(one)) for one in (1, 2))
        await _under_way(asked)
        gone.cancel()
        asked.go.set()
        return await here

    assert asyncio.run(ask()) == 4


def test_a_crowd_is_answered_in_rounds_that_a_statement_can_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(together, "MOST", 2)
    asked = Asked()
    asked.go.set()

    async def ask() -> list[int]:
        shared = Together(asked)
        return await asyncio.gather(*(shared.ask(one) for one in range(5)))

    assert asyncio.run(ask()) == [0, 2, 4, 6, 8]
    assert asked.rounds == [[0, 1], [2, 3], [4]]
