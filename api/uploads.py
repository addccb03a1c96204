"""Photographs past the API: announced here, sent to the store by a link, completed here."""

import asyncio
import base64
import binascii
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from api.admission import Guarded
from api.asking import Nothing
from api.fields import Order, like
from api.photos import stored_answer
from api.shapes import Answer, PhotoStored
from api.spoken import keyed, problems
from api.visit import Here, reply
from services.limits import Limited
from services.photos.quarantine import Announced
from services.photos.receiving import MOST_BYTES
from services.photos.refusals import PhotoTooLarge

router = APIRouter(prefix="/v1/photos/uploads", route_class=Guarded, tags=["照片 Photos"])
_NOTHING = Nothing()
_SHA256_BYTES = 32


def _sha256(text: str) -> str:
    try:
        fits = len(base64.b64decode(text, validate=True)) == _SHA256_BYTES
    except (binascii.Error, ValueError):
        fits = False
    if not fits:
        raise PydanticCustomError("sha256", "must be the base64 of a SHA-256")
    return text


class Announcement(Order):
    """What will be sent: the store and the city refuse anything else."""

    model_config = like(
        type="image/jpeg", bytes=2_113_002, sha256="47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    )

    type: Literal["image/jpeg", "image/png", "image/webp", "image/heic"]
    bytes: Annotated[int, Field(strict=True, ge=1, le=MOST_BYTES)]
    sha256: Annotated[str, Field(max_length=44), AfterValidator(_sha256)] = Field(
        description="Of the bytes to be sent, in base64."
    )


class UploadLink(Answer):
    """Where to send the photograph to: by this method, with these headers, and no others bound."""

    id: str
    method: str
    url: str
    headers: dict[str, str]
    until: datetime = Field(description="When the link ends; the same key then renews it.")
    photo: str | None = Field(description="The photograph, where it was taken in already.")


@router.post(
    "",
    summary="申请直传照片 · Announce a photograph",
    status_code=HTTPStatus.CREATED,
    response_model=UploadLink,
    responses=problems(400, 401, 403, 409, 413, 422, 429, 503),
    openapi_extra=keyed(),
)
async def announce(order: Announcement, here: Here) -> Response:
    """Answer with a link that takes exactly the photograph announced, once.

    Where the city keeps its photographs in a folder there is none: 409 `no-direct-upload`.
    """
    here.wiring.limits.check(Limited.PHOTOS, here.actor.id)
    await asyncio.to_thread(here.wiring.book.refresh)
    here.desk.unblocked(here.actor)
    if order.bytes > here.wiring.settings.body_limit:
        raise PhotoTooLarge(here.wiring.settings.body_limit)
    announced = Announced(order.type, order.bytes, base64.b64decode(order.sha256))
    command = here.named(order.model_dump_json().encode())
    link = await asyncio.to_thread(here.wiring.uploads.begin, here.actor.id, announced, command)
    here.wiring.uploads.sweep_later()
    shown = UploadLink(
        id=link.upload,
        method="PUT",
        url=link.url,
        headers=link.headers,
        until=link.until,
        photo=link.photo,
    )
    return reply(shown, HTTPStatus.CREATED, await here.head())


@router.post(
    "/{upload}/complete",
    summary="完成直传 · Complete an upload",
    status_code=HTTPStatus.CREATED,
    response_model=PhotoStored,
    responses=problems(400, 401, 403, 404, 408, 409, 415, 422, 429, 503),
    openapi_extra=keyed(),
)
async def complete(upload: str, here: Here, wish: Nothing = _NOTHING) -> Response:
    """Take in what was sent, checked and cleaned as if it had come through the API."""
    del wish
    await asyncio.to_thread(here.wiring.book.refresh)
    here.desk.unblocked(here.actor)
    command = here.named(upload.encode()).id
    stored = await here.wiring.uploads.complete(upload, here.actor.id, command)
    return await stored_answer(here, stored)
