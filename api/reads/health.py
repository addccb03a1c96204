"""Whether this process lives, and whether it can serve: for those who restart and balance."""

import asyncio
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy.exc import SQLAlchemyError

from api.admission import Guarded
from api.reads.questions import house, projections
from api.shapes import Answer
from api.visit import Here, Visit, reply
from services.eventlog.errors import NotFounded
from services.migrations import NewerSchema

router = APIRouter(prefix="/health", route_class=Guarded, tags=["运行 Operating"])
_DATABASES: Final = ("log", "keys", "views")
PATIENCE_S: Final = 5.0  # that databases have for their answers: a table may be locked for hours


class Alive(Answer):
    """The process answers."""

    status: str


class Ready(Answer):
    """Whether the process can serve, and what stands in the way."""

    status: str = Field(description="ready, or not-ready.")
    databases: dict[str, bool] = Field(description="Which of them answer.")
    photos: bool = Field(
        description="Whether the photographs' store answers; without it all else goes on."
    )
    position: int | None = Field(description="The last position of the log.")
    behind: dict[str, int] = Field(description="How many events each view has still to read.")
    parked: int = Field(
        description="Streams that views left and events that workers left: see docs/operating.md."
    )


@router.get("/live", summary="存活 · Alive", response_model=Alive)
async def live(here: Here) -> Response:
    """Answer, and ask nobody else."""
    del here
    return reply(Alive(status="alive"))


@router.get(
    "/ready",
    summary="就绪 · Ready",
    response_model=Ready,
    responses={503: {"model": Ready, "description": "Not now."}},
)
async def ready(here: Here) -> Response:
    """Say whether the databases answer, and how far views are behind.

    All processes share the views, so one that is behind makes none unready: reports are to be
    taken in all the same. A process that is too old for the views is not ready.
    """
    found = await _soon(here)
    if found.status == "ready":
        return reply(found)
    return reply(found, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "2"})


async def _soon(here: Visit) -> Ready:
    """Look for a while; who asks meanwhile shares the look, which keeps its thread to its end."""
    state = here.request.app.state
    look: asyncio.Task[Ready] | None = getattr(state, "look", None)
    if look is None or look.done():
        look = state.look = asyncio.create_task(asyncio.to_thread(_ready, here))
    try:
        return await asyncio.wait_for(asyncio.shield(look), PATIENCE_S)
    except TimeoutError:
        silent = dict.fromkeys(_DATABASES, False)
        return Ready(
            status="not-ready", databases=silent, photos=False, position=None, behind={}, parked=0
        )


def _ready(here: Visit) -> Ready:
    wiring, views = here.wiring, projections(here)
    databases = dict.fromkeys(_DATABASES, False)
    position, behind, parked = None, {}, 0
    try:
        position = wiring.log.max_notification_id() or 0
        databases["log"] = True
    except (SQLAlchemyError, NotFounded):
        pass
    try:
        wiring.identity.accounts.by_pseudonym("")
        databases["keys"] = True
    except SQLAlchemyError:
        pass
    try:
        stands = {name: views.position(name) for name in views.names}
        parked = sum(house(here).parked().values())
        databases["views"] = True
        behind = {name: max(0, (position or 0) - at) for name, at in stands.items()}
    except (SQLAlchemyError, NewerSchema):
        pass
    return Ready(
        status="ready" if all(databases.values()) else "not-ready",
        databases=databases,
        photos=wiring.vault.blobs.answers(),
        position=position,
        behind=behind,
        parked=parked,
    )
