"""How many requests one process works on at once; what is more is told to come back."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.faults import Overloaded
from api.refusing import refuse

_OPEN_TO_ALL: Final = ("/health/", "/metrics")  # who watches must see a full house, too


@dataclass
class Places:
    """How many there are in this process, and how many are taken."""

    most: int
    taken: int = 0

    @property
    def full(self) -> bool:
        """Whether the next one has to come back."""
        return self.taken >= self.most


class Crowd:
    """A layer that lets only so many in.

    A process that takes in more than it works off answers everybody later and later, in
    the end too late for all. A request counts from the moment its body is there, so that
    bodies which trickle take nobody's place, until its answer begins.
    """

    def __init__(self, app: ASGIApp, places: Places) -> None:
        self._app = app
        self._places = places

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it at once with Overloaded."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN_TO_ALL):
            await self._app(scope, receive, send)
            return
        if self._places.full:
            await refuse(Request(scope), Overloaded())(scope, receive, send)
            return
        await self._served(scope, receive, send)

    async def _served(self, scope: Scope, receive: Receive, send: Send) -> None:
        counted = False

        def enter() -> None:
            nonlocal counted
            if not counted and self._places.full:
                raise Overloaded
            self._places.taken += not counted
            counted = True

        def leave() -> None:
            nonlocal counted
            self._places.taken -= counted
            counted = False

        async def receiving() -> Message:
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body", False):
                enter()
            return message

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                leave()
            await send(message)

        if not _has_body(scope):
            enter()
        try:
            await self._app(scope, receiving, sending)
        finally:
            leave()


def _has_body(scope: Scope) -> bool:
    return any(name in {b"content-length", b"transfer-encoding"} for name, _ in scope["headers"])
