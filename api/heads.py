"""HEAD for whatever can be read: the answer to GET without its body (RFC 9110, section 9.3.2)."""

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class _Enough(Exception):
    """Stops what would make the rest of the body."""


class Heads:
    """A layer that asks the routes, which know GET alone, and keeps the body to itself.

    A body that comes in pieces, such as an export or a live list, is not made to its end.
    Nothing is compressed, so that no encoding is named.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request for the head alone; all others pass unchanged."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                return
            await send({"type": "http.response.body"})
            raise _Enough

        with suppress(_Enough):
            await self._app({**scope, "method": "GET"}, receive, sending)
