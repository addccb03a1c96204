"""One request on its way through a route: the house, the caller, and the answer."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, Request, Response
from pydantic import BaseModel

from api.callers import Caller
from api.faults import BadHeader, NotSignedIn, WriteTimedOut
from api.language import Language, preferred
from api.showing import View, at_hand, show
from domain.actor import Actor
from domain.datum import Datum
from domain.kernel import Event
from domain.report.state import Report
from services.commands import Command
from services.eventlog.instants import from_micros
from services.reporting.context import Asked, Reporting, report_of
from services.suishoupai import Change
from services.wiring import Wiring

T = TypeVar("T")
POSITION = "Suishoupai-Position"
PATIENCE_S = 15.0  # longer than the log needs when it is busy, shorter than a proxy waits
_running: set[asyncio.Task[Any]] = set()  # writes that go on after their caller was sent away


@dataclass(frozen=True)
class Visit:
    """What a route needs to know of the request it answers."""

    request: Request
    wiring: Wiring

    @property
    def desk(self) -> Reporting:
        """The desk of the use cases."""
        return self.wiring.desk

    @property
    def caller(self) -> Caller:
        """Who asks; NotSignedIn where nobody does."""
        found: Caller | None = self.request.scope["state"]["caller"]  # asked seven times a submit
        if found is None:
            raise NotSignedIn
        return found

    @property
    def actor(self) -> Actor:
        """Who asks, with the posts held now."""
        return self.caller.actor

    @property
    def language(self) -> Language:
        """The language the caller prefers."""
        return preferred(self.request.headers.get("accept-language"))

    @property
    def address(self) -> str:
        """The address the request comes from."""
        return cast("str", self.request.state.address)

    @property
    def report(self) -> Report:
        """The report the route is about, as it was at the door."""
        return cast("Report", self.request.state.report)

    async def head(self) -> dict[str, str]:
        """Say how far the log has come, for writes that are no change of one report."""
        return {POSITION: str(await asyncio.to_thread(self.written))}

    def written(self) -> int:
        """Say the last position of the log; waits for a database."""
        return self.wiring.log.max_notification_id() or 0

    def asked(self, order: BaseModel) -> Asked:
        """Name the wish: who, under which key, on what it rests, at which version."""
        places = "".join(f"{key}={value}\n" for key, value in self.request.path_params.items())
        command = self.named((places + order.model_dump_json()).encode())
        present: Report | None = getattr(self.request.state, "present", None)
        return Asked(self.actor, command, self.caller.guards, self._seen(), present)

    def named(self, body: bytes) -> Command:
        """Name what the caller asks of this route, under which key, with this body."""
        route = f"{self.request.method} {self.request.state.route}"
        return Command.of(self.actor.id, route, self.request.state.key, body)

    async def change(
        self,
        order: BaseModel,
        work: Callable[[Asked], Coroutine[Any, Any, Change]],
        status: HTTPStatus = HTTPStatus.OK,
    ) -> Response:
        """Let a use case change a report, and answer with it as the change left it."""
        change = await patiently(work(self.asked(order)))
        receipt, report = change.receipt, report_of(change)
        at = from_micros(receipt.recorded_at) if receipt else self.wiring.clock()
        view = View(self.actor, at)
        headers = {POSITION: str(change.position)}
        if status is HTTPStatus.CREATED:
            headers["Location"] = f"/v1/reports/{report.id}"
        first = change.first or (at_hand(self.wiring, report) if change.logged else None)
        if change.logged and first:  # nothing has to be read: a thread would cost 0.1 ms
            return self._shown(report, view, status, headers, first)
        return await asyncio.to_thread(self._told, change, view, status, headers)

    async def answer(self, report: Report, at: datetime, datum: Datum) -> Response:
        """Answer with a report as the caller may see it at a moment."""
        view = View(self.actor, at, datum)
        return await asyncio.to_thread(self._shown, report, view)

    def _told(
        self, change: Change, view: View, status: HTTPStatus, headers: dict[str, str]
    ) -> Response:
        return self._shown(self._as_logged(change), view, status, headers)

    def _shown(
        self,
        report: Report,
        view: View,
        status: HTTPStatus = HTTPStatus.OK,
        headers: dict[str, str] | None = None,
        first: Event | None = None,
    ) -> Response:
        shown = show(self.wiring, report, view, first)
        return reply(shown, status, {"ETag": f'"v{report.version}"', **(headers or {})})

    def _as_logged(self, change: Change) -> Report:
        """Show a changed report with the log's own times, as a repeat will show it."""
        decided, app = report_of(change), self.wiring.app
        if change.receipt is None or change.receipt.repeated or change.logged:
            return decided
        newest = app.load(Report, decided.id)
        same = newest.version == decided.version
        return newest if same else app.at_version(Report, decided.id, decided.version)

    def _seen(self) -> int | None:
        """Read If-Match: the version the caller has seen; `*` is any."""
        text = self.request.headers.get("if-match")
        if text is None or text.strip() == "*":
            return None
        tag = text.strip()
        if not (tag.startswith('"v') and tag.endswith('"') and tag[2:-1].isascii()):
            raise BadHeader("If-Match")
        if not tag[2:-1].isdigit() or len(tag) > 20:  # noqa: PLR2004 - no version is that long
            raise BadHeader("If-Match")
        return int(tag[2:-1])


async def patiently(work: Coroutine[Any, Any, T]) -> T:
    """Wait for a write, but not for ever; it goes on, and the same key finds its outcome.

    It is never cancelled half-way: a caller that went away does not leave a torn wish.
    Raises WriteTimedOut.
    """
    task = asyncio.ensure_future(work)
    _running.add(task)
    task.add_done_callback(_forget)
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()
    task.add_done_callback(lambda _: _let_go(ended))
    late = loop.call_later(PATIENCE_S, _let_go, ended)
    try:
        await ended  # asyncio.wait does the same, in 15 us more
    finally:
        late.cancel()
    if not task.done():
        raise WriteTimedOut
    return task.result()


def reply(
    shown: BaseModel, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> Response:
    """Answer with a shape as JSON."""
    return Response(shown.model_dump_json(), status, headers, media_type="application/json")


def _let_go(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)


def _forget(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if not task.cancelled():
        task.exception()  # looked at here, so that nobody is told it never was


async def _visit(request: Request) -> Visit:  # the framework runs what is not async in a thread
    return Visit(request, request.app.state.house.wiring)


Here = Annotated[Visit, Depends(_visit)]
