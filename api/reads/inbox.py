"""What a rider is told: the inbox, and how far it was read."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.admission import Guarded
from api.fields import Order, like
from api.reads.questions import Cursor, Limit, projections, shown
from api.shapes import Answer, PhotoShown
from api.showing import picture
from api.spoken import problems
from api.visit import Here, Visit, reply
from api.waiting import MinPosition
from domain.values import PhotoRole
from projections.inbox.queries import Notice, inbox_of, unread_of
from projections.inbox.rules import Kind
from projections.inbox.words import words
from projections.names import names_of

router = APIRouter(prefix="/v1/me/inbox", route_class=Guarded, tags=["我 Me"])


class NoticeShown(Answer):
    """Something the caller is told of a report or of points."""

    position: int = Field(description="Of the event it tells of.")
    at: datetime
    kind: Kind
    report: str | None
    number: str | None
    category: str | None
    title: str = Field(description="In the caller's language, as is `text`.")
    text: str
    photos: list[PhotoShown] = Field(description="Of `fixed`: what it looks like now.")
    points: int | None
    unread: bool


class InboxShown(Answer):
    """A piece of the inbox, newest first; `unread` counts all of it."""

    items: list[NoticeShown]
    next: str | None
    unread: int
    read_to: int
    position: int
    incomplete: bool


class ReadUpTo(Order):
    """The newest notice that was seen."""

    model_config = like(position=8123)

    position: Annotated[int, Field(strict=True, ge=0, le=2**62)]


class ReadShown(Answer):
    """How far the inbox was read, and how much of it was not."""

    unread: int
    read_to: int


@router.get(
    "",
    summary="我的通知 · My inbox",
    response_model=InboxShown,
    responses=problems(401, 403, 422, 429, 503),
)
async def my_inbox(
    here: Here,
    cursor: Cursor = None,
    limit: Limit = 50,
    unread: Annotated[bool, Query(description="Only what was not read.")] = False,  # noqa: FBT002 - FastAPI names it
    min_position: MinPosition = 0,
) -> Response:
    """List what the caller was told of their reports and points, the newest first."""
    await shown(here, "inbox", min_position)
    return reply(await asyncio.to_thread(_inbox, here, cursor, limit, unread=unread))


@router.post(
    "/read",
    summary="已读 · Read",
    response_model=ReadShown,
    responses=problems(400, 401, 403, 422, 429, 503),
)
async def read(wish: ReadUpTo, here: Here) -> Response:
    """Note up to which notice the caller has read; the mark never moves back."""
    found = await asyncio.to_thread(_read, here, wish.position)
    here.request.app.state.pulses["inbox"].wake(here.actor.id)
    return reply(found, HTTPStatus.OK, await here.head())


def marked(here: Visit) -> ReadShown:
    """Say how far the caller has read."""
    read_to = here.wiring.identity.telling.marks.read_to(here.actor.id)
    unread = unread_of(projections(here).engine, here.actor.id, read_to)
    return ReadShown(unread=unread, read_to=read_to)


def notices(here: Visit, found: Iterable[Notice], read_to: int) -> list[NoticeShown]:
    """Put notices into words, in the caller's language."""
    listed = list(found)
    if not listed:
        return []
    here.wiring.book.refresh()
    names = names_of(here.wiring.book, here.language)
    return [_shown(one, here, names, read_to) for one in listed]


def _inbox(here: Visit, cursor: str | None, limit: int, *, unread: bool) -> InboxShown:
    engine, rider = projections(here).engine, here.actor.id
    read_to = here.wiring.identity.telling.marks.read_to(rider)
    found = inbox_of(engine, rider, read_to, unread=unread, cursor=cursor, limit=limit)
    return InboxShown(
        items=notices(here, found.items, found.read_to),
        next=found.next,
        unread=found.unread,
        read_to=found.read_to,
        position=found.position,
        incomplete=found.incomplete,
    )


def _read(here: Visit, position: int) -> ReadShown:
    """Move the mark, never beyond what the inbox shows: nobody has read what is to come."""
    at_most = min(position, projections(here).position("inbox"))
    here.wiring.identity.telling.marks.move(here.actor.id, at_most)
    return marked(here)


def _shown(one: Notice, here: Visit, names: dict[str, str], read_to: int) -> NoticeShown:
    said = words(one, here.language, names)
    report = one.report
    return NoticeShown(
        position=one.position,
        at=one.at,
        kind=one.kind,
        report=str(report) if report else None,
        number=one.number,
        category=one.category,
        title=said.title,
        text=said.text,
        photos=[picture(it, PhotoRole.AFTER, report) for it in one.photos] if report else [],
        points=one.points,
        unread=one.position > read_to,
    )
