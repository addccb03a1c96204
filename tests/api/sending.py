"""Photographs on their way past the API: announced, sent to a link, completed."""

import base64
import hashlib
import http.client
from typing import Any
from urllib.parse import urlsplit

import httpx2

from deploy.scaled.seaweed import Seaweed
from services.photos.bucket import Bucket
from tests.api.town import Person, done
from tests.seaweed import names_in

COMPLETE = "/v1/photos/uploads/{}/complete"


def wish(data: bytes, **more: object) -> dict[str, Any]:
    sha = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return {"type": "image/jpeg", "bytes": len(data), "sha256": sha, **more}


def announced(person: Person, data: bytes, key: str | None = None, **more: object) -> Any:
    return done(person.post("/v1/photos/uploads", wish(data, **more), key), 201)


def sent(link: dict[str, Any], data: bytes, **headers: str) -> tuple[int, str]:
    """Send bytes to a link, with headers changed."""
    url = urlsplit(link["url"])
    given = link["headers"] | {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection(url.netloc, timeout=10)
    connection.request(link["method"], f"{url.path}?{url.query}", data, given)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer.status, said


def complete(person: Person, link: dict[str, Any], key: str | None = None) -> httpx2.Response:
    return person.post(COMPLETE.format(link["id"]), key=key)


def lies(link: dict[str, Any], s3: Seaweed, bucket: Bucket) -> bool:
    return f"quarantine/{link['id']}" in names_in(s3, bucket)
