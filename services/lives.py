"""Which events a kind of aggregate lives through, so that no stream is taken for another."""

from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from typing import Any, TypeVar, get_args, get_origin

from msgspec.structs import replace

from domain.kernel import Aggregate, Event, Step
from services.eventlog.instants import from_micros
from services.eventlog.request import Receipt

A = TypeVar("A", bound=Aggregate[Any])
Project = Callable[[A | None, Iterable[Step[Any]]], A | None]


@cache
def events_of(kind: type[Aggregate[Any]]) -> tuple[type[Event], ...]:
    """List the events of a kind, from the parameter it gives to Aggregate."""
    for base in kind.__mro__:
        for parent in getattr(base, "__orig_bases__", ()):
            if get_origin(parent) is Aggregate:
                (events,) = get_args(parent)
                return get_args(events) or (events,)
    raise TypeError(f"{kind.__name__} does not say which events it lives through")


def lived(kind: type[A]) -> Project[A]:
    """Replay like `kind.replay`; a stream of another kind has no life of this one."""

    def replay(life: A | None, history: Iterable[Step[Any]]) -> A | None:
        if life is not None:
            return kind.replay(life, history) if isinstance(life, kind) else None
        steps = iter(history)
        first = next(steps, None)
        if first is None or not isinstance(first.event, events_of(kind)):
            return None
        return kind.replay(None, chain((first,), steps))

    return replay


def newborn(kind: type[A], steps: Iterable[Step[Any]], receipt: Receipt) -> A | None:
    """Replay a life that began with `receipt`, with the log's own times: nothing to read."""
    at = from_micros(receipt.recorded_at)
    places = zip(receipt.positions, steps, strict=True)
    return kind.replay(None, [replace(step, at=at, position=place) for place, step in places])
