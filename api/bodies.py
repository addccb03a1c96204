"""Request bodies: never more than a route reads, never slower than patience lasts."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Final

from fastapi import Request
from starlette.types import Receive, Scope

from api.faults import BadHeader, BodyTooLarge, BodyTooSlow, WrongMediaType

JSON_BYTES: Final = 65_536
JSON_SECONDS: Final = 20.0
RAW: Final = frozenset({("POST", "/v1/photos")})
"""Routes whose body is the thing itself: they stream it, with limits of their own."""


class Capped(Request):
    """A request whose body ends in a refusal beyond `most` bytes, announced or not."""

    def __init__(self, scope: Scope, receive: Receive, most: int) -> None:
        super().__init__(scope, receive)
        self._most = most

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """Hand on what arrives; BodyTooLarge as soon as it is too much."""
        if self.announced > self._most:
            raise BodyTooLarge(self._most)
        size = 0
        async for chunk in super().stream():
            size += len(chunk)
            if size > self._most:
                raise BodyTooLarge(self._most)
            yield chunk

    @property
    def announced(self) -> int:
        """How many bytes the sender announced; 0 where it did not."""
        length = self.headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            raise BadHeader("Content-Length")
        return int(length[:20])


async def read_json(request: Request) -> None:
    """Read a small JSON body ahead of the framework, so that refusals stay refusals."""
    try:
        async with asyncio.timeout(JSON_SECONDS):
            body = await request.body()
    except TimeoutError as late:
        raise BodyTooSlow from late
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if body and kind != "application/json" and not kind.endswith("+json"):
        raise WrongMediaType
