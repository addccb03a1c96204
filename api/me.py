"""Who the caller is, and in which roles."""

import asyncio
from datetime import datetime
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Response
from pydantic import Field

from api.admission import Guarded
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here, Visit, reply
from domain.values import Role
from services.city.blocking import words_of
from services.identity.accounts import Kind

router = APIRouter(prefix="/v1/me", route_class=Guarded, tags=["我 Me"])


class PostHeld(Answer):
    """A role, and where it holds; no office means the whole city."""

    role: Role
    office: str | None
    community: str | None


class Me(Answer):
    """The caller: a pseudonym, never a name."""

    id: str
    kind: Kind
    login: str | None
    roles: list[PostHeld]
    expires_at: datetime
    blocked: bool = Field(default=False, description="A rider who may not send in at this moment.")
    blocked_until: datetime | None = Field(
        default=None, description="When that ends by itself; null also where it has to be lifted."
    )
    blocked_words: str | None = Field(default=None, description="Why, in words.")


@router.get("", summary="我是谁 · Who am I", response_model=Me, responses=problems(401))
async def who_am_i(here: Here) -> Response:
    """Tell who the session belongs to, and the roles held at this moment."""
    caller, accounts = here.caller, here.wiring.identity.accounts
    account = await asyncio.to_thread(accounts.by_pseudonym, caller.actor.id)
    blocked = await asyncio.to_thread(_blocked, here) if caller.signed.kind is Kind.RIDER else {}
    posts = sorted(
        caller.actor.posts, key=lambda it: (it.role, it.office or "", it.community or "")
    )
    shown = Me(
        id=caller.actor.id,
        kind=caller.signed.kind,
        login=account.login if account else None,
        roles=[PostHeld(role=it.role, office=it.office, community=it.community) for it in posts],
        expires_at=caller.signed.expires_at,
        **blocked,
    )
    return reply(shown, HTTPStatus.OK)


def _blocked(here: Visit) -> dict[str, Any]:
    """Say whether a rider is blocked now, until when, and what they are told."""
    book = here.wiring.book
    book.refresh()
    known = book.block(here.actor.id)
    if known is None or not known.holds(here.desk.now()):
        return {}
    words = words_of(here.wiring.app, known)
    return {"blocked": True, "blocked_until": known.until, "blocked_words": words}
