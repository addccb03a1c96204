"""The log as auditors read it: every event as it is stored, line by line, for ever in order."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

import msgspec
from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from msgspec import Struct

from api.admission import Guarded
from api.reads.audit_search import (
    After,
    Before,
    Bounds,
    DoneBy,
    Most,
    Newest,
    OfStream,
    Search,
    Since,
    Topic,
    Until,
    search,
)
from api.spoken import problems
from api.visit import Here
from services.eventlog.instants import from_micros
from services.eventlog.recorder import EventLog
from services.eventlog.request import Line

router = APIRouter(prefix="/v1/audit", route_class=Guarded, tags=["审计 Audit"])
PAGE: Final = 500  # lines held in memory at a time
_ABOUT: Final = {
    "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
    "description": (
        "One event a line: position, stream, version, topic, recorded_at, by, command_id, "
        "leaf_hash, data (its public fields), sealed (the names of its personal ones)."
    ),
}


class Entry(Struct, kw_only=True):
    """A line of the answer; `flaw` says why an event could not be read."""

    position: int
    stream: str
    version: int
    topic: str
    recorded_at: Any
    by: str | None
    command_id: str
    leaf_hash: str
    data: dict[str, Any]
    sealed: list[str]
    flaw: str | None = None


class _Sealed(Struct):
    f: str


class _Envelope(Struct):
    d: dict[str, Any]
    p: list[_Sealed] = []


_read = msgspec.json.Decoder(_Envelope).decode


@router.get(
    "/events",
    summary="事件日志 · The log",
    response_class=StreamingResponse,
    responses={200: _ABOUT, **problems(401, 403, 422, 429, 503)},
)
async def events(
    here: Here,
    after: After = 0,
    before: Before = None,
    limit: Most = None,
    topic: Topic = None,
    stream: OfStream = None,
    by: DoneBy = None,
    since: Since = None,
    until: Until = None,
    newest: Newest = False,  # noqa: FBT002 - a query parameter
) -> Response:
    """Stream the log from a position on; personal fields stay closed.

    What is appended meanwhile is left for the next call. Where the answer breaks off
    in the middle, go on behind the last position that arrived; with `newest`, `before` it.
    A stream is found by its index and a moment by halving; topics and people are looked for
    line by line, between the bounds that are given.
    """
    asked = await asyncio.to_thread(
        search, here, Bounds(after, before, since, until), topic, stream, by
    )
    lines = _lines(here.wiring.log, asked._replace(newest=newest), limit)
    return StreamingResponse(lines, media_type="application/x-ndjson")


def entry(line: Line) -> Entry:
    """Show a stored event; what it holds is read as it stands, whatever its topic."""
    data: dict[str, Any] = {}
    sealed: list[str] = []
    flaw = None
    try:
        envelope = _read(line.state)
        data, sealed = envelope.d, [one.f for one in envelope.p]
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        flaw = type(error).__name__
    kept = {name: value for name, value in data.items() if name != "by" and value is not None}
    return Entry(
        position=line.id,
        stream=str(line.originator_id),
        version=line.originator_version,
        topic=line.topic,
        recorded_at=from_micros(line.recorded_at),
        by=data.get("by"),
        command_id=line.command_id.hex(),
        leaf_hash=line.leaf_hash.hex(),
        data=kept,
        sealed=sealed,
        flaw=flaw,
    )


async def _lines(log: EventLog, asked: Search, limit: int | None) -> AsyncIterator[bytes]:
    left = asked.upto if limit is None else limit
    while left > 0:
        page = await asyncio.to_thread(_page, log, asked, left)
        if page is None:
            return
        asked, count, text = page
        left -= count
        if text:
            yield text


def _page(log: EventLog, asked: Search, left: int) -> tuple[Search, int, bytes] | None:
    """Look at one page of lines; answer with what is left to be searched, and what was found."""
    size = PAGE if asked.by else min(left, PAGE)
    looked_at = asked.look(log, size)
    if not looked_at:
        return None
    found = [entry(line) for line in looked_at if asked.may_be(line)]
    kept = [one for one in found if asked.by in (None, one.by)][:left]
    text = b"".join(msgspec.json.encode(one) + b"\n" for one in kept)
    return asked.behind(looked_at[-1].id), len(kept), text
