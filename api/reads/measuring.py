"""Counts and times every answer on its way out; the outermost layer."""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.reads.figures import Figures

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Measured:
    """Tells the figures of each request: by its route's template, never by its address."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other protocols pass unchanged."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        method = scope["method"] if scope["method"] in _METHODS else "other"
        loop = asyncio.get_running_loop()
        began = loop.time()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = state.get("route", "none")
                self._figures.count(route, method, message["status"])
                self._figures.time(route, method, loop.time() - began)
            await send(message)

        await self._app(scope, receive, sending)
