"""What was shown at any moment of the past: queues, figures and points, from dated rows."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.admission import Guarded
from api.reads.credit_shapes import Sums, sums
from api.reads.listed import Item, items
from api.reads.metric_shapes import MetricsShown
from api.reads.metrics import First, ForEach, Last, OfOffice, measured
from api.reads.nearby import InCategory
from api.reads.questions import AsOf, Cursor, InDatum, Limit, Past, past, projections
from api.reads.queue_access import Queue, named
from api.reads.queues import CountsShown, QueueShown, Sort, States, Word
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here, Visit, reply
from domain.datum import Datum
from projections.credits.queries import balances, books
from projections.metrics.distributions import Each
from projections.queues.queries import Filter, Whose, counts, page

router = APIRouter(prefix="/v1/audit", route_class=Guarded, tags=["审计 Audit"])

OfQueue = Annotated[
    str | None,
    Query(max_length=20, description="Whose queue: code9, code12, desk, verify; else all reports."),
]


class RiderSums(Sums):
    """A rider's sums."""

    rider: str


class Books(Answer):
    """Everybody's points, and the accounts between which they moved."""

    items: list[RiderSums]
    next: str | None
    accounts: dict[str, int] = Field(description="They sum to zero at every position.")
    position: int
    incomplete: bool


@router.get(
    "/queues",
    summary="队列回溯 · Queues as they were",
    response_model=QueueShown,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def queues(
    here: Here,
    as_of: AsOf = None,
    queue: OfQueue = None,
    state: States = None,
    category: Word = None,
    sort: Sort = "position",
    cursor: Cursor = None,
    limit: Limit = 50,
    datum: InDatum = Datum.WGS84,
) -> Response:
    """List a queue, or all reports, as they were at a position or a moment."""
    whose = named(here.wiring.book, queue) if queue else Queue(Whose.ALL)
    found = await past(here, "queues", as_of)
    only = Filter(states=frozenset(state) if state else None, category=category)
    answer = await asyncio.to_thread(_queues, here, whose, only, found, sort, cursor, limit, datum)
    return reply(answer)


@router.get(
    "/metrics",
    summary="指标回溯 · Figures as they were",
    response_model=MetricsShown,
    responses=problems(401, 403, 422, 429, 503),
)
async def metrics(
    here: Here,
    as_of: AsOf = None,
    office: OfOffice = None,
    category: InCategory = None,
    first: First = None,
    last: Last = None,
    each: ForEach = Each.ALL,
) -> Response:
    """Answer with every published figure as it was at a position or a moment."""
    return reply(await measured(here, (first, last), office, category, each, as_of))


@router.get(
    "/credits",
    summary="积分回溯 · Points as they were",
    response_model=Books,
    responses=problems(401, 403, 422, 429, 503),
)
async def credits_then(
    here: Here, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """List every wallet's sums, by pseudonym, with the totals of the accounts."""
    found = await past(here, "credits", as_of)
    at = found.position if found else None
    return reply(await asyncio.to_thread(_books, here, at, cursor, limit))


def _queues(
    here: Visit,
    queue: Queue,
    only: Filter,
    then: Past | None,
    sort: str,
    cursor: str | None,
    limit: int,
    datum: Datum,
) -> QueueShown:
    engine, at = projections(here).engine, then.position if then else None
    now = then.at if then else here.wiring.clock()
    found = page(
        engine,
        queue.whose,
        queue.code,
        only=only,
        sort=sort,
        cursor=cursor,
        limit=limit,
        as_of=at,
    )
    total = counts(engine, queue.whose, queue.code, now=now, only=only, as_of=found.position)
    shown: list[Item] = items(found.items, here.wiring.identity.accounts, now, datum)
    return QueueShown(
        items=shown,
        next=found.next,
        counts=CountsShown(by_state=total.by_state, late=total.late),
        position=found.position,
        incomplete=found.incomplete,
    )


def _books(here: Visit, at: int | None, cursor: str | None, limit: int) -> Books:
    engine = projections(here).engine
    found = balances(engine, cursor=cursor, limit=limit, as_of=at)
    totals = books(engine, found.position)
    return Books(
        items=[RiderSums(rider=one.rider, **dict(sums(one))) for one in found.items],
        next=found.next,
        accounts={str(name): amount for name, amount in totals.accounts.items()},
        position=found.position,
        incomplete=found.incomplete or totals.incomplete,
    )
