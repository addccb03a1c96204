"""A reader waits for what was written, and for nothing else."""

import asyncio
from collections.abc import Callable

import pytest

from api.waiting import reached
from projections.errors import NotYetShown


def growing(looks: list[int]) -> Callable[[], int]:
    """Be one position further at each look."""

    def look() -> int:
        looks.append(len(looks))
        return looks[-1]

    return look


def test_a_view_that_lags_is_waited_for() -> None:
    looks: list[int] = []
    asyncio.run(reached(3, growing(looks), lambda: 3))

    assert looks == [0, 1, 2, 3]


def test_what_nobody_wrote_is_not_waited_for() -> None:
    looks: list[int] = []
    with pytest.raises(NotYetShown):
        asyncio.run(reached(2**62, growing(looks), lambda: 3, longest=60))

    assert looks == [0]


def test_no_position_costs_nothing() -> None:
    looks: list[int] = []
    asyncio.run(reached(0, growing(looks), lambda: 3))

    assert looks == []
