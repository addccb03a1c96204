"""Answers that are the same for everybody, kept for a moment: many visitors, one question."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic as _monotonic
from typing import Final, Generic, TypeVar

T = TypeVar("T")
KEPT_S: Final = 10.0
ROOM: Final = 32  # answers: a map as large as can be takes more than a megabyte


class Kept(Generic[T]):
    """Keeps the last answers of one process for some seconds.

    What is not kept is made one at a time: however many visitors ask, and whatever for, they
    hold one thread and one connection, and the second with a question finds its answer.
    """

    def __init__(
        self,
        seconds: float = KEPT_S,
        room: int = ROOM,
        monotonic: Callable[[], float] = _monotonic,
    ) -> None:
        self._seconds = seconds
        self._room = room
        self._monotonic = monotonic
        self._known: OrderedDict[Hashable, tuple[T, float]] = OrderedDict()
        self._turn = asyncio.Lock()

    async def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Answer with what is kept, or let it be made in a thread; raises what `make` raises."""
        if (known := self._fresh(key)) is not None:
            return known[0]
        async with self._turn:
            if (known := self._fresh(key)) is not None:
                return known[0]
            made = await asyncio.to_thread(make)
            self._known[key] = made, self._monotonic() + self._seconds
            self._known.move_to_end(key)
            if len(self._known) > self._room:
                self._known.popitem(last=False)
            return made

    def _fresh(self, key: Hashable) -> tuple[T, float] | None:
        known = self._known.get(key)
        return known if known is not None and self._monotonic() < known[1] else None
