"""What a view or a worker gave up: to be tried again or left out, by somebody's word, on record."""

from datetime import datetime
from typing import NamedTuple, assert_never

from domain.kernel import Aggregate, Event


class Stop(NamedTuple):
    """Where a view or a worker stopped: at which event, of which stream, and why."""

    follower: str  # the name of the view or of the worker
    stream: str
    position: int
    topic: str
    cause: str


class ParkedRetried(Event, frozen=True):
    """An event that a view or a worker had given up was to be tried again."""

    TOPIC = "parked.retried"
    follower: str
    stream: str
    position: int
    topic: str
    cause: str  # why it was given up: the class of the error
    reason: str  # why it is tried again, in the words of whoever wants it; nothing personal


class ParkedSkipped(Event, frozen=True):
    """An event that a view or a worker had given up was left out for good."""

    TOPIC = "parked.skipped"
    follower: str
    stream: str
    position: int
    topic: str
    cause: str
    reason: str


ParkingEvent = ParkedRetried | ParkedSkipped


class Parking(Aggregate[ParkingEvent]):
    """What was said about the events that one view or one worker gave up.

    A view leaves out what was skipped whenever it reads the log, so that the live one, a
    rebuilt one and one derived elsewhere agree. A skip is never taken back.
    """

    skipped: frozenset[int] = frozenset()

    def retry(self, stop: Stop, reason: str, by: str, now: datetime) -> None:
        """Let it be tried again; every time is news, unless it was left out for good."""
        if stop.position not in self.skipped:
            self.record(ParkedRetried(by=by, reason=reason, **stop._asdict()), now)

    def skip(self, stop: Stop, reason: str, by: str, now: datetime) -> None:
        """Leave it out for good. Saying so again changes nothing."""
        if stop.position not in self.skipped:
            self.record(ParkedSkipped(by=by, reason=reason, **stop._asdict()), now)

    def apply(self, event: ParkingEvent, at: datetime) -> None:  # noqa: ARG002 - kernel's signature
        """Keep what was left out."""
        match event:
            case ParkedRetried():
                pass
            case ParkedSkipped():
                self.skipped |= {event.position}
            case _:
                assert_never(event)
