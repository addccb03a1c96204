"""Who answers a question that names several positions: only who shows all of them."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from api import elsewhere
from projections.replica import Replica


class Views:
    """Views that have come so far."""

    def __init__(self, at: int) -> None:
        self.at = at

    def position(self, _: str) -> int:
        return self.at


def asked(copy: Views, primary: Views, *positions: int) -> Any:
    """Ask for positions one after the other; answer with who is to answer then."""
    views: Any = copy
    first: Any = primary
    house = SimpleNamespace(replica=Replica(views, first), projections=primary)
    state = SimpleNamespace(route="/v1/queues/{queue}", caller=None)
    app = SimpleNamespace(state=SimpleNamespace(house=house))
    request: Any = SimpleNamespace(app=app, state=state, method="GET")

    async def choose() -> None:
        for position in positions:
            await elsewhere.choose(request, "queues", position)

    asyncio.run(choose())
    return elsewhere.views_of(request)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "WAIT_S", 0.0)


@pytest.mark.parametrize("positions", [(4, 9), (9, 4), (9,)], ids=str)
def test_a_replica_that_lacks_one_of_the_positions_answers_nothing(
    positions: tuple[int, ...],
) -> None:
    copy, primary = Views(5), Views(5)

    assert asked(copy, primary, *positions) is primary


def test_a_replica_that_shows_all_of_them_answers() -> None:
    copy, primary = Views(9), Views(9)

    assert asked(copy, primary, 4, 9, 1) is copy
