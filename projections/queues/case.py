"""A report as its queues show it: its facts, and how a leg, a rest and an end change them."""

from msgspec import Struct
from msgspec.structs import replace

from domain.report.terms import Terms
from domain.values import Photo
from services.eventlog.instants import to_micros

OPEN_STATES = ("submitted", "dispatched", "claimed", "suspended", "returned", "resolved")
OFFICE_STATES = ("dispatched", "claimed", "suspended", "resolved")


class Case(Struct, kw_only=True, omit_defaults=True):
    """All columns of the queue but its keys; moments in microseconds since 1970."""

    number: str
    rider: str
    category: str
    lon_e7: int
    lat_e7: int
    submitted_at: int
    state: str = "submitted"
    condition: str | None = None
    office: str | None = None  # who has it, or had it at the end
    community: str | None = None
    accepted_at: int | None = None  # first dispatch
    dispatched_at: int | None = None  # start of the running leg
    due_at: int | None = None  # None while no clock runs
    provisional: bool = False
    overdue: bool | None = None  # the verdict; None while it is not given
    exempted: bool = False
    lease_until: int | None = None
    holder: str | None = None
    unit: str | None = None
    flags: str = ""  # words between spaces: " far_away old_photo "
    holds: bool = False
    round: int = 1
    bounces: int = 0
    escalation: int = 0
    reminded: bool = False
    extensions: int = 0
    extension_requested: bool = False
    suspension_requested: bool = False
    suspended_until: int | None = None
    question: bool = False  # the office waits for the reporter's words
    objection: str | None = None
    appeal: int = 0  # 1 or 2: which review it waits for
    drawn: str | None = None
    closes_at: int | None = None
    reporter_may: bool = False
    resolved_at: int | None = None
    outcome: str | None = None
    closed_at: int | None = None
    reason: str | None = None  # of a rejection or a return
    original: str | None = None  # of a duplicate
    suggested: str | None = None  # by the office that returned it
    stars: int | None = None
    photos: str = ""  # id:role, and :public once released, between spaces
    corroborations: int = 0
    version: int = 1
    updated_at: int = 0
    position: int = 0  # of its last event


def leg(case: Case, at: int, terms: Terms) -> Case:
    """Begin a leg, or go on with it: it waits for a handler, the clock runs."""
    new = replace(rested(case), state="dispatched", dispatched_at=at, overdue=None)
    return timed(replace(new, reason=None, suggested=None), terms)


def timed(case: Case, terms: Terms) -> Case:
    """Let the clock run towards the deadline of `terms`."""
    due, provisional = to_micros(terms.due_at), terms.provisional
    return replace(case, condition=terms.condition, due_at=due, provisional=provisional)


def rested(case: Case) -> Case:
    """Nobody holds it, nothing is asked for, no clock runs."""
    new = replace(case, holder=None, lease_until=None, unit=None)
    new = replace(new, due_at=None, provisional=False)
    return replace(new, extension_requested=False, suspension_requested=False, suspended_until=None)


def closed(
    case: Case, state: str, at: int, *, reason: str | None = None, original: str | None = None
) -> Case:
    """End it: nothing waits for anybody any more."""
    new = replace(rested(case), state=state, closed_at=at, objection=None)
    return replace(new, reason=reason, original=original, drawn=None, closes_at=None)


def with_photos(known: str, photos: list[Photo]) -> str:
    """Add photographs to those already known."""
    return " ".join([*known.split(), *(f"{one.id}:{one.role.value}" for one in photos)])


def released(known: str, photo: str) -> str:
    """Mark a photograph that the public may see."""
    fresh = [
        f"{one}:public" if one.startswith(photo) and not one.endswith(":public") else one
        for one in known.split()
    ]
    return " ".join(fresh)
