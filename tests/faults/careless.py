"""A log that hands a worker its pages as badly as can be, while it is told to."""

from collections.abc import Sequence
from random import Random
from typing import Any, Final

from domain.parking import ParkedRetried
from domain.wallet import Redeemed
from services.eventlog.request import Line
from workers.simulation.machine import PatientLog

_THEIRS: Final = {ParkedRetried.TOPIC, Redeemed.TOPIC}  # topics of followers, of deadlines


class CarelessLog(PatientLog):
    """Shuffles a page, repeats a line, keeps the last ones back, or shows itself as it was.

    Only what workers follow the log by comes like that: the rest is read by what it is about.
    """

    careless: Random | None = None

    def max_notification_id(self) -> int | None:
        """Say how long it is, or how long it was a moment ago."""
        size = super().max_notification_id()
        if self.careless is None or size is None:
            return size
        return self.careless.randint(max(1, size - 20), size)

    def lines(
        self,
        after: int,
        limit: int,
        topics: Sequence[str] = (),
        upto: int | None = None,
        **more: Any,
    ) -> list[Line]:
        """Read a page, and spoil it."""
        page = super().lines(after, limit, topics, upto, **more)
        if self.careless is None or len(page) < 2 or (topics and not _THEIRS & set(topics)):
            return page
        fault = self.careless.randrange(4)
        if fault == 0:
            self.careless.shuffle(page)
        elif fault == 1:
            page.insert(self.careless.randrange(len(page)), self.careless.choice(page))
        elif fault == 2 and not topics:
            del page[self.careless.randrange(len(page) - 1)]  # whoever reads all, misses it
        return page
