"""One office's turn (处置环节): the limit it has, the time it used, the deadline that follows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, Self

from domain.category import Category
from domain.city import Policy
from domain.clock import Deadline, Limit, WorkingCalendar, due, elapsed
from domain.report.terms import Terms

Span = tuple[datetime, datetime | None]


class Rules(NamedTuple):
    """The rules in force at the moment of a decision; events name their versions."""

    category: Category
    calendar: WorkingCalendar
    policy: Policy
    policy_version: int


class Grounds(NamedTuple):
    """The condition a leg runs under, with the limit it had when it was chosen."""

    category: str
    category_version: int
    condition: str
    limit: Limit


@dataclass
class Leg:
    """The turn of one office. Its clock runs in spans; between them it stands still."""

    office: str
    terms: Terms
    extensions: int = 0
    spans: list[Span] = field(default_factory=list)
    reminded: bool = False
    overdue: bool | None = None  # the verdict, once there is one

    @property
    def running(self) -> bool:
        """Whether the clock runs."""
        return bool(self.spans) and self.spans[-1][1] is None

    def copy(self) -> Self:
        """Make a turn that goes its own way from here."""
        return replace(self, spans=list(self.spans))

    def start(self, at: datetime) -> None:
        """Let the clock run, if it does not."""
        if not self.running:
            self.spans.append((at, None))

    def stop(self, at: datetime) -> None:
        """Let the clock stand still."""
        if self.running:
            self.spans[-1] = (self.spans[-1][0], at)


def kept(terms: Terms) -> Grounds:
    """Go on under what was agreed: a newer catalogue never moves a running limit."""
    return Grounds(terms.category, terms.category_version, terms.condition, terms.limit)


def grounds(rules: Rules, condition: str | None, last: Terms | None) -> Grounds:
    """Find the limit of a condition, None the most urgent; the one that ran last is kept."""
    if last and condition == last.condition:
        return kept(last)
    category = rules.category
    found = category.condition(condition)
    return Grounds(found.code.partition(".")[0], category.number, found.code, found.limit)


def used(leg: Leg, limit: Limit, rules: Rules, now: datetime) -> int:
    """Seconds that the leg took so far, on the clock of `limit`.

    Pauses are measured on the same clock as the limit, since only running time counts.
    """
    spans = ((start, end or now) for start, end in leg.spans)
    return sum(elapsed(start, end, limit.unit, rules.calendar) for start, end in spans)


def terms(rules: Rules, chosen: Grounds, leg: Leg | None, now: datetime) -> Terms:
    """Say how long is left at `now` under `chosen`, and until when.

    What an office used before counts: a leg that goes on has what was left of it. Where
    nothing is left, the deadline is the moment in the past at which it was used up.
    """
    limit = chosen.limit
    whole = limit.seconds * (1 + leg.extensions) if leg else limit.seconds
    left = max(0, whole - used(leg, limit, rules, now)) if leg else whole
    deadline = _used_up(leg.spans if leg else (), whole, limit, rules.calendar, now)
    return _terms(rules, chosen, left, deadline)


def extended(rules: Rules, leg: Leg, now: datetime) -> Terms:
    """Move the deadline of a running leg by one original limit."""
    limit = leg.terms.limit
    deadline = due(leg.terms.due_at, limit.seconds, limit.unit, rules.calendar)
    left = elapsed(now, deadline.at, limit.unit, rules.calendar)
    return _terms(rules, kept(leg.terms), left, deadline)


def lease_end(rules: Rules, limit: Limit, now: datetime) -> datetime:
    """Hold a claim for a share of the limit on the report's own clock, at least a while."""
    policy = rules.policy
    share = limit.seconds * policy.lease_share_percent // 100
    seconds = max(share, policy.lease_minimum_minutes * 60)
    return due(now, seconds, limit.unit, rules.calendar).at


def _used_up(
    spans: Sequence[Span], whole: int, limit: Limit, calendar: WorkingCalendar, now: datetime
) -> Deadline:
    """Find the moment at which running time adds up to `whole`, past or to come."""
    left = whole
    for start, end in spans:
        took = elapsed(start, end, limit.unit, calendar) if end else left
        if took >= left:
            return due(start, left, limit.unit, calendar)
        left -= took
    return due(now, left, limit.unit, calendar)


def _terms(rules: Rules, chosen: Grounds, left: int, deadline: Deadline) -> Terms:
    return Terms(
        category=chosen.category,
        category_version=chosen.category_version,
        condition=chosen.condition,
        limit=chosen.limit,
        left=left,
        due_at=deadline.at,
        provisional=deadline.provisional,
        calendars=list(deadline.calendars),
        policy_version=rules.policy_version,
    )
