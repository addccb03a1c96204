"""given / when / then, for aggregates: events in, events or a refusal out."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

import pytest

from domain.errors import Refused
from domain.kernel import Aggregate, Event, Step

A = TypeVar("A", bound=Aggregate[Any])
Told = tuple[Event, datetime]
SOMETHING = UUID("018f7c53-9d6d-7000-8000-000000000001")


class Outcome(NamedTuple):
    """What a command answered with: events, or a refusal that left no trace."""

    events: list[Event]
    refusal: Refused | None
    untouched: bool

    def then(self, *expected: Event) -> None:
        """Expect exactly these events."""
        if self.refusal:
            raise self.refusal
        assert self.events == list(expected)

    def then_refused(self, expected: type[Refused]) -> Refused:
        """Expect this refusal, no event, and everything as it was."""
        assert not self.events, "a refused command must leave no trace"
        assert self.untouched, "a refused command must leave no trace"
        if type(self.refusal) is not expected:
            pytest.fail(f"expected {expected.__name__}, got {self.refusal!r}")
        return self.refusal


def facts(thing: Aggregate[Any]) -> dict[str, Any]:
    """Copy all that an aggregate knows, its news too."""
    return deepcopy(vars(thing))


def relive(kind: type[A], history: Sequence[Told], identity: UUID = SOMETHING) -> A:
    """Live through a history: each event at its moment."""
    blank = kind(identity)
    steps = [Step(identity, n, event, at, n) for n, (event, at) in enumerate(history, 1)]
    return kind.replay(blank, steps) or blank


class Given(Generic[A]):
    """Something with a past."""

    def __init__(self, kind: type[A], *history: Told) -> None:
        self.life = relive(kind, history)

    def when(self, command: Callable[[A], object]) -> Outcome:
        """Ask for something."""
        refusal, before, copied = None, facts(self.life), deepcopy(self.life)
        try:
            command(self.life)
        except Refused as caught:
            refusal = caught
        assert facts(copied) == before, "what is kept in memory is copied, and lives on alone"
        untouched = facts(self.life) == before
        return Outcome([news.event for news in self.life.collect_events()], refusal, untouched)
