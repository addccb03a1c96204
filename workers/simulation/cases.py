"""A second opinion on reports: the table of states once more, written by hand."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from workers.simulation.hours import LAST
from workers.simulation.witness import Seen, demand

_OFFICE = ("dispatched", "claimed")
_MOVES: Final[dict[str, tuple[tuple[str, ...], str]]] = {  # topic -> from, to
    "submitted": (("",), "submitted"),
    "dispatched": (("submitted", "returned"), "dispatched"),
    "claimed": (("dispatched",), "claimed"),
    "released": (("claimed",), "dispatched"),
    "returned": (_OFFICE, "returned"),
    "transferred": ((*_OFFICE, "returned"), "dispatched"),
    "suspended": (_OFFICE, "suspended"),
    "resumed": (("suspended",), "dispatched"),
    "resolved": (("claimed",), "resolved"),
    "verified": (("resolved",), "verified"),
    "rejected": (("submitted", "dispatched", "returned"), "rejected"),
    "duplicated": (("submitted", "returned", *_OFFICE), "duplicate"),
    "withdrawn": (("submitted", "dispatched"), "withdrawn"),
}
_STAYS: Final[dict[str, tuple[str, ...]]] = {  # topic -> where alone it may happen
    "entrusted": ("claimed",),
    "progressed": ("claimed",),
    "reminded": _OFFICE,
    "extended": _OFFICE,
    "extension_requested": _OFFICE,
    "suspension_requested": _OFFICE,
    "objected": ("resolved", "verified", "rejected", "duplicate"),
    "rated": ("verified",),
    "appealed": ("verified",),
    "corroborated": ("submitted", "returned", *_OFFICE),
    "photo_added": ("submitted", "returned", *_OFFICE),
}
LEGAL: Final = "a report only does what its state allows"


@dataclass
class Case:
    """One report, as its events tell it."""

    name: str
    state: str = ""
    rider: str = ""
    office: str | None = None
    holder: str | None = None
    lease_until: datetime | None = None
    due_at: datetime | None = None
    suspended_until: datetime | None = None
    closes_at: datetime | None = None
    drawn: bool = False
    objection: bool = False
    doubted: bool = False  # photographs of it wait for a person to look at them
    accepted: bool = False
    asked: bool = False
    reminded: set[str] = field(default_factory=set)  # offices
    worked: str | None = None  # the office whose turn it was last
    level: int = 0
    version: int = 0
    rated: bool = False
    dispatched_first: int = 0  # how often the worker did it
    corroborators: set[str] = field(default_factory=set)

    @property
    def disputed(self) -> bool:
        """Whether another person has to look before it is closed."""
        return self.drawn or self.objection or self.doubted


class Cases:
    """All reports; `latest` is the latest moment that any clock has shown."""

    def __init__(self) -> None:
        self.all: dict[str, Case] = {}
        self.latest = LAST

    def hear(self, seen: Seen) -> None:
        """Take note of one event of a report."""
        case = self.all.setdefault(seen.stream, Case(seen.stream))
        what, facts = seen.topic.removeprefix("report."), seen.facts
        self._clock(case, what, facts, seen)
        before, case.version = case.state, seen.version
        if what == "reopened":
            closed = ("resolved", "verified", "rejected", "duplicate")
            demand(before in closed and before == facts["state_from"], LEGAL, _said(seen, before))
            case.state = "dispatched" if facts.get("terms") else "submitted"
            case.objection, case.level = False, 0
        elif what in _MOVES:
            allowed, case.state = _MOVES[what]
            demand(before in allowed, LEGAL, _said(seen, before))
        else:
            demand(before, LEGAL, _said(seen, before))
            allowed = _STAYS.get(what, (before,))
            demand(before in allowed, LEGAL, _said(seen, before))
        self._hold(case, what, facts, seen)
        self._tell(case, what, facts, seen)

    def _hold(self, case: Case, what: str, facts: dict[str, Any], seen: Seen) -> None:
        law = "one person at a time holds a claim"
        if what == "claimed":
            demand(case.holder is None, law, _said(seen, str(case.holder)))
            case.holder = facts["holder"]
        elif what in ("released", "resolved"):
            name = facts["holder"] if what == "released" else facts["handler"]
            demand(case.holder == name, law, _said(seen, str(case.holder)))
        lease = facts.get("lease_until")
        if lease and case.state == "claimed":
            case.lease_until = moment(lease)
        if case.state != "claimed":
            case.holder = case.lease_until = None

    def _clock(self, case: Case, what: str, facts: dict[str, Any], seen: Seen) -> None:
        """Whatever the clock did, it did once, and not before its time on any clock."""
        law, due = "nothing falls due before its time", None
        if what == "released" and facts["cause"] == "lapsed":
            due = case.lease_until
        elif what == "resumed" and facts["lapsed"]:
            due = case.suspended_until
        elif what == "verified" and facts["method"] == "lapse":
            due = case.closes_at
        elif what == "escalated" and facts["overdue"] and facts["by"].startswith("system:"):
            due = case.due_at
        demand(due is None or due <= self.latest, law, _said(seen, str(due)))
        if what == "verified":
            demand(not case.objection, "an objection is decided first", seen)
            looked = facts["method"] not in ("lapse", "reporter")
            demand(looked or not case.disputed, "only a look closes what is in doubt", seen)
        if what == "reminded":
            demand(
                case.office not in case.reminded,
                "an office is reminded once",
                _said(seen, case.state),
            )
        if what == "escalated":
            risen = facts["level"] > case.level
            demand(risen, "each level is told once", _said(seen, str(case.level)))
        if what == "extended" and case.due_at:
            later = moment(facts["terms"]["due_at"]) >= case.due_at
            demand(later, "more time is never less", _said(seen, case.state))

    def _tell(self, case: Case, what: str, facts: dict[str, Any], seen: Seen) -> None:  # noqa: C901, PLR0912 - one case for each
        if terms := facts.get("terms"):
            case.due_at = moment(terms["due_at"])
        match what:
            case "submitted":
                case.rider = facts["rider"]
            case "dispatched" | "transferred":
                case.office, case.accepted = facts["office"], True
                if case.worked not in (None, case.office):
                    case.level = 0  # each office is warned of its own delay
                case.worked = case.office
                if facts["by"] == "system:dispatch":
                    case.dispatched_first += 1
                    demand(case.dispatched_first == 1, "a report is sent by rule once", seen)
            case "returned":
                case.office = None
            case "reopened":
                case.asked = False
                if case.state == "submitted":
                    case.office = None
            case "escalated":
                case.level = facts["level"]
            case "reminded":
                case.reminded.add(facts["office"])
            case "suspended":
                case.suspended_until = moment(facts["until"])
            case "resolved":
                closing = facts["closing"]
                case.drawn = closing["drawn"] is not None
                case.closes_at = moment(closing["closes_at"]) if closing["closes_at"] else None
            case "objected":
                case.objection = True
            case "objection_dismissed":
                case.objection = False
            case "inspected":
                case.doubted |= facts["holds"]
            case "verified":
                case.doubted = False
            case "asked" | "answered":
                case.asked = what == "asked"
            case "rated":
                demand(not case.rated, "a report is rated once", seen)
                case.rated = True
            case "corroborated" | "seconded":
                case.corroborators.add(facts["rider"])
            case _:
                pass


def moment(text: str) -> datetime:
    """Read a moment as the log writes it."""
    return datetime.fromisoformat(text)


def _said(seen: Seen, state: str) -> str:
    return f"{seen.topic} at position {seen.position}, report {seen.stream[-6:]}, {state}"
