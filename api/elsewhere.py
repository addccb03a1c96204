"""Who answers a question: a replica of the views where it shows enough, else the primary."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import Request, Response

from api.visit import POSITION
from projections.house import House
from projections.keeper import Projections
from projections.replica import Replica
from services.database import AWAY

OWN: Final = "/v1/me/"  # what people see of themselves: few rows, and never a moment late
WAIT_S: Final = 0.2  # a replica is behind by milliseconds, or has trouble
_STEP_S: Final = 0.02
_READS: Final = ("GET", "HEAD")


def views_of(request: Request) -> Projections:
    """Name the views that answer this request."""
    house: House = request.app.state.house
    return getattr(request.state, "views", None) or house.projections


async def choose(request: Request, view: str, position: int) -> None:
    """Let the replica answer, if it shows the position, and what the caller has written.

    It is waited for briefly. Of a request that names several positions it must show all.
    """
    replica, state = _replica(request), request.state
    state.views = None
    state.position = position = max(position, getattr(state, "position", 0))
    if replica is None or not replica.up or request.method not in _READS:
        return
    if state.route.startswith(OWN):
        return
    needed = await asyncio.to_thread(replica.needed, view, position, _who(request))
    if needed is None:
        return
    loop = asyncio.get_running_loop()
    until = loop.time() + WAIT_S
    while not await asyncio.to_thread(replica.shows, view, needed):
        if not replica.up or loop.time() >= until:
            return
        await asyncio.sleep(_STEP_S)
    state.views = replica.views


async def answered(
    answer: Callable[[Request], Coroutine[Any, Any, Response]], request: Request
) -> Response:
    """Answer a request; where the replica fails meanwhile, from the beginning at the primary."""
    replica = _replica(request)
    try:
        response = await answer(request)
    except AWAY as error:
        if replica is None or views_of(request) is not replica.views:
            raise
        replica.failed(error)
        request.state.views = None
        response = await answer(request)
    note(request, response)
    return response


def note(request: Request, response: Response) -> None:
    """Remember what the caller has written with this request."""
    replica, who = _replica(request), _who(request)
    if replica and who and request.method not in _READS and POSITION in response.headers:
        replica.wrote(who, int(response.headers[POSITION]))


def _replica(request: Request) -> Replica | None:
    house: House = request.app.state.house
    return house.replica


def _who(request: Request) -> str | None:
    caller = request.state.caller
    return caller.signed.pseudonym if caller else None
