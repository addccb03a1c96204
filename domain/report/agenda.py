"""What the clock will ask of a report, and when: read by those who watch deadlines."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.clock import MICROSECOND, due
from domain.report.leg import Leg, Rules, used
from domain.report.resting import LEVELS
from domain.report.state import Report
from domain.report.table import State

NONE = timedelta()


class Duty(StrEnum):
    """What is to be done when the moment comes."""

    RELEASE = "release"  # the claim has lapsed
    RESUME = "resume"  # the rest is over
    REMIND = "remind"  # most of the time is used
    ESCALATE = "escalate"  # the deadline has passed, or one more limit since
    CLOSE = "close"  # nobody objected
    CONFIRM = "confirm"  # a provisional deadline, once its calendar is published


class Task(NamedTuple):
    """A duty and the moment it falls due."""

    at: datetime
    duty: Duty


def agenda(report: Report, rules: Rules, now: datetime) -> list[Task]:
    """List what the clock will ask of the report if nothing else happens to it."""
    tasks: list[Task] = []
    if report.state is State.CLAIMED and report.lease_until:
        tasks.append(Task(report.lease_until, Duty.RELEASE))
    if report.state is State.SUSPENDED and report.suspended_until:
        tasks.append(Task(report.suspended_until, Duty.RESUME))
    if report.leg and report.leg.running:
        tasks += _running(report, report.leg, rules, now)
    if report.state is State.RESOLVED and report.resolution and not report.objection:
        closing = report.resolution.closing
        if closing.closes_at and not report.needs_another:
            tasks.append(Task(closing.closes_at, Duty.CLOSE))
    return tasks


def _running(report: Report, leg: Leg, rules: Rules, now: datetime) -> list[Task]:
    limit, tasks = leg.terms.limit, []
    if not leg.reminded:
        whole = limit.seconds * (1 + leg.extensions)
        share = -(whole * rules.policy.warn_percent // -100)  # rounded up: not a second early
        left = max(0, share - used(leg, limit, rules, now))
        tasks.append(Task(due(now, left, limit.unit, rules.calendar).at, Duty.REMIND))
    if report.level < LEVELS:
        late = report.level * limit.seconds  # level 1 at once, then one for each limit
        at = due(leg.terms.due_at, late, limit.unit, rules.calendar).at
        in_time = MICROSECOND if at == leg.terms.due_at else NONE  # at that very moment it is
        tasks.append(Task(at + in_time, Duty.ESCALATE))
    if leg.terms.provisional:
        tasks.append(Task(now, Duty.CONFIRM))
    return tasks
