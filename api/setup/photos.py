"""Photographs that wait to be shown to the public: of what is mended, the newest first."""

import asyncio
from datetime import datetime
from typing import Final

from fastapi import APIRouter, Response
from pydantic import Field

from api.admission import Guarded
from api.reads.questions import Cursor, Limit, projections, shown
from api.shapes import Answer, PhotoShown
from api.showing import picture
from api.spoken import problems
from api.visit import Here, Visit, reply
from api.waiting import MinPosition
from domain.values import Role
from projections.queues.listed import Listed
from projections.queues.queries import EVERYTHING, Filter, Whose, page
from services.city.reach import may_set_up

router = APIRouter(prefix="/v1/setup", route_class=Guarded, tags=["设置 Set-up"])
_EVERYWHERE: Final = (Role.OPERATOR, Role.ADMIN)


class Releasable(Answer):
    """A report and its photographs that the public does not see yet."""

    report: str
    number: str
    category: str
    office: str | None
    state: str
    photos: list[PhotoShown]
    submitted_at: datetime
    version: int = Field(description="For If-Match of the release.")


class ReleaseQueue(Answer):
    """A piece of the queue; its pages all show one moment, `position`."""

    items: list[Releasable]
    next: str | None
    position: int
    incomplete: bool


@router.get(
    "/photos",
    summary="待公开照片 · Photographs to release",
    response_model=ReleaseQueue,
    responses=problems(401, 403, 422, 429, 503),
)
async def waiting(
    here: Here, cursor: Cursor = None, limit: Limit = 50, min_position: MinPosition = 0
) -> Response:
    """List what is resolved or verified and has photographs that are not public.

    A supervisor sees the reports of the own office. Each is released, after a look that
    nobody can be recognised, by `POST /v1/reports/{report}/photos/{photo}/release`.
    """
    await shown(here, "queues", min_position)
    return reply(await asyncio.to_thread(_waiting, here, cursor, limit))


def _waiting(here: Visit, cursor: str | None, limit: int) -> ReleaseQueue:
    found = page(
        projections(here).engine,
        Whose.RELEASE,
        only=_mine(here),
        sort="-position",
        cursor=cursor,
        limit=limit,
    )
    return ReleaseQueue(
        items=[_item(one) for one in found.items],
        next=found.next,
        position=found.position,
        incomplete=found.incomplete,
    )


def _mine(here: Visit) -> Filter:
    if any(here.actor.holds(role) for role in _EVERYWHERE):
        return EVERYTHING
    offices = here.wiring.book.offices
    return Filter(offices=frozenset(code for code in offices if may_set_up(here.actor, code)))


def _item(one: Listed) -> Releasable:
    return Releasable(
        report=str(one.id),
        number=one.number,
        category=one.category,
        office=one.office,
        state=one.state,
        photos=[picture(it.id, it.role, one.id) for it in one.photos if not it.public],
        submitted_at=one.submitted_at,
        version=one.version,
    )
