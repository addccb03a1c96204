"""One office's turn (处置环节): the limit it has, the time it used, the deadline that follows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from domain.category import Category, Condition
from domain.city import Policy
from domain.clock import WorkingCalendar, due, elapsed
from domain.report.terms import Terms

Span = tuple[datetime, datetime | None]


class Rules(NamedTuple):
    """The rules in force at the moment of a decision; events name their versions."""

    category: Category
    calendar: WorkingCalendar
    policy: Policy
    policy_version: int


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

    def start(self, at: datetime) -> None:
        """Let the clock run, if it does not."""
        if not self.running:
            self.spans.append((at, None))

    def stop(self, at: datetime) -> None:
        """Let the clock stand still."""
        if self.running:
            self.spans[-1] = (self.spans[-1][0], at)


def used(spans: Sequence[Span], rules: Rules, condition: Condition, now: datetime) -> int:
    """Seconds that `spans` took on the clock of the condition's limit.

    Pauses are measured on the same clock as the limit, since only running time counts.
    """
    unit = condition.limit.unit
    return sum(elapsed(start, end or now, unit, rules.calendar) for start, end in spans)


def terms(rules: Rules, condition: Condition, leg: Leg | None, now: datetime) -> Terms:
    """Say how long is left under `condition` at `now`, and until when.

    What an office used before counts: a leg that goes on has what was left of it. Where
    nothing is left, the deadline stays in the past where it was.
    """
    limit = condition.limit
    spans, extensions = (leg.spans, leg.extensions) if leg else ((), 0)
    whole = limit.seconds * (1 + extensions)
    left = max(0, whole - used(spans, rules, condition, now))
    deadline = due(now, left, limit.unit, rules.calendar)
    at = deadline.at if left or leg is None else min(now, leg.terms.due_at)
    return _terms(rules, condition, left, at, (deadline.provisional, deadline.calendars))


def extended(rules: Rules, condition: Condition, leg: Leg, now: datetime) -> Terms:
    """Move the deadline of a running leg by one original limit."""
    unit = condition.limit.unit
    deadline = due(leg.terms.due_at, condition.limit.seconds, unit, rules.calendar)
    left = elapsed(now, deadline.at, unit, rules.calendar)
    grounds = (deadline.provisional, deadline.calendars)
    return _terms(rules, condition, left, deadline.at, grounds)


def lease_end(rules: Rules, condition: Condition, now: datetime) -> datetime:
    """Hold a claim for a share of the limit on the report's own clock, at least a while."""
    policy = rules.policy
    share = condition.limit.seconds * policy.lease_share_percent // 100
    seconds = max(share, policy.lease_minimum_minutes * 60)
    return due(now, seconds, condition.limit.unit, rules.calendar).at


def _terms(
    rules: Rules,
    condition: Condition,
    left: int,
    due_at: datetime,
    grounds: tuple[bool, tuple[str, ...]],
) -> Terms:
    return Terms(
        category=condition.code.partition(".")[0],
        category_version=rules.category.number,
        condition=condition.code,
        limit=condition.limit,
        left=left,
        due_at=due_at,
        provisional=grounds[0],
        calendars=list(grounds[1]),
        policy_version=rules.policy_version,
    )
