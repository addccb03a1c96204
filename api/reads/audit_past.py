"""Where moments lie in the log, and what two of them differ in: for the time slider."""

import asyncio
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.admission import Guarded
from api.faults import InvalidRequest
from api.reads.audit_views import OfQueue
from api.reads.listed import Item, items
from api.reads.questions import Past, placed, projections, shown
from api.reads.queue_access import Queue, named
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here, Visit, reply
from domain.datum import Datum
from projections.errors import NotYetShown
from projections.queues.difference import MOST, difference
from projections.queues.queries import Whose
from services.eventlog.instants import from_micros

router = APIRouter(prefix="/v1/audit", route_class=Guarded, tags=["审计 Audit"])
_WHEN = "A position of the log, or an RFC 3339 instant that is over."

At = Annotated[str, Query(max_length=40, description=_WHEN)]


class SpanShown(Answer):
    """From when to when the log tells; null while nothing has happened."""

    first_at: datetime | None
    last_at: datetime | None
    last_position: int


class PlaceInTime(Answer):
    """A position of the log, and the moment it was recorded."""

    position: int
    at: datetime


class ChangedShown(Answer):
    """A report that stands in the list at both moments, as it was and as it became."""

    before: Item
    after: Item


class MoreShown(Answer):
    """Whether there are more of a kind than are listed."""

    entered: bool
    left: bool
    changed: bool


class DifferenceShown(Answer):
    """What came, left and changed in a queue between two moments."""

    since: PlaceInTime
    until: PlaceInTime
    entered: list[Item]
    left: list[Item] = Field(description="As they were at `since`.")
    changed: list[ChangedShown]
    counts: dict[str, int] = Field(
        description="entered, left, changed; since and until: how long the list was. Of all."
    )
    more: MoreShown = Field(description=f"Of each kind at most {MOST} are listed, newest first.")
    incomplete: bool


@router.get(
    "/span",
    summary="日志起止 · From when to when",
    response_model=SpanShown,
    responses=problems(401, 403, 429, 503),
)
async def span(here: Here) -> Response:
    """Say when the first and the last event were recorded, and how many there are."""
    return reply(await asyncio.to_thread(_span, here))


@router.get(
    "/position",
    summary="时刻对应的序号 · The position of a moment",
    response_model=PlaceInTime,
    responses=problems(401, 403, 422, 429, 503),
)
async def position(here: Here, at: At) -> Response:
    """Find the last event recorded at or before a moment; 0 and the moment where there is none."""
    return reply(await asyncio.to_thread(_position, here, at.strip()))


@router.get(
    "/difference",
    summary="两个时刻的差别 · What two moments differ in",
    response_model=DifferenceShown,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def compare(here: Here, since: At, until: At, queue: OfQueue = None) -> Response:
    """Compare a queue, or all reports, at two moments: what entered, left and changed.

    Only reports with an event in between are looked at, so a short span is answered fast.
    """
    whose = named(here.wiring.book, queue) if queue else Queue(Whose.ALL)
    first, last = await _moment(here, since), await _moment(here, until)
    if first.position > last.position:
        zh, en = "起点晚于终点", "is later than the end"
        raise InvalidRequest([{"field": "since", "rule": "period", "zh": zh, "en": en}])
    return reply(await asyncio.to_thread(_compare, here, whose, first, last))


async def _moment(here: Visit, text: str) -> Past:
    found = await asyncio.to_thread(placed, here, text.strip())
    await shown(here, "queues", found.position)
    return found


def _span(here: Visit) -> SpanShown:
    log = here.wiring.log
    head = log.head()
    first = from_micros(log.lines(0, 1)[0].recorded_at) if head.size else None
    last = from_micros(head.recorded_at) if head.size else None
    return SpanShown(first_at=first, last_at=last, last_position=head.size)


def _position(here: Visit, text: str) -> PlaceInTime:
    log, found = here.wiring.log, placed(here, text)
    if not found.position:
        return PlaceInTime(position=0, at=found.at)
    lines = log.lines(found.position - 1, 1)
    if not lines:
        raise NotYetShown(found.position, here.written())
    return PlaceInTime(position=found.position, at=from_micros(lines[0].recorded_at))


def _compare(here: Visit, queue: Queue, first: Past, last: Past) -> DifferenceShown:
    engine, accounts = projections(here).engine, here.wiring.identity.accounts
    found = difference(engine, queue.whose, queue.code, first.position, last.position)
    pairs = zip(
        items([one.before for one in found.changed], accounts, first.at, Datum.WGS84),
        items([one.after for one in found.changed], accounts, last.at, Datum.WGS84),
        strict=True,
    )
    listed = {"entered": len(found.entered), "left": len(found.left), "changed": len(found.changed)}
    return DifferenceShown(
        since=PlaceInTime(position=first.position, at=first.at),
        until=PlaceInTime(position=last.position, at=last.at),
        entered=items(found.entered, accounts, last.at, Datum.WGS84),
        left=items(found.left, accounts, first.at, Datum.WGS84),
        changed=[ChangedShown(before=before, after=after) for before, after in pairs],
        counts=found.counts,
        more=MoreShown(**{name: found.counts[name] > count for name, count in listed.items()}),
        incomplete=found.incomplete,
    )
