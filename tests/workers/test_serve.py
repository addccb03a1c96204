"""A process that cannot let anybody in says so, and does not say that it is up."""

import asyncio

import pytest

from services.doors import Doors, take
from tests.houses import Home
from workers.serve import live


def test_where_the_server_does_not_rise_nobody_is_told_that_it_did(home: Home) -> None:
    door = take("127.0.0.1", 0)
    door.close()
    told: list[str] = []

    with pytest.raises(OSError, match="Bad file descriptor"):
        asyncio.run(live(home.house, Doors(door), [], lambda: told.append("up")))

    assert told == []
