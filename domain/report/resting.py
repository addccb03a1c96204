"""Decisions about time: rest, more time, the clock's own reminders."""

from datetime import datetime, timedelta
from typing import NamedTuple

from domain.actor import Actor
from domain.clock import elapsed, is_overdue
from domain.report import handling_events as h
from domain.report.intake import sealed
from domain.report.leg import Rules, extended, terms, used
from domain.report.permit import may, permit
from domain.report.refusals import (
    BadEndDate,
    DoneBefore,
    NoExtension,
    NothingToDecide,
    SuspendedBefore,
    TooEarly,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import Command

EXTENSIONS = 2  # approvals; refusals do not count
LONGEST_REST = timedelta(days=365)
LEVELS = 3


class Plea(NamedTuple):
    """Why the office wants to rest or needs more time."""

    reason: h.SuspendReason
    words: str


def suspend(
    report: Report, plea: Plea, until: datetime, rules: Rules, actor: Actor, now: datetime
) -> None:
    """Let the report rest until a date; whoever may not decide that, asks for it."""
    asks = not may(report, Command.SUSPEND, actor)
    permit(report, Command.ASK_SUSPENSION if asks else Command.SUSPEND, actor)
    if not plea.words.strip():
        raise WordsNeeded(Command.SUSPEND)
    if report.suspended_once:
        raise SuspendedBefore
    if not now < until <= now + LONGEST_REST:
        raise BadEndDate
    if asks:
        event = h.SuspensionRequested(
            by=actor.id, reason=plea.reason, until=until, words=sealed(plea.words)
        )
        report.record(event, now)
    else:
        _rest(report, plea, until, rules, actor, now)


def decide_suspension(
    report: Report, words: str, rules: Rules, actor: Actor, now: datetime, *, approve: bool
) -> None:
    """Grant or refuse the rest that was asked for."""
    permit(report, Command.DECIDE_SUSPENSION, actor)
    asked = report.suspension
    if asked is None:
        raise NothingToDecide("suspension")
    if not approve:
        report.record(h.SuspensionRefused(by=actor.id, words=sealed(words)), now)
    elif asked.until <= now:
        raise BadEndDate
    else:
        _rest(report, Plea(asked.reason, words), asked.until, rules, actor, now)


def resume(report: Report, rules: Rules, actor: Actor, now: datetime) -> None:
    """End the rest; the clock goes on with what was left."""
    permit(report, Command.RESUME, actor)
    if actor.system and report.suspended_until and now < report.suspended_until:
        raise TooEarly
    condition = rules.category.condition(report.condition)
    again = terms(rules, condition, report.leg, now)
    report.record(h.Resumed(by=actor.id, lapsed=actor.system, terms=again), now)


def extend(report: Report, plea: Plea, rules: Rules, actor: Actor, now: datetime) -> None:
    """Move the deadline by one original limit; whoever may not decide that, asks for it."""
    asks = not may(report, Command.EXTEND, actor)
    permit(report, Command.ASK_EXTENSION if asks else Command.EXTEND, actor)
    if not plea.words.strip():
        raise WordsNeeded(Command.EXTEND)
    _extensible(report, now)
    if asks:
        event = h.ExtensionRequested(by=actor.id, reason=plea.reason, words=sealed(plea.words))
        report.record(event, now)
    else:
        _lengthen(report, plea, actor.id, rules, actor, now)


def decide_extension(
    report: Report, words: str, rules: Rules, actor: Actor, now: datetime, *, approve: bool
) -> None:
    """Grant or refuse the time that was asked for."""
    permit(report, Command.DECIDE_EXTENSION, actor)
    asked = report.extension
    if asked is None:
        raise NothingToDecide("extension")
    if approve:
        _extensible(report, now)
        _lengthen(report, Plea(asked.reason, words), asked.by, rules, actor, now)
    else:
        report.record(h.ExtensionRefused(by=actor.id, words=sealed(words)), now)


def remind(report: Report, rules: Rules, actor: Actor, now: datetime) -> None:
    """Remind the office, once in a leg, when most of the time is used (催办)."""
    permit(report, Command.REMIND, actor)
    leg = report.leg
    if leg is None or leg.reminded:
        return
    condition = rules.category.condition(leg.terms.condition)
    whole = condition.limit.seconds * (1 + leg.extensions)
    share = 100 * used(leg.spans, rules, condition, now) // whole
    if share < rules.policy.warn_percent:
        raise TooEarly
    event = h.Reminded(
        by=actor.id,
        office=leg.office,
        due_at=leg.terms.due_at,
        share_percent=rules.policy.warn_percent,
    )
    report.record(event, now)


def escalate(report: Report, words: str, rules: Rules, actor: Actor, now: datetime) -> None:
    """Tell a superior (督办): by the clock when overdue, by hand with words."""
    permit(report, Command.ESCALATE, actor)
    if actor.system:
        level = overdue_level(report, rules, now)
        if level == 0:
            raise TooEarly
        if level > report.level:
            report.record(h.Escalated(by=actor.id, level=level, overdue=True), now)
        return
    if not words.strip():
        raise WordsNeeded(Command.ESCALATE)
    if report.level >= LEVELS:
        raise DoneBefore(Command.ESCALATE)
    event = h.Escalated(by=actor.id, level=report.level + 1, overdue=False, words=sealed(words))
    report.record(event, now)


def overdue_level(report: Report, rules: Rules, now: datetime) -> int:
    """Say which level the clock demands: 1 when overdue, then one more for each limit."""
    leg = report.leg
    if leg is None or not leg.running or not is_overdue(leg.terms.due_at, now):
        return 0
    limit = leg.terms.limit
    late = elapsed(leg.terms.due_at, now, limit.unit, rules.calendar)
    return 1 + min(LEVELS - 1, late // limit.seconds)


def _rest(
    report: Report, plea: Plea, until: datetime, rules: Rules, actor: Actor, now: datetime
) -> None:
    condition = rules.category.condition(report.condition)
    left = terms(rules, condition, report.leg, now).left
    event = h.Suspended(
        by=actor.id, reason=plea.reason, until=until, left=left, words=sealed(plea.words)
    )
    report.record(event, now)


def _extensible(report: Report, now: datetime) -> None:
    leg = report.leg
    if leg is None or leg.extensions >= EXTENSIONS or is_overdue(leg.terms.due_at, now):
        raise NoExtension


def _lengthen(
    report: Report, plea: Plea, asked_by: str, rules: Rules, actor: Actor, now: datetime
) -> None:
    leg = report.leg
    if leg is None:
        raise NoExtension
    event = h.Extended(
        by=actor.id,
        requested_by=asked_by,
        reason=plea.reason,
        terms=extended(rules, rules.category.condition(report.condition), leg, now),
        words=sealed(plea.words),
    )
    report.record(event, now)
