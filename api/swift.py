"""A route whose body is read without the framework's layers: the way of all that is asked."""

from inspect import signature
from typing import Any

from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from pydantic import BaseModel, ValidationError
from starlette.types import Receive, Scope, Send

from api.admission import Guarded
from api.bodies import Capped
from api.elsewhere import note
from api.visit import Visit

_LET_IN = "suishoupai.let_in"


class Swift(Guarded):
    """A guarded route that takes a wish and nothing else.

    The framework spends half a millisecond on what its routes could have but these have
    not. What cannot be read here goes its way, so that it says what is wrong.
    """

    def __init__(self, path: str, endpoint: Any, **more: Any) -> None:  # noqa: ANN401 - FastAPI's own
        super().__init__(path, endpoint, **more)
        takes = signature(endpoint, eval_str=True).parameters
        self.swift = takes.keys() == {"here", "wish"}
        self._order: type[BaseModel] = takes["wish"].annotation if self.swift else BaseModel

    async def let_in(self, scope: Scope, receive: Receive) -> Capped:
        """Let a request in once: one that goes the framework's way has been let in before."""
        before: Capped | None = scope.get(_LET_IN)
        return before or await super().let_in(scope, receive)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, in the framework's way where it has to be."""
        if not self.swift or scope["method"] not in (self.methods or ()):
            await super().handle(scope, receive, send)
            return
        request = await self.let_in(scope, receive)
        wish = _read(self._order, request, await request.body())
        if wish is None:
            scope[_LET_IN] = request
            await AsyncExitStackMiddleware(super().handle)(scope, receive, send)
            return
        visit = Visit(request, scope["app"].state.house.wiring)
        response = await self.endpoint(here=visit, wish=wish)
        note(request, response)
        await response(scope, receive, send)


def _read(order: type[BaseModel], request: Capped, body: bytes) -> BaseModel | None:
    """Read what is plainly well formed; None where the framework has to look."""
    if request.headers.get("content-type") != "application/json":
        return None
    try:
        return order.model_validate_json(body)
    except ValidationError:
        return None
