"""A queue that tells of its changes."""

import asyncio
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from api.admission import Guarded
from api.authority import policies
from api.callers import recognise
from api.reads.listed import items
from api.reads.questions import InDatum, projections
from api.reads.queue_access import Queue, allowed, demand
from api.reads.screens import After, Batch, about, held_open, resumed, told, unwritten
from api.spoken import problems
from api.visit import Here, Visit
from domain.datum import Datum
from projections.queues.changes import Changes, changes

router = APIRouter(prefix="/v1/queues", route_class=Guarded, tags=["队列 Queues"])
_ABOUT: Final = about("`changed` (data: the report as in the list) and `left` (data: its id)")


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
    start = resumed(here, after)
    if start is None:
        start = await asyncio.to_thread(projections(here).position, "queues")
    pulse = here.request.app.state.pulses["queues"]
    return held_open(here, pulse, _QueueScreen(here, found, datum), start)


@dataclass(frozen=True)
class _QueueScreen:
    """A queue as one caller watches it."""

    here: Visit
    queue: Queue
    datum: Datum
    listener: str = ""

    def batch(self, since: int) -> Batch:
        """Tell each report that changed once, as it is now."""
        engine = projections(self.here).engine
        news = changes(engine, self.queue.whose, self.queue.code, since)
        return Batch(self._told(news), news.position, news.more)

    def anew(self, position: int) -> int | None:
        """Begin anew where the queues stand, if the log never was at a position."""
        return unwritten(self.here, "queues", position)

    async def still(self) -> bool:
        """Ask again whether the session lives and its posts reach this queue."""
        caller = await recognise(self.here.request, self.here.wiring)
        row = policies()[self.here.request.method, self.here.request.state.route]
        return caller is not None and allowed(row, caller.actor, self.queue)

    def _told(self, news: Changes) -> list[str]:
        listed = [one.report for one in news.items if one.report]
        wiring = self.here.wiring
        found = items(listed, wiring.identity.accounts, wiring.clock(), self.datum)
        shown = {one.id: one.model_dump_json() for one in found}
        return [
            told("changed", one.position, shown[str(one.id)])
            if str(one.id) in shown
            else told("left", one.position, f'{{"id":"{one.id}"}}')
            for one in news.items
        ]
