"""Screens that stay open: server-sent events, resumable where they broke off."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final, NamedTuple, Protocol

from fastapi import Query, Response
from fastapi.responses import StreamingResponse

from api.faults import BadHeader
from api.reads.pulse import Pulse
from api.reads.questions import projections
from api.visit import Visit

HEARTBEAT_S: Final = 15.0
_RETRY: Final = "retry: 2000\n"
_LONGEST: Final = 18  # digits of a position: any of them fits a database's integer

After = Annotated[
    int | None,
    Query(ge=0, le=2**62, description="Where to begin: `position` of the list; else now."),
]


class Batch(NamedTuple):
    """Events to send; ask again from `position`, at once while there is `more`."""

    told: list[str]
    position: int
    more: bool


class Screen(Protocol):
    """What one open screen shows."""

    @property
    def listener(self) -> str:
        """Whose rows wake it; empty for everybody's."""
        ...

    def batch(self, since: int) -> Batch:
        """Tell what is new; called in a thread."""
        ...

    def anew(self, position: int) -> int | None:
        """Say where to begin anew, if the log never was at `position`; called in a thread."""
        ...

    async def still(self) -> bool:
        """Ask again whether its owner may look."""
        ...


def told(kind: str, position: int, data: str) -> str:
    """Write one event; JSON never holds a line break."""
    return f"id: {position}\nevent: {kind}\ndata: {data}\n\n"


def about(events: str) -> dict[str, Any]:
    """Describe a stream by its events."""
    return {
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
        "description": (
            f"Events {events}; the id of an event is the log position to go on from. `reset` says "
            "that the position to go on from is beyond the end of the log, as after a restore from "
            "backup: load the list anew; what follows goes on from the id of `reset`. `end` says "
            "that the caller may not look any more. A comment every 15 seconds keeps the line open."
        ),
    }


def resumed(here: Visit, after: int | None) -> int | None:
    """Say where to go on: after `Last-Event-ID`, else `after`, else None. Raises BadHeader."""
    text = (here.request.headers.get("last-event-id") or "").strip()
    if not text:
        return after
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
        raise BadHeader("Last-Event-ID")
    return int(text)


def unwritten(here: Visit, view: str, position: int) -> int | None:
    """Say where a view stands, if the log has not come to `position`; else None.

    That the view has not is no reason: another process may have shown more of the log.
    """
    shown = projections(here).position(view)
    return shown if position > shown and position > here.written() else None


def held_open(here: Visit, pulse: Pulse, screen: Screen, start: int) -> Response:
    """Keep a screen open, counted until it ends; raises TooManyStreams."""
    account = here.actor.id
    pulse.enter(account)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return _Counted(pulse, account, _events(pulse, screen, start), headers)


class _Counted(StreamingResponse):
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


async def _events(pulse: Pulse, screen: Screen, start: int) -> AsyncIterator[str]:
    yield f"{_RETRY}id: {start}\n: open\n\n"
    position, known = start, False
    loop = asyncio.get_running_loop()
    checked = loop.time()
    while not pulse.ending:
        if not known and (begin := await asyncio.to_thread(screen.anew, position)) is not None:
            position = begin
            pulse.back(position)
            yield told("reset", position, "{}")
        known = True
        batch = await asyncio.to_thread(screen.batch, position)
        for one in batch.told:
            yield one
        position = batch.position
        if loop.time() - checked >= HEARTBEAT_S:
            if not await screen.still():
                yield "event: end\ndata: {}\n\n"
                return
            checked, known = loop.time(), False
            yield f"id: {position}\n: alive\n\n"
        if not batch.more:
            left = max(0.0, checked + HEARTBEAT_S - loop.time())
            await pulse.wait(position, left, screen.listener)
