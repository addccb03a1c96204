"""A queue that tells of its changes: server-sent events, resumable where they broke off."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from api.admission import Guarded
from api.authority import policies
from api.callers import recognise
from api.faults import BadHeader
from api.reads.listed import items
from api.reads.pulse import Pulse
from api.reads.questions import InDatum, projections
from api.reads.queue_access import Queue, allowed, demand
from api.spoken import problems
from api.visit import Here, Visit
from domain.datum import Datum
from projections.queues.changes import Changes, changes

router = APIRouter(prefix="/v1/queues", route_class=Guarded, tags=["队列 Queues"])
HEARTBEAT_S: Final = 15.0
_RETRY: Final = "retry: 2000\n"
_LONGEST: Final = 18  # digits of a position: any of them fits a database's integer
_ABOUT: Final = {
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
    "description": (
        "Events `changed` (data: the report as in the list) and `left` (data: its id); the id "
        "of an event is the log position to go on from. `end` says that the caller may not "
        "look any more. A comment every 15 seconds keeps the line open."
    ),
}

After = Annotated[
    int | None,
    Query(ge=0, le=2**62, description="Where to begin: `position` of the list; else now."),
]


@router.get(
    "/{queue}/stream",
    summary="队列实时变化 · A live queue",
    response_class=StreamingResponse,
    responses={200: _ABOUT, **problems(400, 401, 403, 404, 422, 429, 503)},
)
async def follow(
    queue: str, here: Here, after: After = None, datum: InDatum = Datum.WGS84
) -> Response:
    """Tell what changes in a queue, from `Last-Event-ID`, else from `after`, else from now.

    A report that changed more than once since then is told once, as it is now.
    """
    found = demand(here, queue)
    start = _resumed(here.request.headers.get("last-event-id"))
    start = after if start is None else start
    if start is None:
        start = await asyncio.to_thread(projections(here).position, "queues")
    pulse: Pulse = here.request.app.state.pulse
    account = here.actor.id
    pulse.enter(account)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return _Told(pulse, account, _events(here, found, pulse, start, datum), headers)


class _Told(StreamingResponse):
    """A stream that is counted until it ends, however it ends."""

    def __init__(
        self, pulse: Pulse, account: str, events: AsyncIterator[str], headers: dict[str, str]
    ) -> None:
        super().__init__(events, headers=headers, media_type="text/event-stream")
        self._pulse = pulse
        self._account = account

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - as Starlette's
        """Send the stream; then count it no more."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._pulse.leave(self._account)


async def _events(
    here: Visit, queue: Queue, pulse: Pulse, start: int, datum: Datum
) -> AsyncIterator[str]:
    yield f"{_RETRY}id: {start}\n: open\n\n"
    position = start
    loop = asyncio.get_running_loop()
    checked = loop.time()
    while not pulse.ending:
        news = await asyncio.to_thread(_changes, here, queue, position)
        for told in await asyncio.to_thread(_told, here, news, datum):
            yield told
        position = news.position
        if loop.time() - checked >= HEARTBEAT_S:
            if not await _still(here, queue):
                yield "event: end\ndata: {}\n\n"
                return
            checked = loop.time()
            yield f"id: {position}\n: alive\n\n"
        if not news.more:
            await pulse.wait(position, max(0.0, checked + HEARTBEAT_S - loop.time()))


def _changes(here: Visit, queue: Queue, since: int) -> Changes:
    return changes(projections(here).engine, queue.whose, queue.code, since)


def _told(here: Visit, news: Changes, datum: Datum) -> list[str]:
    """Write each change as an event; JSON never holds a line break."""
    listed = [one.report for one in news.items if one.report]
    accounts = here.wiring.identity.accounts
    shown = {one.id: one for one in items(listed, accounts, here.wiring.clock(), datum)}
    told = []
    for one in news.items:
        item = shown.get(str(one.id))
        kind = "changed" if item else "left"
        data = item.model_dump_json() if item else f'{{"id":"{one.id}"}}'
        told.append(f"id: {one.position}\nevent: {kind}\ndata: {data}\n\n")
    return told


async def _still(here: Visit, queue: Queue) -> bool:
    """Ask again whether the session lives and its posts reach this queue."""
    caller = await recognise(here.request, here.wiring)
    row = policies()[here.request.method, here.request.state.route]
    return caller is not None and allowed(row, caller.actor, queue)


def _resumed(header: str | None) -> int | None:
    text = (header or "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
        raise BadHeader("Last-Event-ID")
    return int(text)
