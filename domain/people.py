"""People as the log knows them: a pseudonym, what it may do, and what was seen of it."""

from datetime import datetime, timedelta
from typing import Final, assert_never

from domain.kernel import Aggregate, Event, Personal, Subject
from domain.values import Role, Value

LOOKS: Final = 30  # at riders' numbers that one member of staff may take within an hour
HOUR: Final = timedelta(hours=1)


class Person(Value, frozen=True):
    """Who stands behind a pseudonym; personal."""

    phone: str | None = None
    name: str | None = None


class RiderRegistered(Event, frozen=True):
    """A rider signed in for the first time."""

    TOPIC = "rider.registered"
    SEALED = {"person": Subject.RIDER}
    rider: str
    person: Personal[Person] | None = None


class RiderConsented(Event, frozen=True):
    """A rider agreed to the terms that were shown."""

    TOPIC = "rider.consented"
    text: str  # which terms, by name and version: privacy-1
    language: str


RiderEvent = RiderRegistered | RiderConsented


class Rider(Aggregate[RiderEvent]):
    """A rider's standing: registered, and what was agreed to."""

    consents: frozenset[str] = frozenset()

    def register(self, rider: str, person: Person, by: str, now: datetime) -> None:
        """Take note of a new rider. Again changes nothing."""
        if not self.version:
            event = RiderRegistered(by=by, rider=rider, person=Personal(value=person))
            self.record(event, now)

    def consent(self, text: str, language: str, by: str, now: datetime) -> None:
        """Record agreement to `text`. Agreeing again changes nothing."""
        if text not in self.consents:
            self.record(RiderConsented(by=by, text=text, language=language), now)

    def apply(self, event: RiderEvent, at: datetime) -> None:  # noqa: ARG002 - kernel's signature
        """Keep what was agreed to."""
        match event:
            case RiderRegistered():
                pass
            case RiderConsented():
                self.consents |= {event.text}
            case _:
                assert_never(event)


class Post(Value, frozen=True):
    """A role, and where it holds; no office means the whole city."""

    role: Role
    office: str | None = None
    community: str | None = None


class StaffGranted(Event, frozen=True):
    """A member of staff was given a role."""

    TOPIC = "staff.granted"
    staff: str
    post: Post


class StaffRevoked(Event, frozen=True):
    """A member of staff lost a role."""

    TOPIC = "staff.revoked"
    staff: str
    post: Post


class PersonalDataRevealed(Event, frozen=True):
    """A member of staff looked at somebody's personal data."""

    TOPIC = "personal_data.revealed"
    staff: str
    subject: str
    purpose: str
    report: str | None = None  # for the sake of which one


StaffEvent = StaffGranted | StaffRevoked
DisclosureEvent = PersonalDataRevealed


class Staff(Aggregate[StaffEvent]):
    """One member of staff and the posts held."""

    posts: frozenset[Post] = frozenset()

    def grant(self, staff: str, post: Post, by: str, now: datetime) -> None:
        """Give a post. Giving it again changes nothing."""
        if post not in self.posts:
            self.record(StaffGranted(by=by, staff=staff, post=post), now)

    def revoke(self, staff: str, post: Post, by: str, now: datetime) -> None:
        """Take a post away. Taking it again changes nothing."""
        if post in self.posts:
            self.record(StaffRevoked(by=by, staff=staff, post=post), now)

    def apply(self, event: StaffEvent, at: datetime) -> None:  # noqa: ARG002 - kernel's signature
        """Keep the posts held."""
        match event:
            case StaffGranted():
                self.posts |= {event.post}
            case StaffRevoked():
                self.posts -= {event.post}
            case _:
                assert_never(event)


class Disclosures(Aggregate[DisclosureEvent]):
    """What one member of staff has seen of other people's data.

    A stream of its own: a look must not disturb those who guard on the posts held.
    """

    looks: tuple[datetime, ...] = ()  # the last ones: as many as an hour allows

    def pause(self, now: datetime) -> timedelta:
        """Say how long to wait before another look; nothing where one is allowed now."""
        if len(self.looks) < LOOKS:
            return timedelta()
        return max(timedelta(), self.looks[0] + HOUR - now)

    def reveal(
        self, staff: str, subject: str, purpose: str, now: datetime, report: str | None = None
    ) -> None:
        """Record that personal data was looked at, every time."""
        event = PersonalDataRevealed(
            by=staff, staff=staff, subject=subject, purpose=purpose, report=report
        )
        self.record(event, now)

    def apply(self, event: DisclosureEvent, at: datetime) -> None:  # noqa: ARG002 - kernel's signature
        """Keep when it was."""
        self.looks = (*self.looks, at)[-LOOKS:]
