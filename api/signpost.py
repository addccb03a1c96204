"""Finds the route of a request by its last word, before all routes are tried in their order."""

from collections import defaultdict
from collections.abc import Iterable

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from api.admission import Guarded, name_of


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    """Let the route that was found answer."""
    await scope["route"].handle(scope, receive, send)


class Signpost:
    """Knows the routes whose paths end in a word of their own, such as `claim`.

    The framework tries one route after the other: 1 us each, and there are above a hundred.
    What is not found here goes the way it would have gone without.
    """

    def __init__(
        self, otherwise: ASGIApp, routes: Iterable[BaseRoute], found: ASGIApp = answer
    ) -> None:
        self._otherwise = otherwise
        self._found = found
        self._ways: defaultdict[tuple[str, str], list[Guarded]] = defaultdict(list)
        for route in routes:
            if isinstance(route, Guarded):
                method, path = name_of(route)
                self._ways[method, _ending(path)].append(route)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a request on its way."""
        if scope["type"] == "http":
            for route in self._ways.get((scope["method"], _ending(scope["path"])), ()):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    scope["route"] = route
                    scope.update(found)
                    await self._found(scope, receive, send)
                    return
        await self._otherwise(scope, receive, send)


def _ending(path: str) -> str:
    return path.rpartition("/")[2]
