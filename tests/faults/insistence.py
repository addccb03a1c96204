"""Somebody who asks again, under the same key and at another door, until there is an answer."""

from collections import Counter
from collections.abc import Sequence
from itertools import cycle
from time import monotonic, sleep

from tests.faults.calls import Answer, Call, Line
from tests.faults.city import City
from tests.faults.server import Server

PATIENCE_S = 90.0
REST_S = 0.1
PACE_S = 0.15  # between two wishes: workers that are killed all the time have to keep up
_FAILED = 500  # from here on it is not the caller who has to change something


class Insistent(Line):
    """A line to any of several processes, which may be killed and come back elsewhere."""

    def __init__(self, city: City, doors: Sequence[Server], first: int = 0) -> None:
        super().__init__(city, doors[first].address)
        self.heard: Counter[str] = Counter()  # why it had to ask again
        self._doors = cycle([*doors[first + 1 :], *doors[: first + 1]])

    def make(self, call: Call) -> Answer | None:
        """Make a call, as often as it takes; None where nobody came back in time."""
        sleep(PACE_S)
        end = monotonic() + PATIENCE_S
        while monotonic() < end:
            answer = super().make(call)
            if answer is not None and answer.status < _FAILED:
                return answer
            self.heard["no answer" if answer is None else f"{answer.status} {answer.code}"] += 1
            call.answer = None
            self.reach(next(self._doors).address)
            sleep(REST_S)
        return None
