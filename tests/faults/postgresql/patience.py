"""People who do not give up: told to come back, they ask again under the same key."""

import itertools
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from random import Random

from tests.faults.calls import Answer, Call, Line
from tests.faults.city import City
from tests.faults.load import Load

PATIENCE_S = 90.0
PAUSE_S = 0.1


class Patient(Line):
    """Goes to one door after the other until it gets an answer that is no 503.

    Whoever says 503 must say when to come back, and no other 5xx may be said at all.
    """

    longest = 0.0
    again = 0

    def __init__(self, city: City, doors: Sequence[str]) -> None:
        super().__init__(city, doors[0])
        self._doors = itertools.cycle(doors)
        self._told = ""

    def make(self, call: Call) -> Answer | None:
        """Make a call, however long it takes."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE_S:
            call.answer = None
            answer = super().make(call)
            if answer is not None and answer.status < 500:
                Patient.longest = max(Patient.longest, time.monotonic() - began)
                return answer
            assert answer is None or answer.status == 503, (call, answer)
            assert answer is None or int(self._told) > 0, (call, answer)
            Patient.again += 1
            time.sleep(PAUSE_S)
            self._move()
        raise AssertionError(call)

    def _move(self) -> None:
        self._line.close()
        door = next(self._doors).removeprefix("http://")
        self._line = HTTPConnection(door, timeout=PATIENCE_S)

    def _heard(self, got: HTTPResponse) -> Answer:
        self._told = got.headers.get("Retry-After", "0")
        return super()._heard(got)


@contextmanager
def patient_people(city: City, doors: Sequence[str], drawn: Random) -> Iterator[Load]:
    """Let riders report and dispatchers claim and resolve, all of them patiently."""
    Patient.longest, Patient.again = 0.0, 0
    load = Load(city, drawn)
    load.begin(lambda: Patient(city, doors))
    try:
        yield load
    finally:
        load.end()
