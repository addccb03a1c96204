"""What a rider has sent in: every report, closed ones too."""

import asyncio

from fastapi import APIRouter, Response

from api.admission import Guarded
from api.reads.listed import Item, items
from api.reads.questions import Cursor, InDatum, Limit, projections, shown
from api.reads.queues import Sort, States, Word
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here, Visit, reply
from api.waiting import MinPosition
from domain.datum import Datum
from projections.queues.queries import Filter, Whose, page

router = APIRouter(prefix="/v1/me", route_class=Guarded, tags=["我 Me"])


class MyReports(Answer):
    """A piece of one's own reports; its pages all show one moment, `position`."""

    items: list[Item]
    next: str | None
    position: int
    incomplete: bool


@router.get(
    "/reports",
    summary="我的上报 · My reports",
    response_model=MyReports,
    responses=problems(401, 403, 422, 429, 503),
)
async def my_reports(
    here: Here,
    state: States = None,
    category: Word = None,
    sort: Sort = "-submitted_at",
    cursor: Cursor = None,
    limit: Limit = 50,
    min_position: MinPosition = 0,
    datum: InDatum = Datum.WGS84,
) -> Response:
    """List the caller's own reports, the newest first."""
    await shown(here, "queues", min_position)
    only = Filter(states=frozenset(state) if state else None, category=category)
    return reply(await asyncio.to_thread(_mine, here, only, sort, cursor, limit, datum))


def _mine(
    here: Visit, only: Filter, sort: str, cursor: str | None, limit: int, datum: Datum
) -> MyReports:
    engine, rider = projections(here).engine, here.actor.id
    found = page(engine, Whose.RIDER, rider, only=only, sort=sort, cursor=cursor, limit=limit)
    return MyReports(
        items=items(found.items, None, here.wiring.clock(), datum),
        next=found.next,
        position=found.position,
        incomplete=found.incomplete,
    )
