"""What a command led to."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from domain.kernel import Aggregate, Event
from services.eventlog.request import Receipt

NOTHING: Mapping[UUID, int] = MappingProxyType({})
Guards = Mapping[UUID, int]
Decide = Callable[..., Guards | None]
"""Changes what it is given; may answer with versions of other streams that it rests on."""


class Change(NamedTuple):
    """What a command led to: the aggregates as it left them, and where its events stand.

    A command that came again, of which nothing is shown, has no aggregates.
    `receipt` is None when nothing changed. `first` is the event that a life began with just
    now, its personal fields open; `logged` says that the aggregates carry the log's own times.
    """

    aggregates: tuple[Aggregate[Any], ...]
    receipt: Receipt | None
    first: Event | None = None
    logged: bool = False

    @property
    def position(self) -> int:
        """The log position that shows this change."""
        if self.receipt:
            return self.receipt.last_position
        return max(one.position for one in self.aggregates)

    @property
    def begins(self) -> bool:
        """Whether one life began with this, and is all of it."""
        first, receipt = self.aggregates[0], self.receipt
        return receipt is not None and len(self.aggregates) == 1 and first.version == receipt.count
