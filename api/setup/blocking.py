"""Riders who abused the service: kept from sending in, listed, let in again."""

import asyncio
from datetime import datetime
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from api import sight
from api.admission import Guarded
from api.authority import policies
from api.setup.answers import position, told
from api.setup.asking import Block as Wish
from api.setup.asking import Lift
from api.shapes import Answer, Page
from api.spoken import keyed, problems
from api.visit import Here, Visit, patiently, reply
from domain.blocking import Block, UnknownBlock
from domain.report.state import Report
from domain.values import Role
from services.city import blocking
from services.reporting.context import UnknownReport

router = APIRouter(prefix="/v1/setup/blocked", route_class=Guarded, tags=["设置 Set-up"])
_REFUSALS: Final = problems(400, 401, 403, 404, 409, 410, 422, 429, 503)


class Blocked(Answer):
    """A rider who may not send in; without an end, until it is lifted."""

    rider: str
    until: datetime | None
    words: str


class BlockListed(Answer):
    """A block that holds."""

    rider: str
    report: str = Field(description="The report that led to it.")
    since: datetime
    until: datetime | None
    by_login: str | None
    words: str | None = Field(description="What the rider is told; null once it was erased.")


class Lifted(Answer):
    """A rider who may send in again."""

    rider: str


@router.post(
    "",
    summary="停用上报 · Block a rider",
    response_model=Blocked,
    responses=_REFUSALS,
    openapi_extra=keyed(),
)
async def block(wish: Wish, here: Here) -> Response:
    """Keep the rider of a report from sending in; a supervisor, where it is or was with them.

    Reading, answering and objecting go on. It ends by itself at `until`. Blocking again
    is a new decision with its own words.
    """
    report = await asyncio.to_thread(_report, here, wish.report)
    offence = blocking.Offence(report.rider, report.id.hex, wish.until, wish.words)
    change = await patiently(blocking.block(here.desk, offence, here.asked(wish)))
    return told(change, Block, lambda it: Blocked(rider=it.rider, until=it.until, words=wish.words))


@router.get(
    "",
    summary="停用上报名单 · Who is blocked",
    response_model=Page[BlockListed],
    responses=problems(401, 403, 429, 503),
)
async def listed(here: Here) -> Response:
    """List the blocks that hold, the newest first; to a supervisor, those of their reports."""
    return reply(Page(items=await asyncio.to_thread(_listed, here), next=None))


@router.post(
    "/{rider}/lift",
    summary="恢复上报 · Lift a block",
    response_model=Lifted,
    responses=_REFUSALS,
    openapi_extra=keyed(),
)
async def lift(rider: str, wish: Lift, here: Here) -> Response:
    """Let a rider send in again; one who is not blocked any more stays so."""
    if not rider.isascii():
        raise UnknownBlock
    work = blocking.lift(here.desk, rider, wish.words, here.asked(wish))
    change = await patiently(work)
    return reply(Lifted(rider=rider), headers=position(change))


def _report(here: Visit, named: UUID) -> Report:
    """Find a report that stands to the caller as the table demands; else UnknownReport."""
    report = here.wiring.app.load(Report, named)
    if not report.version or not _stands(here, report):
        raise UnknownReport
    return report


def _stands(here: Visit, report: Report) -> bool:
    row = policies()[here.request.method, here.request.state.route]
    return any(
        isinstance(role, Role)
        and here.actor.holds(role)
        and sight.holds(how, here.actor, role, report)
        for role, how in row.cells.items()
    )


def _listed(here: Visit) -> list[BlockListed]:
    wiring, now = here.wiring, here.desk.now()
    wiring.book.refresh()
    held = [it for it in wiring.book.blocks() if it.holds(now)]
    mine = [it for it in held if _stands(here, wiring.app.load(Report, UUID(hex=it.report)))]
    logins = wiring.identity.accounts.logins({it.by for it in mine})
    found = [
        BlockListed(
            rider=it.rider,
            report=str(UUID(hex=it.report)),
            since=it.since or now,
            until=it.until,
            by_login=logins.get(it.by),
            words=blocking.words_of(wiring.app, it),
        )
        for it in mine
    ]
    return sorted(found, key=lambda one: one.since, reverse=True)
