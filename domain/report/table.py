"""The one table of what may be done to a report, in which state, by whom."""

from enum import StrEnum
from typing import Final, NamedTuple


class State(StrEnum):
    """Where a report stands."""

    SUBMITTED = "submitted"
    DISPATCHED = "dispatched"
    CLAIMED = "claimed"
    SUSPENDED = "suspended"
    RETURNED = "returned"
    RESOLVED = "resolved"
    VERIFIED = "verified"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


OPEN: Final = frozenset(
    {
        State.SUBMITTED,
        State.DISPATCHED,
        State.CLAIMED,
        State.SUSPENDED,
        State.RETURNED,
        State.RESOLVED,
    }
)
EVERY: Final = frozenset(State)


class Command(StrEnum):
    """What can be asked of a report."""

    INSPECT = "inspect"
    DISPATCH = "dispatch"
    CLAIM = "claim"
    REGRADE = "regrade"
    RECLASSIFY = "reclassify"
    ENTRUST = "entrust"
    PROGRESS = "progress"
    NOTE = "note"
    RELEASE = "release"
    RETURN = "return"
    TRANSFER = "transfer"
    SUSPEND = "suspend"
    ASK_SUSPENSION = "ask_suspension"
    DECIDE_SUSPENSION = "decide_suspension"
    RESUME = "resume"
    EXTEND = "extend"
    ASK_EXTENSION = "ask_extension"
    DECIDE_EXTENSION = "decide_extension"
    RESOLVE = "resolve"
    VERIFY = "verify"
    OBJECT = "object"
    DECIDE_OBJECTION = "decide_objection"
    REOPEN = "reopen"
    REJECT = "reject"
    DUPLICATE = "duplicate"
    CORROBORATE = "corroborate"
    ADD_PHOTOS = "add_photos"
    RELEASE_PHOTO = "release_photo"
    WITHDRAW = "withdraw"
    REMIND = "remind"
    ESCALATE = "escalate"
    ASK = "ask"
    ANSWER = "answer"
    RATE = "rate"
    APPEAL = "appeal"
    DECIDE_APPEAL = "decide_appeal"
    CONFIRM_DEADLINE = "confirm_deadline"


class Who(StrEnum):
    """How the person asking stands to the report."""

    REPORTER = "reporter"
    OTHER_RIDER = "other_rider"
    DISPATCHER = "dispatcher"  # of the office, or of the report's community in it
    SUPERVISOR = "supervisor"  # of the office
    HANDLER = "handler"  # who holds the claim
    OPERATOR = "operator"
    VERIFIER = "verifier"
    ADMIN = "admin"
    SYSTEM = "system"


class Rule(NamedTuple):
    """One row: these people, in these states; `to` None leaves the state as it is."""

    command: Command
    states: frozenset[State]
    who: frozenset[Who]
    to: State | None = None


def _rule(command: Command, states: object, who: str, to: State | None = None) -> Rule:
    named = states if isinstance(states, frozenset) else frozenset(map(State, str(states).split()))
    return Rule(command, named, frozenset(map(Who, who.split())), to)


_WORKING = "dispatched claimed"
_BEFORE_WORK_ENDS = "submitted dispatched claimed returned"
_STAFF = "dispatcher supervisor operator verifier"
_C = Command

TABLE: Final[tuple[Rule, ...]] = (
    _rule(_C.INSPECT, EVERY, "system"),
    _rule(_C.DISPATCH, "submitted", "system operator", State.DISPATCHED),
    _rule(_C.DISPATCH, "returned", "operator", State.DISPATCHED),
    _rule(_C.CLAIM, "dispatched", "dispatcher supervisor", State.CLAIMED),
    _rule(_C.REGRADE, _WORKING, "dispatcher supervisor"),
    _rule(_C.RECLASSIFY, "submitted returned", "operator"),
    _rule(_C.RECLASSIFY, _WORKING, "dispatcher supervisor operator"),
    _rule(_C.ENTRUST, "claimed", "handler supervisor"),
    _rule(_C.PROGRESS, "claimed", "handler"),
    _rule(_C.NOTE, EVERY - {State.SUSPENDED}, _STAFF),
    _rule(_C.RELEASE, "claimed", "handler supervisor system", State.DISPATCHED),
    _rule(_C.RETURN, _WORKING, "dispatcher supervisor", State.RETURNED),
    _rule(_C.TRANSFER, _WORKING, "supervisor operator", State.DISPATCHED),
    _rule(_C.TRANSFER, "returned", "operator", State.DISPATCHED),
    _rule(_C.SUSPEND, _WORKING, "supervisor", State.SUSPENDED),
    _rule(_C.ASK_SUSPENSION, _WORKING, "dispatcher handler"),
    _rule(_C.DECIDE_SUSPENSION, _WORKING, "supervisor", State.SUSPENDED),
    _rule(_C.RESUME, "suspended", "supervisor operator system", State.DISPATCHED),
    _rule(_C.EXTEND, _WORKING, "supervisor"),
    _rule(_C.ASK_EXTENSION, _WORKING, "dispatcher handler"),
    _rule(_C.DECIDE_EXTENSION, _WORKING, "supervisor"),
    _rule(_C.RESOLVE, "claimed", "handler", State.RESOLVED),
    _rule(_C.VERIFY, "resolved", "verifier operator reporter system", State.VERIFIED),
    _rule(_C.OBJECT, "resolved verified rejected duplicate", "reporter"),
    _rule(_C.DECIDE_OBJECTION, "resolved verified", "operator verifier", State.DISPATCHED),
    _rule(_C.DECIDE_OBJECTION, "rejected duplicate", "operator verifier", State.SUBMITTED),
    _rule(_C.REOPEN, "resolved", "verifier operator", State.DISPATCHED),
    _rule(_C.REOPEN, "verified", "operator", State.DISPATCHED),
    _rule(_C.REOPEN, "rejected duplicate", "operator", State.SUBMITTED),
    _rule(_C.REJECT, "submitted dispatched returned", "operator", State.REJECTED),
    _rule(_C.DUPLICATE, "submitted returned", "operator", State.DUPLICATE),
    _rule(_C.DUPLICATE, _WORKING, "operator dispatcher", State.DUPLICATE),
    _rule(_C.CORROBORATE, _BEFORE_WORK_ENDS, "other_rider"),
    _rule(_C.ADD_PHOTOS, _BEFORE_WORK_ENDS, "reporter"),
    _rule(_C.RELEASE_PHOTO, EVERY - {State.SUSPENDED}, "supervisor operator admin"),
    _rule(_C.WITHDRAW, "submitted dispatched", "reporter", State.WITHDRAWN),
    _rule(_C.REMIND, _WORKING, "system"),
    _rule(_C.ESCALATE, OPEN, "system operator admin"),
    _rule(_C.ASK, _BEFORE_WORK_ENDS, "dispatcher supervisor handler operator"),
    _rule(_C.ANSWER, _BEFORE_WORK_ENDS, "reporter"),
    _rule(_C.RATE, "verified", "reporter"),
    _rule(_C.APPEAL, "verified", "supervisor"),
    _rule(_C.DECIDE_APPEAL, "verified", "operator admin"),
    _rule(_C.CONFIRM_DEADLINE, _WORKING, "system"),
)
