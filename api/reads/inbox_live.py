"""An inbox that tells of what arrives."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from api.admission import Guarded
from api.callers import recognise
from api.reads.inbox import ReadShown, marked, notices
from api.reads.questions import projections
from api.reads.screens import After, Batch, about, held_open, resumed, told, unwritten
from api.spoken import problems
from api.visit import Here, Visit
from domain.values import Role
from projections.inbox.queries import news_of

router = APIRouter(prefix="/v1/me/inbox", route_class=Guarded, tags=["我 Me"])
_ABOUT: Final = about(
    "`notice` (data: the notice as in the list) and `read` (data: `unread` and `read_to`; at the "
    "beginning, and when another screen has read)"
)


@router.get(
    "/stream",
    summary="通知实时到达 · A live inbox",
    response_class=StreamingResponse,
    responses={200: _ABOUT, **problems(400, 401, 403, 422, 429, 503)},
)
async def follow(here: Here, after: After = None) -> Response:
    """Tell what arrives, from `Last-Event-ID`, else from `after`, else from now."""
    start = resumed(here, after)
    if start is None:
        start = await asyncio.to_thread(projections(here).position, "inbox")
    pulse = here.request.app.state.pulses["inbox"]
    return held_open(here, pulse, _InboxScreen(here, here.actor.id), start)


@dataclass
class _InboxScreen:
    """A rider's inbox as one of their screens shows it."""

    here: Visit
    listener: str
    _marked: ReadShown | None = field(default=None, init=False)

    def batch(self, since: int) -> Batch:
        """Tell new notices, and where the mark is when it moved."""
        news = news_of(projections(self.here).engine, self.listener, since)
        mark = marked(self.here)
        sent = [
            told("notice", one.position, one.model_dump_json())
            for one in notices(self.here, news.items, mark.read_to)
        ]
        if self._marked is None or self._marked.read_to != mark.read_to:
            sent.append(told("read", news.position, mark.model_dump_json()))
        self._marked = mark
        return Batch(sent, news.position, news.more)

    def anew(self, position: int) -> int | None:
        """Begin anew where the inbox stands, if the log never was at a position."""
        return unwritten(self.here, "inbox", position)

    async def still(self) -> bool:
        """Ask again whether the session lives."""
        caller = await recognise(self.here.request, self.here.wiring)
        return caller is not None and caller.actor.holds(Role.RIDER)
