"""What an office, a community, the operator's desk and the verifiers have to do."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.admission import Guarded
from api.fields import Plain
from api.reads.listed import Item, items
from api.reads.questions import Cursor, InDatum, Limit, projections, shown
from api.reads.queue_access import Queue, demand
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here, Visit, reply
from api.waiting import MinPosition
from domain.datum import Datum
from domain.report.table import State
from projections.queues.queries import SORTS, Filter, counts, page

router = APIRouter(prefix="/v1/queues", route_class=Guarded, tags=["队列 Queues"])
_MINE = "me"
_NOBODY = "-"  # no pseudonym: what an unknown login holds

States = Annotated[
    list[State] | None,
    Query(max_length=10, description="Only in these states; else what there is to do."),
]
Word = Annotated[str | None, Query(max_length=100, description="Only of this category."), Plain]
OfCommunity = Annotated[
    str | None, Query(max_length=100, description="Only of this community (code12)."), Plain
]
Flagged = Annotated[
    str | None, Query(max_length=100, description="Only with this flag, such as same_photo."), Plain
]
Late = Annotated[bool, Query(description="Only what is overdue now.")]
Holder = Annotated[
    str | None, Query(max_length=100, description="`me`, or the login of the handler.")
]
Sort = Annotated[str, Query(max_length=30, description=f"One of {', '.join(SORTS)}; `-` reverses.")]


class CountsShown(Answer):
    """How long the list is."""

    by_state: dict[str, int]
    late: int


class QueueShown(Answer):
    """A piece of a queue; its pages all show one moment, `position`."""

    items: list[Item]
    next: str | None
    counts: CountsShown = Field(description="Of the whole list under the same filters.")
    position: int
    incomplete: bool = Field(description="A report is missing until a fault of ours is mended.")


@router.get(
    "/{queue}",
    summary="任务队列 · A queue",
    response_model=QueueShown,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def look(
    queue: str,
    here: Here,
    state: States = None,
    category: Word = None,
    community: OfCommunity = None,
    flag: Flagged = None,
    holder: Holder = None,
    late: Late = False,  # noqa: FBT002 - a query parameter
    sort: Sort = "due_at",
    cursor: Cursor = None,
    limit: Limit = 50,
    min_position: MinPosition = 0,
    datum: InDatum = Datum.WGS84,
) -> Response:
    """List a queue: of an office (code9), a community (code12), `desk` or `verify`.

    Ties go by the report's id; pages neither repeat nor miss, however the queue moves.
    """
    found = demand(here, queue)
    await shown(here, "queues", min_position)
    only = Filter(
        states=frozenset(state) if state else None,
        category=category,
        community=community,
        flag=flag,
        holder=await _holder(here, holder),
        late_at=here.wiring.clock() if late else None,
    )
    answer = await asyncio.to_thread(_look, here, found, only, sort, cursor, limit, datum)
    return reply(answer)


def _look(
    here: Visit,
    queue: Queue,
    only: Filter,
    sort: str,
    cursor: str | None,
    limit: int,
    datum: Datum,
) -> QueueShown:
    engine, now = projections(here).engine, here.wiring.clock()
    found = page(engine, queue.whose, queue.code, only=only, sort=sort, cursor=cursor, limit=limit)
    total = counts(engine, queue.whose, queue.code, now=now, only=only, as_of=found.position)
    return QueueShown(
        items=items(found.items, here.wiring.identity.accounts, now, datum),
        next=found.next,
        counts=CountsShown(by_state=total.by_state, late=total.late),
        position=found.position,
        incomplete=found.incomplete,
    )


async def _holder(here: Visit, holder: str | None) -> str | None:
    if holder is None or holder == _MINE:
        return here.actor.id if holder else None
    account = await asyncio.to_thread(here.wiring.identity.accounts.by_login, holder)
    return account.pseudonym if account else _NOBODY
