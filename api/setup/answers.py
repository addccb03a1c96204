"""How a write of the set-up answers: with the thing as the change left it."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from fastapi import Response
from pydantic import BaseModel

from api.spoken import problems
from api.visit import POSITION, reply
from domain.kernel import Aggregate
from services.suishoupai import Change

A = TypeVar("A", bound=Aggregate[Any])
REFUSALS: Final = problems(400, 401, 403, 404, 409, 422, 429, 503)


def told(change: Change, kind: type[A], show: Callable[[A], BaseModel]) -> Response:
    """Show the thing that was changed, and where in the log that stands."""
    (thing,) = change.aggregates
    if not isinstance(thing, kind):
        raise TypeError(f"{type(thing).__name__} is no {kind.__name__}")
    return reply(show(thing), headers=position(change))


def position(change: Change) -> dict[str, str]:
    """Name where in the log a change stands."""
    return {POSITION: str(change.position)}
