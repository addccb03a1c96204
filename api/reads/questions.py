"""What the questions have in common: pages, moments of the past, one's own writes, caching."""

import asyncio
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Final, NamedTuple

from fastapi import Query, Response
from pydantic import BaseModel

from api.elsewhere import choose, views_of
from api.etags import known
from api.reads.refusals import BadAsOf
from api.visit import Visit
from api.waiting import reached
from domain.datum import Datum
from projections.house import House
from projections.keeper import Projections
from services.eventlog.instants import from_micros, read_instant

MOST: Final = 200
_LARGEST: Final = 2**62
_TAG: Final = 32  # hex digits
_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)

Cursor = Annotated[
    str | None,
    Query(max_length=512, description="`next` of the page before; it keeps that page's moment."),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many items at the most.")]
AsOf = Annotated[
    str | None,
    Query(max_length=40, description="A position of the log, or an RFC 3339 instant; else now."),
]
InDatum = Annotated[Datum, Query(description="The datum to answer in.")]


class Past(NamedTuple):
    """A position of the log, and the moment at which it was recorded."""

    position: int
    at: datetime


def house(here: Visit) -> House:
    """Name the house that answers."""
    found: House = here.request.app.state.house
    return found


def projections(here: Visit) -> Projections:
    """Name the views of the city, where this question is answered."""
    return views_of(here.request)


async def shown(here: Visit, view: str, min_position: int) -> None:
    """Wait, for a while, until a view shows a position; else raise NotYetShown."""
    await choose(here.request, view, min_position)
    await reached(min_position, lambda: projections(here).position(view), here.written)


async def past(here: Visit, view: str, as_of: str | None) -> Past | None:
    """Read `as_of`; None is now. Raises BadAsOf, and NotYetShown while the view lags."""
    if as_of is None:
        return None
    found = await asyncio.to_thread(placed, here, as_of.strip())
    await shown(here, view, found.position)
    return found


def placed(here: Visit, text: str) -> Past:
    """Place a moment, or a position, in the log; raises BadAsOf."""
    log = here.wiring.log
    if text.isascii() and text.isdigit():
        position = int(text)
        if position > _LARGEST:
            raise BadAsOf
        line = next(iter(log.lines(position - 1, 1)), None) if position else None
        at = from_micros(line.recorded_at) if line and line.id == position else here.wiring.clock()
        return Past(position, at)
    try:
        # Where the + of an offset was sent as it is, it arrives as a blank.
        moment = read_instant(text.replace(" ", "+"))
    except ValueError as error:
        raise BadAsOf from error
    if not _FIRST <= moment <= here.wiring.clock():
        raise BadAsOf
    return Past(log.position_at(moment), moment)


def cached(here: Visit, answer: BaseModel, seconds: int) -> Response:
    """Answer with what is the same for everybody, or that it has not changed (304)."""
    body = answer.model_dump_json().encode()
    return tagged(here, body, sha256(body).hexdigest(), seconds, "application/json")


def tagged(here: Visit, body: bytes, version: str, seconds: int, kind: str) -> Response:
    """Answer with a body under the ETag of its version, unless the caller has it."""
    tag = f'"{version[:_TAG]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={seconds}"}
    if known(here.request, tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, headers=headers, media_type=kind)
