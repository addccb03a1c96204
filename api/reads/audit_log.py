"""The log as auditors read it: every event as it is stored, line by line, for ever in order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from msgspec import Struct

from api.admission import Guarded
from api.fields import Plain
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

After = Annotated[int, Query(ge=0, le=2**62, description="The position to begin behind.")]
Most = Annotated[
    int | None, Query(ge=1, le=2**62, description="How many lines; else to the end of now.")
]
Topic = Annotated[
    list[Annotated[str, Plain]] | None,
    Query(max_length=50, description="Only of these topics, such as report.resolved."),
]


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
async def events(here: Here, after: After = 0, limit: Most = None, topic: Topic = None) -> Response:
    """Stream the log from a position on; personal fields stay closed.

    What is appended meanwhile is left for the next call. Where the answer breaks off
    in the middle, go on behind the last position that arrived.
    """
    log = here.wiring.log
    end = await asyncio.to_thread(log.max_notification_id) or 0
    lines = _lines(log, after, limit, end, topic or ())
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


async def _lines(
    log: EventLog, after: int, limit: int | None, end: int, topics: Sequence[str]
) -> AsyncIterator[bytes]:
    left = end if limit is None else limit
    while left > 0:
        page = await asyncio.to_thread(_page, log, after, min(left, PAGE), end, topics)
        if page is None:
            return
        after, count, text = page
        left -= count
        yield text


def _page(
    log: EventLog, after: int, size: int, end: int, topics: Sequence[str]
) -> tuple[int, int, bytes] | None:
    found = log.lines(after, size, topics, end)
    if not found:
        return None
    text = b"".join(msgspec.json.encode(entry(line)) + b"\n" for line in found)
    return found[-1].id, len(found), text
