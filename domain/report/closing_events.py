"""Events of the end: what was done, who looked, who disagreed, what was thought of it."""

from datetime import datetime
from enum import StrEnum

from domain.kernel import Event, Personal, Subject
from domain.report.terms import Terms
from domain.values import Photo, Value

_WORDS = {"words": Subject.REPORT}


class Outcome(StrEnum):
    """What the handler did."""

    REPAIRED = "repaired"
    CLEANED = "cleaned"
    REMOVED = "removed"
    SECURED = "secured"
    PERSUADED = "persuaded"
    FOUND_IN_ORDER = "found_in_order"
    OTHER = "other"


class Drawn(StrEnum):
    """Why another person must look before the report is closed."""

    POLICY = "policy"
    FLAGGED = "flagged"
    SAMPLE = "sample"


class ClosingPlan(Value, frozen=True):
    """How this resolution will be closed, decided with it."""

    drawn: Drawn | None  # None: by itself, unless somebody objects
    closes_at: datetime | None
    reporter_may: bool = False
    category_version: int = 0  # whose policy said so
    chance: int | None = None  # the draw, where one was made: below the share means drawn
    calendars: list[str] = []  # year.version of every calendar that was used
    provisional: bool = False


class Resolved(Event, frozen=True):
    """The handler says that the problem is gone."""

    TOPIC = "report.resolved"
    SEALED = _WORDS
    office: str
    handler: str
    outcome: Outcome
    photos: list[Photo]
    due_at: datetime
    overdue: bool
    closing: ClosingPlan
    words: Personal[str] | None = None


class Method(StrEnum):
    """How a resolution was verified."""

    VISIT = "visit"
    PHOTO_PAIR = "photo_pair"
    REPORTER = "reporter"
    LAPSE = "lapse"  # by itself: nobody objected in time


class Verified(Event, frozen=True):
    """Somebody else looked, or nobody objected: the report is closed."""

    TOPIC = "report.verified"
    SEALED = _WORDS
    method: Method
    photos: list[Photo] = []
    words: Personal[str] | None = None


class Against(StrEnum):
    """What an objection is about."""

    RESOLUTION = "resolution"
    REJECTION = "rejection"
    DUPLICATE = "duplicate"


class Objected(Event, frozen=True):
    """The reporter does not agree."""

    TOPIC = "report.objected"
    SEALED = _WORDS
    against: Against
    photos: list[Photo] = []
    words: Personal[str] | None = None


class ObjectionDismissed(Event, frozen=True):
    """Somebody who had no part in it found the objection not justified."""

    TOPIC = "report.objection_dismissed"
    SEALED = _WORDS
    words: Personal[str] | None = None


class ReopenCause(StrEnum):
    """Why a report lives again."""

    CHECK_FAILED = "check_failed"  # 返工
    OBJECTION = "objection"
    AUDIT = "audit"  # 复核重办
    COMPLAINT = "complaint"  # 重新受理


class Reopened(Event, frozen=True):
    """The report lives again: back to the office, or back to the beginning."""

    TOPIC = "report.reopened"
    SEALED = _WORDS
    cause: ReopenCause
    state_from: str
    terms: Terms | None  # None: back to the beginning, where no leg runs
    photos: list[Photo] = []
    words: Personal[str] | None = None


class Asked(Event, frozen=True):
    """The office asked the reporter something."""

    TOPIC = "report.asked"
    SEALED = _WORDS
    lease_until: datetime | None = None  # the claim renewed, when its holder did it
    words: Personal[str] | None = None


class Answered(Event, frozen=True):
    """The reporter answered."""

    TOPIC = "report.answered"
    SEALED = _WORDS
    words: Personal[str] | None = None


class Rated(Event, frozen=True):
    """The reporter said how content they are, once."""

    TOPIC = "report.rated"
    SEALED = _WORDS
    stars: int  # 1 to 5
    words: Personal[str] | None = None


class Appealed(Event, frozen=True):
    """An office asked not to be blamed for an overdue leg (超时申诉)."""

    TOPIC = "report.appealed"
    SEALED = _WORDS
    office: str
    photos: list[Photo] = []
    words: Personal[str] | None = None


class AppealDecided(Event, frozen=True):
    """One of two reviews of an appeal."""

    TOPIC = "report.appeal_decided"
    SEALED = _WORDS
    office: str
    stage: int  # 1 or 2
    upheld: bool
    words: Personal[str] | None = None


class Exempted(Event, frozen=True):
    """The overdue leg is not counted against the office; that it was overdue stays true."""

    TOPIC = "report.exempted"
    office: str
