"""A rider who abused the service is kept from sending in: until when, and why."""

from datetime import datetime, timedelta
from typing import Final, assert_never

from domain.errors import Refused
from domain.kernel import Aggregate, Event, Personal, Subject
from domain.report.refusals import BadEndDate

LONGEST: Final = timedelta(days=366)  # without an end it holds until it is lifted


class RiderBlocked(Event, frozen=True):
    """A rider was kept from sending in, because of a report."""

    TOPIC = "rider.blocked"
    SEALED = {"words": Subject.RIDER}
    rider: str
    report: str
    until: datetime | None = None  # nothing: until it is lifted
    words: Personal[str] | None = None  # what the rider is told


class RiderUnblocked(Event, frozen=True):
    """A rider may send in again, before the block ended by itself."""

    TOPIC = "rider.unblocked"
    SEALED = {"words": Subject.RIDER}
    rider: str
    words: Personal[str] | None = None


BlockEvent = RiderBlocked | RiderUnblocked


class SenderBlocked(Refused):
    """The rider may not send in now; reading and answering go on."""

    code = "rider-blocked"

    def __init__(self, until: datetime | None) -> None:
        end = until.isoformat() if until else "it is lifted"
        super().__init__(f"You may not send in reports until {end}; your page says why.")
        self.until = until


class UnknownBlock(Refused):
    """The rider was never blocked."""

    code = "unknown-block"


class Block(Aggregate[BlockEvent]):
    """Whether one rider may send in.

    A stream of its own: nobody else's ever begins, so that most reports rest on a stream
    that does not exist, and consenting disturbs nobody who guards on it.
    """

    rider = ""
    report = ""
    by = ""
    since: datetime | None = None
    until: datetime | None = None
    told = 0  # the version of the event that says why
    lifted = True

    def block(
        self, rider: str, report: str, until: datetime | None, words: str, by: str, now: datetime
    ) -> None:
        """Keep the rider from sending in; every time is a decision of its own, with its words."""
        if until is not None and not now < until <= now + LONGEST:
            raise BadEndDate
        said = Personal(value=words)
        self.record(RiderBlocked(by=by, rider=rider, report=report, until=until, words=said), now)

    def lift(self, words: str, by: str, now: datetime) -> None:
        """Let the rider send in again. What does not hold any more is not lifted."""
        if not self.version:
            raise UnknownBlock
        if self.holds(now):
            said = Personal(value=words) if words else None
            self.record(RiderUnblocked(by=by, rider=self.rider, words=said), now)

    def holds(self, now: datetime) -> bool:
        """Say whether the rider is blocked; the end comes by the clock, without an event."""
        return not self.lifted and (self.until is None or now < self.until)

    def demand(self, now: datetime) -> None:
        """Raise SenderBlocked while it holds."""
        if self.holds(now):
            raise SenderBlocked(self.until)

    def apply(self, event: BlockEvent, at: datetime) -> None:
        """Keep until when, since when, by whom, and where the words are."""
        match event:
            case RiderBlocked():
                self.rider, self.report = event.rider, event.report
                self.since, self.until = at, event.until
                self.by, self.told, self.lifted = event.by, self.version + 1, False
            case RiderUnblocked():
                self.lifted = True
            case _:
                assert_never(event)
