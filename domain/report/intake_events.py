"""Events from the photograph to the office: how a report comes in, and where it goes."""

from datetime import datetime
from enum import StrEnum

from domain.kernel import Event, Personal, Subject
from domain.report.terms import Routing, Terms
from domain.values import Fix, Location, Photo, Source, Value


class Submitted(Event, frozen=True):
    """A rider photographed a problem."""

    TOPIC = "report.submitted"
    SEALED = {
        "note": Subject.REPORT,
        "answers": Subject.REPORT,
        "fix": Subject.RIDER,
    }
    rider: str  # whose report it is; differs from `by` when an operator files it
    number: str  # public short number: eight base-32 characters and a check character
    category: str
    category_version: int
    condition: str | None
    location: Location
    datum: str
    source: Source
    photos: list[Photo]
    note: Personal[str] | None = None
    answers: Personal[dict[str, str]] | None = None
    fix: Personal[Fix] | None = None


class FlagRaised(Value, frozen=True):
    """Something about the evidence that a person should look at."""

    flag: str  # a word of domain.evidence.Flag
    photo: str | None = None
    measured: int | None = None  # in the unit the flag states
    other: str | None = None  # id of the other report, where there is one


class Inspected(Event, frozen=True):
    """The photographs were looked at: facts and flags, never a rejection."""

    TOPIC = "report.inspected"
    SEALED = {"facts": Subject.RIDER}
    rider: str  # who sent the photographs; the facts are theirs
    rule_version: int
    flags: list[FlagRaised]
    holds: bool  # whether points wait for a person
    facts: Personal[list[dict[str, str]]] | None = None


class Dispatched(Event, frozen=True):
    """The report was given to a street office, with a deadline."""

    TOPIC = "report.dispatched"
    office: str
    community: str | None
    routing: Routing
    terms: Terms


class Corroborated(Event, frozen=True):
    """Another rider saw the same problem and added a photograph."""

    TOPIC = "report.corroborated"
    SEALED = {"note": Subject.REPORT, "fix": Subject.RIDER}
    rider: str
    photos: list[Photo]
    note: Personal[str] | None = None
    fix: Personal[Fix] | None = None


class Seconded(Event, frozen=True):
    """Another rider's report turned out to tell of the same problem."""

    TOPIC = "report.seconded"
    rider: str
    duplicate: str  # the other report's id, 32 hex digits


class PhotoAdded(Event, frozen=True):
    """The reporter added photographs."""

    TOPIC = "report.photo_added"
    photos: list[Photo]


class PhotoReleased(Event, frozen=True):
    """A photograph may be shown to the public."""

    TOPIC = "report.photo_released"
    photo: str


class RejectReason(StrEnum):
    """Why a report is not taken up (不予受理)."""

    NOT_A_PROBLEM = "not_a_problem"
    NOT_PUBLIC_GROUND = "not_public_ground"
    NOT_THE_CITY = "not_the_city"
    CANNOT_FIND = "cannot_find"
    PHOTO_SHOWS_NOTHING = "photo_shows_nothing"
    FALSE_REPORT = "false_report"
    REUSED_PHOTO = "reused_photo"
    ABUSIVE = "abusive"
    OTHER = "other"


class Rejected(Event, frozen=True):
    """The report will not be taken up; the rider reads why."""

    TOPIC = "report.rejected"
    SEALED = {"words": Subject.REPORT}
    reason: RejectReason
    accepted: bool  # whether it had been dispatched before (作废, not 不予立案)
    words: Personal[str] | None = None


class Duplicated(Event, frozen=True):
    """The report tells again what an earlier one already told."""

    TOPIC = "report.duplicated"
    original: str  # the earlier report's id, 32 hex digits
    same_rider: bool


class Withdrawn(Event, frozen=True):
    """Its reporter took the report back."""

    TOPIC = "report.withdrawn"


class Reclassified(Event, frozen=True):
    """The report was put under another category; a running deadline follows."""

    TOPIC = "report.reclassified"
    SEALED = {"words": Subject.REPORT}
    category: str
    category_version: int
    condition: str | None = None  # None: the most urgent applies, or the leg's terms name it
    terms: Terms | None = None
    lease_until: datetime | None = None  # the claim renewed, when its holder did it
    words: Personal[str] | None = None


class DeadlineConfirmed(Event, frozen=True):
    """A provisional deadline was confirmed or moved by a published calendar."""

    TOPIC = "report.deadline_confirmed"
    was: datetime
    terms: Terms
