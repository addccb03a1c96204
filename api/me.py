"""Who the caller is, and in which roles."""

import asyncio
from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter, Response

from api.admission import Guarded
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here, reply
from domain.values import Role
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


@router.get("", summary="我是谁 · Who am I", response_model=Me, responses=problems(401))
async def who_am_i(here: Here) -> Response:
    """Tell who the session belongs to, and the roles held at this moment."""
    caller, accounts = here.caller, here.wiring.identity.accounts
    account = await asyncio.to_thread(accounts.by_pseudonym, caller.actor.id)
    posts = sorted(
        caller.actor.posts, key=lambda it: (it.role, it.office or "", it.community or "")
    )
    shown = Me(
        id=caller.actor.id,
        kind=caller.signed.kind,
        login=account.login if account else None,
        roles=[PostHeld(role=it.role, office=it.office, community=it.community) for it in posts],
        expires_at=caller.signed.expires_at,
    )
    return reply(shown, HTTPStatus.OK)
