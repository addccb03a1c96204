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
_NOBODY: Final[tuple[str, ...]] = ()


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
    found = await asyncio.to_thread(_ready, here)
    if found.status == "ready":
        return reply(found)
    return reply(found, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "2"})


def _ready(here: Visit) -> Ready:
    wiring, views = here.wiring, projections(here)
    databases = dict.fromkeys(("log", "keys", "views"), False)
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
