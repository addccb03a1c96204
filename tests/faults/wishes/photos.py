"""Wishes about photographs."""

import base64
from hashlib import sha256
from typing import Any

from tests.faults.pictures import picture
from tests.faults.wishes.drawer import DRAWER
from tests.faults.wishes.stage import Stage
from tests.faults.wishes.wish import Wish, can_be_wished, wish

UPLOADS = "POST /v1/photos/uploads"


@can_be_wished("POST /v1/photos")
async def _photo(stage: Stage) -> Wish:
    return wish(stage, "rider1", "POST /v1/photos", picture())


@can_be_wished(UPLOADS)
async def _announce(stage: Stage) -> Wish:
    return wish(stage, _sender(stage), UPLOADS, _announcement(picture()))


@can_be_wished(f"{UPLOADS}/{{upload}}/complete")
async def _complete(stage: Stage) -> Wish:
    sender, image = _sender(stage), picture()
    link = await stage.post(sender, "/v1/photos/uploads", _announcement(image))
    DRAWER.send(link["id"], image)
    return wish(stage, sender, f"{UPLOADS}/{{upload}}/complete", upload=link["id"])


def _sender(stage: Stage) -> str:
    """Name somebody who has not announced much yet, and is blocked by nobody."""
    return f"rider{120 + stage.number() % 80}"


def _announcement(image: bytes) -> dict[str, Any]:
    digest = base64.b64encode(sha256(image).digest()).decode()
    return {"type": "image/jpeg", "bytes": len(image), "sha256": digest}
