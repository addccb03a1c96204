"""Events at the office: who holds the work, what is done, why it rests or moves on."""

from datetime import datetime
from enum import StrEnum

from domain.kernel import Event, Personal, Subject
from domain.report.terms import Routing, Terms
from domain.values import Photo

_WORDS = {"words": Subject.REPORT}


class Claimed(Event, frozen=True):
    """Somebody took the work on; nobody else will do it meanwhile."""

    TOPIC = "report.claimed"
    holder: str  # the handler; differs from `by` when a supervisor names a crew member
    lease_until: datetime


class ReleaseCause(StrEnum):
    """Why a claim ended without a result."""

    GIVEN_UP = "given_up"
    HANDED_OVER = "handed_over"
    LAPSED = "lapsed"


class Released(Event, frozen=True):
    """A claim ended; the report waits for the next handler."""

    TOPIC = "report.released"
    holder: str
    cause: ReleaseCause


class Regraded(Event, frozen=True):
    """The filing condition was set or corrected; the deadline follows."""

    TOPIC = "report.regraded"
    SEALED = _WORDS
    terms: Terms
    lease_until: datetime | None = None  # the claim renewed, when its holder did it
    words: Personal[str] | None = None


class Entrusted(Event, frozen=True):
    """A responsible unit (责任单位) was asked to do the work; the claimant stays answerable."""

    TOPIC = "report.entrusted"
    unit: str
    lease_until: datetime | None = None  # the claim renewed, when its holder did it


class Progressed(Event, frozen=True):
    """The handler told how the work goes; the claim is renewed."""

    TOPIC = "report.progressed"
    SEALED = _WORDS
    lease_until: datetime
    photos: list[Photo] = []
    words: Personal[str] | None = None


class Noted(Event, frozen=True):
    """Staff left a note for staff."""

    TOPIC = "report.noted"
    SEALED = _WORDS
    lease_until: datetime | None = None  # the claim renewed, when its holder did it
    words: Personal[str] | None = None


class ReturnReason(StrEnum):
    """Why an office sends a report back (回退)."""

    NOT_OUR_GROUND = "not_our_ground"
    NOT_OUR_WORK = "not_our_work"
    WRONG_CATEGORY = "wrong_category"
    CANNOT_FIND = "cannot_find"
    OTHER = "other"


class Returned(Event, frozen=True):
    """The office sent the report back to the operator's desk."""

    TOPIC = "report.returned"
    SEALED = _WORDS
    office: str
    reason: ReturnReason
    suggested: str | None  # an office that might be the right one
    overdue: bool
    words: Personal[str] | None = None


class Transferred(Event, frozen=True):
    """The report went on to another office, with a new leg."""

    TOPIC = "report.transferred"
    SEALED = _WORDS
    office_from: str
    office: str
    community: str | None
    reason: ReturnReason
    overdue: bool  # of the leg that ended
    routing: Routing
    terms: Terms
    words: Personal[str] | None = None


class SuspendReason(StrEnum):
    """Why work has to wait (挂账)."""

    PARTS = "parts"
    WEATHER = "weather"
    PERMIT = "permit"
    CONSTRUCTION = "construction"
    SEASON = "season"
    OTHER = "other"


class SuspensionRequested(Event, frozen=True):
    """The office asked to let the report rest."""

    TOPIC = "report.suspension_requested"
    SEALED = _WORDS
    reason: SuspendReason
    until: datetime
    lease_until: datetime | None = None  # the claim renewed, when its holder did it
    words: Personal[str] | None = None


class SuspensionRefused(Event, frozen=True):
    """The report may not rest."""

    TOPIC = "report.suspension_refused"
    SEALED = _WORDS
    words: Personal[str] | None = None


class Suspended(Event, frozen=True):
    """The report rests; its clock stands still."""

    TOPIC = "report.suspended"
    SEALED = _WORDS
    reason: SuspendReason
    until: datetime
    left: int  # seconds on the limit's own clock
    words: Personal[str] | None = None


class Resumed(Event, frozen=True):
    """The rest is over; the clock goes on with what was left."""

    TOPIC = "report.resumed"
    lapsed: bool  # by the end date; else somebody lifted it
    terms: Terms


class ExtensionRequested(Event, frozen=True):
    """The office asked for more time."""

    TOPIC = "report.extension_requested"
    SEALED = _WORDS
    reason: SuspendReason
    lease_until: datetime | None = None  # the claim renewed, when its holder did it
    words: Personal[str] | None = None


class ExtensionRefused(Event, frozen=True):
    """There is no more time."""

    TOPIC = "report.extension_refused"
    SEALED = _WORDS
    words: Personal[str] | None = None


class Extended(Event, frozen=True):
    """The deadline moved by one original limit (延期)."""

    TOPIC = "report.extended"
    SEALED = _WORDS
    requested_by: str
    reason: SuspendReason
    terms: Terms
    words: Personal[str] | None = None


class Reminded(Event, frozen=True):
    """The clock reminded the office that the deadline is near (催办)."""

    TOPIC = "report.reminded"
    office: str
    due_at: datetime
    share_percent: int


class Escalated(Event, frozen=True):
    """A superior was told (督办)."""

    TOPIC = "report.escalated"
    SEALED = _WORDS
    level: int  # 1 to 3
    overdue: bool  # by the clock; else by hand
    words: Personal[str] | None = None
