"""Around every request: a name for it, safe headers on its answer, a line in the journal."""

import asyncio
from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import faults
from api.journal import Journal, fault
from api.refusing import refuse
from services.chance import fresh
from services.clock import Clock

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Vary": "Authorization, Cookie, Accept-Language",
}
"""What every answer says unless its route says otherwise."""
_ONE_YEAR = "max-age=31536000"
_SERVER_FAULT = 500
_HUNG_UP = 499  # written down alone: nobody is left to be told
_Say = Callable[..., object]


class Frame:
    """The outermost layer of ours: no error passes it, and nothing personal is written down."""

    def __init__(self, app: ASGIApp, journal: Journal, clock: Clock, *, https: bool) -> None:
        self._app = app
        self._journal = journal
        self._clock = clock
        headers = HEADERS | ({"Strict-Transport-Security": _ONE_YEAR} if https else {})
        self._headers = [(key.lower().encode(), value.encode()) for key, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other protocols pass unchanged."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = fresh(8).hex()
        state = scope.setdefault("state", {})
        began = asyncio.get_running_loop().time()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._dress(message["headers"], name)
            await send(message)

        found: dict[str, str] = {}
        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            status = status or _HUNG_UP
        except Exception as error:  # noqa: BLE001 - the last place that can answer; told to the journal
            found = fault(error)
            if not status:
                answer = refuse(Request(scope), faults.Unexpected())
                await answer(scope, receive, sending)
        took = asyncio.get_running_loop().time() - began
        self._say(found, status, state.get("problem"))(
            "request",
            at=self._clock().isoformat(timespec="milliseconds"),
            request=name,
            method=scope["method"],
            route=state.get("route", "none"),
            status=status,
            ms=round(took * 1000),
            **({"code": state["problem"]} if "problem" in state else {}),
            **found,
        )

    def _say(self, found: dict[str, str], status: int, problem: str | None) -> _Say:
        if problem == faults.Overloaded.code and not found:
            return self._journal.warning  # nothing is broken; and these come by the thousand
        return self._journal.error if found or status >= _SERVER_FAULT else self._journal.info

    def _dress(self, headers: list[tuple[bytes, bytes]], name: str) -> None:
        said = {key for key, _ in headers}
        headers += [one for one in self._headers if one[0] not in said]
        headers.append((b"x-request-id", name.encode()))
