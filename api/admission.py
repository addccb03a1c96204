"""The door of every route: who asks, whether the table lets them, and about what."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope

from api import sight
from api.authority import Anyone, Column, Policy, Relation, UndeclaredRoute, policies
from api.bodies import JSON_BYTES, RAW, Capped, read_json
from api.callers import Caller, address, bearer, presented, standing
from api.elsewhere import answered
from api.faults import IdempotencyKeyNeeded, NotSignedIn, RoleNeeded
from api.photo_access import demand_photo
from api.report_names import by_id, by_id_or_number
from domain.report.state import Report
from domain.reward import UnknownRedemption
from domain.values import Role
from projections.house import House
from services.limits import Limited, source
from services.reporting.context import UnknownReport
from services.wallets import redemption
from services.wiring import Wiring

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
KEY_LENGTH = 200


class Guarded(APIRoute):
    """A route that nobody reaches but through its row of the table."""

    def get_route_handler(self) -> Handler:
        """Put the door before the framework's own handler: before any byte of a body."""
        answer = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            return await answered(answer, await self.let_in(request.scope, request.receive))

        return guarded

    async def let_in(self, scope: Scope, receive: Receive) -> Capped:
        """Let a request through the door, its body read unless it is the thing itself."""
        method, path = name_of(self)
        scope.setdefault("state", {})["route"] = path
        wiring: Wiring = scope["app"].state.house.wiring
        raw = (method, path) in RAW
        capped = Capped(scope, receive, wiring.settings.body_limit if raw else JSON_BYTES)
        await admit(capped, wiring, policies()[method, path])
        if not raw:
            await read_json(capped)
        return capped


def name_of(route: APIRoute) -> tuple[str, str]:
    """Name a route as the table does; each has one method."""
    (method,) = route.methods or {""}
    return method, route.path


def check_declared(routes: list[BaseRoute]) -> None:
    """Raise UndeclaredRoute unless routes and rows match one to one."""
    declared = set(policies())
    found = set()
    for route in routes:
        if not isinstance(route, Guarded):
            raise UndeclaredRoute(f"{route} does not stand behind the door")
        found.add(name_of(route))
    if found != declared:
        raise UndeclaredRoute(f"routes and rows of api/authority.py differ: {found ^ declared}")


async def admit(request: Request, wiring: Wiring, policy: Policy) -> None:
    """Let a request in, or refuse it; `request.state` then says who asks, about what.

    Raises NotSignedIn, RoleNeeded, RateLimited, IdempotencyKeyNeeded, ForeignOrigin, and
    what a missing thing raises where the caller may not know that it exists.
    """
    token, where = presented(request, wiring.settings), address(request, wiring.settings)
    known = wiring.identity.sessions.remembered(token) if token else None
    stream = _written_to(policy, request)
    present: Report | None = None
    if known and stream:  # mostly: then one journey brings the caller's posts and the report
        wiring.limits.check(Limited.REQUESTS, known.pseudonym)
        present = await request.app.state.present.ask(stream)
        caller: Caller | None = standing(token, known, wiring)
    else:
        caller = await bearer(request, token, known, wiring)
        wiring.limits.check(Limited.REQUESTS, caller.signed.pseudonym if caller else source(where))
    cells = _cells(policy, caller)
    if not cells:
        raise RoleNeeded if caller else NotSignedIn
    request.state.caller, request.state.address = caller, where
    if policy.keyed:
        request.state.key = _key(request)
    named = request.path_params
    if "report" in named:
        house: House = request.app.state.house
        find = by_id if policy.writes else partial(by_id_or_number, house)
        request.state.present = present
        if present is None:
            present = await asyncio.to_thread(_load, wiring, find, named["report"])
        request.state.report = _visible(present, cells, caller)
    elif "photo" in named:
        report = request.query_params.get("report")
        await demand_photo(wiring, named["photo"], report, cells, caller)
    elif "redemption" in named:
        await _redemption(wiring, named["redemption"], cells, caller)


def _cells(policy: Policy, caller: Caller | None) -> dict[Column, Relation]:
    """Pick the cells of the columns that the caller stands in."""
    columns: set[Column] = {Anyone.NOBODY}
    if caller:
        columns |= {Anyone.ACCOUNT, *(post.role for post in caller.actor.posts)}
    return {column: how for column, how in policy.cells.items() if column in columns}


def _written_to(policy: Policy, request: Request) -> UUID | None:
    """Name the report that a write is about, if it is about one."""
    named = request.path_params.get("report") if policy.writes else None
    try:
        return UUID(named) if named else None
    except ValueError:
        return None


def _load(wiring: Wiring, find: Callable[[str], UUID], name: str) -> Report:
    return wiring.app.load(Report, find(name))


def _visible(report: Report, cells: Mapping[Column, Relation], caller: Caller | None) -> Report:
    """Answer with the report, if the caller stands to it as a cell demands."""
    if report.version and caller:
        for role, how in cells.items():
            if isinstance(role, Role) and sight.holds(how, caller.actor, role, report):
                return report
    raise UnknownReport


async def _redemption(
    wiring: Wiring, name: str, cells: Mapping[Column, Relation], caller: Caller | None
) -> None:
    found = await asyncio.to_thread(redemption, wiring.desk, name)
    own = caller is not None and found.rider == caller.actor.id
    if not any(how is Relation.ANY or own for how in cells.values()):
        raise UnknownRedemption


def _key(request: Request) -> str:
    key = request.headers.get("idempotency-key", "")
    if not 0 < len(key) <= KEY_LENGTH or not key.isascii() or not key.isprintable():
        raise IdempotencyKeyNeeded
    return key
