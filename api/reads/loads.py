"""Who has how much in hand, and what goes back and forth: for supervisors."""

import asyncio
from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import Field

from api.admission import Guarded
from api.reads.listed import Item, items
from api.reads.questions import InDatum, projections, shown
from api.reads.queue_access import Queue, demand
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here, Visit, reply
from api.waiting import MinPosition
from domain.actor import Actor
from domain.datum import Datum
from domain.values import Role
from projections.queues.loads import Load, loads

router = APIRouter(prefix="/v1/queues", route_class=Guarded, tags=["队列 Queues"])
_CREW = (Role.DISPATCHER, Role.SUPERVISOR)
_NOTHING = Load()


class PersonsLoad(Answer):
    """What one member of the crew holds, and mended within seven days."""

    id: str
    login: str | None
    open: int
    late: int
    resolved_7d: int
    lease_soonest: datetime | None = Field(description="When the first of the claims runs out.")


class LoadShown(Answer):
    """The load of a queue, person by person."""

    people: list[PersonsLoad] = Field(
        description="The crew, also who holds nothing, and whoever else holds something; most open "
        "first."
    )
    ping_pong: list[Item] = Field(description="Returned or passed on at least twice; most first.")
    position: int


@router.get(
    "/{queue}/load",
    summary="人员负荷与往返件 · Load and ping-pong",
    response_model=LoadShown,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def load(
    queue: str, here: Here, min_position: MinPosition = 0, datum: InDatum = Datum.WGS84
) -> Response:
    """Say who holds how much, what of it is late, and which reports went back and forth."""
    found = demand(here, queue)
    await shown(here, "queues", min_position)
    return reply(await asyncio.to_thread(_load, here, found, datum))


def _load(here: Visit, queue: Queue, datum: Datum) -> LoadShown:
    now, accounts = here.wiring.clock(), here.wiring.identity.accounts
    found = loads(projections(here).engine, queue.whose, queue.code, now=now)
    people = dict.fromkeys(_crew(here, queue), _NOTHING) | found.people
    logins = accounts.logins(people)
    told = [_told(who, one, logins.get(who)) for who, one in people.items()]
    return LoadShown(
        people=sorted(told, key=lambda one: (-one.open, one.login or "", one.id)),
        ping_pong=items(found.ping_pong, accounts, now, datum),
        position=found.position,
    )


def _crew(here: Visit, queue: Queue) -> list[str]:
    """Name everybody who may claim here, by a post at this very office."""
    if queue.office is None:
        return []
    return [
        who
        for who, posts in here.wiring.book.staff().items()
        if any(
            Actor(who, frozenset({post})).serves(role, queue.office, queue.community)
            for post in posts
            for role in _CREW
            if post.office is not None
        )
    ]


def _told(who: str, one: Load, login: str | None) -> PersonsLoad:
    return PersonsLoad(
        id=who,
        login=login,
        open=one.open,
        late=one.late,
        resolved_7d=one.resolved,
        lease_soonest=one.lease_soonest,
    )
