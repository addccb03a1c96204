"""Photographs over HTTP: the raw bytes in, cleaned copies out."""

import asyncio
import base64
import binascii
import re
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response

from api.admission import Guarded
from api.etags import known
from api.faults import BadHeader
from api.shapes import PhotoStored
from api.spoken import keyed, problems
from api.visit import Here, Visit, reply
from services.limits import Limited
from services.photos.cipher import Part
from services.photos.records import StoredPhoto

router = APIRouter(prefix="/v1/photos", route_class=Guarded, tags=["照片 Photos"])
_DIGEST: Final = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
_YEAR: Final = "private, max-age=31536000, immutable"
_RAW: Final = {
    "requestBody": {
        "required": True,
        "description": "The picture itself, as it came from the camera.",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("image/jpeg", "image/png", "image/webp", "image/heic")
        },
    }
}
_CONTENT_DIGEST: Final = {
    "name": "Content-Digest",
    "in": "header",
    "required": False,
    "description": "The SHA-256 of the body (RFC 9530), to find damage on the way.",
    "schema": {
        "type": "string",
        "examples": ["sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"],
    },
}
_JPEG: Final = {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}


ForReport = Annotated[
    str | None,
    Query(description="The report one looks at it for, as in the links of a report."),
]


class Size(StrEnum):
    """The two copies that are served."""

    LARGE = "large"
    SMALL = "small"


@router.post(
    "",
    summary="上传照片 · Upload a photograph",
    status_code=HTTPStatus.CREATED,
    response_model=PhotoStored,
    responses=problems(400, 401, 403, 408, 413, 415, 422, 429, 503),
    openapi_extra={**_RAW, "parameters": [*keyed()["parameters"], _CONTENT_DIGEST]},
)
async def upload(here: Here) -> Response:
    """Take a photograph in.

    The same bytes from one account are one photograph, under whichever key. A rider who is
    blocked is refused before a byte is read. With
    `Content-Digest: sha-256=:...:` (RFC 9530) bytes damaged on their way are refused.
    """
    here.wiring.limits.check(Limited.PHOTOS, here.actor.id)
    await asyncio.to_thread(here.wiring.book.refresh)
    here.desk.unblocked(here.actor)
    announced = _announced(here.request.headers.get("content-digest"))
    vault, rider = here.wiring.vault, here.actor.id
    stored = await vault.store(here.request.stream(), rider, announced, here.named(b"").id)
    return await stored_answer(here, stored)


async def stored_answer(here: Visit, stored: StoredPhoto) -> Response:
    """Tell of a photograph that was taken in."""
    shown = PhotoStored(
        id=stored.id,
        type=stored.type,
        bytes=stored.bytes,
        width=stored.width,
        height=stored.height,
    )
    headers = {"Location": f"/v1/photos/{stored.id}/large", **await here.head()}
    return reply(shown, HTTPStatus.CREATED, headers)


@router.get(
    "/{photo}/{size}",
    summary="查看照片 · See a photograph",
    response_class=Response,
    responses={200: _JPEG, **problems(401, 404, 410, 429, 503)},
)
async def see(photo: str, size: Size, here: Here, report: ForReport = None) -> Response:  # noqa: ARG001 - the door looks at it
    """Answer with a JPEG without any metadata: at most 1600 pixels (large) or 320 (small)."""
    opened = await here.wiring.vault.show(photo, Part(size))
    tag = f'"{opened.digest}"'
    headers = {"ETag": tag, "Cache-Control": _YEAR, "Vary": "Authorization, Cookie"}
    if known(here.request, tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{photo}-{size}.jpg"'
    return Response(opened.data, headers=headers, media_type=opened.type)


def _announced(header: str | None) -> bytes | None:
    """Read the SHA-256 of Content-Digest; other algorithms in it are skipped."""
    if header is None:
        return None
    for part in header[:1000].split(","):
        if found := _DIGEST.fullmatch(part.strip()):
            try:
                return base64.b64decode(found[1], validate=True)
            except binascii.Error as error:
                raise BadHeader("Content-Digest") from error
    if "sha-256" in header.lower():
        raise BadHeader("Content-Digest")
    return None
