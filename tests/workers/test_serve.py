"""A process that cannot let anybody in says so, and does not say that it is up."""

import asyncio
from typing import Any

import pytest
import uvicorn

from services.doors import CannotListen, Doors, take
from tests.houses import Home
from workers.serve import ServerEnded, live
from workers.wire import run as workers_run


def test_where_the_server_does_not_rise_nobody_is_told_that_it_did(home: Home) -> None:
    door = take("127.0.0.1", 0)
    door.close()
    told: list[str] = []

    with pytest.raises(OSError, match="Bad file descriptor"):
        asyncio.run(live(home.house, Doors(door), [], lambda: told.append("up")))

    assert told == []


@pytest.mark.parametrize("run", [asyncio.run, workers_run], ids=["asyncio", "uvloop"])
def test_where_another_process_was_quicker_that_is_said(home: Home, run: Any) -> None:
    told: list[str] = []
    with take("127.0.0.1", 0) as door, take("127.0.0.1", door.getsockname()[1]) as late:
        door.listen()
        with pytest.raises(CannotListen, match="Address already in use"):
            run(live(home.house, Doors(late), [], lambda: told.append("up")))

    assert told == []


@pytest.mark.parametrize("part", ["startup", "main_loop"])
def test_a_process_ends_with_its_server(
    home: Home, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    async def fail(server: uvicorn.Server, *_: object) -> None:
        server.should_exit = True  # as where the application refuses to start, or to go on

    monkeypatch.setattr(uvicorn.Server, part, fail)
    told: list[str] = []
    with take("127.0.0.1", 0) as door, pytest.raises(ServerEnded):
        asyncio.run(live(home.house, Doors(door), ["deadlines"], lambda: told.append("up")))

    assert told == (["up"] if part == "main_loop" else [])
