"""When a rider is left alone: the quiet hours they choose."""

import asyncio
from datetime import time
from http import HTTPStatus
from typing import Annotated, Any, Final, Self

from fastapi import APIRouter, Response
from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from api.admission import Guarded
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here, Visit, reply
from services.telling.quiet import Quiet

router = APIRouter(prefix="/v1/me/quiet-hours", route_class=Guarded, tags=["我 Me"])
_AN_HOUR: Final = 60
_EXAMPLE: Final[dict[str, Any]] = {"from": "22:00", "to": "07:00"}
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class QuietShown(Answer):
    """From when to when nothing rings, in China; the inbox goes on. Both null: never quiet."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        serialize_by_alias=True,
        json_schema_extra={"examples": [_EXAMPLE]},
    )

    begins: Clock | None = Field(alias="from", description="Such as 22:00.")
    ends: Clock | None = Field(alias="to", description="Such as 07:00, of the next day if earlier.")

    @model_validator(mode="after")
    def _span(self) -> Self:
        if (self.begins is None) != (self.ends is None) or (
            self.begins and self.begins == self.ends
        ):
            raise PydanticCustomError("quiet_span", "must be two different times, or both null")
        return self


@router.get(
    "",
    summary="免打扰时段 · Quiet hours",
    response_model=QuietShown,
    responses=problems(401, 403, 429, 503),
)
async def my_quiet_hours(here: Here) -> Response:
    """Say when the caller is left alone; 22:00 to 07:00 unless chosen otherwise."""
    return reply(await asyncio.to_thread(_chosen, here))


@router.post(
    "",
    summary="设置免打扰 · Choose quiet hours",
    response_model=QuietShown,
    responses=problems(400, 401, 403, 422, 429, 503),
)
async def choose(wish: QuietShown, here: Here) -> Response:
    """Choose when to be left alone; what happens meanwhile waits, and comes as one."""
    quiet = Quiet(_minutes(wish.begins), _minutes(wish.ends))
    await asyncio.to_thread(here.wiring.identity.telling.quiet.choose, here.actor.id, quiet)
    return reply(await asyncio.to_thread(_chosen, here), HTTPStatus.OK, await here.head())


def _chosen(here: Visit) -> QuietShown:
    quiet = here.wiring.identity.telling.quiet.of(here.actor.id)
    return QuietShown.model_validate({"from": _clock(quiet.begins), "to": _clock(quiet.ends)})


def _minutes(clock: str | None) -> int | None:
    if clock is None:
        return None
    at = time.fromisoformat(clock)
    return at.hour * _AN_HOUR + at.minute


def _clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // _AN_HOUR:02}:{minutes % _AN_HOUR:02}"
