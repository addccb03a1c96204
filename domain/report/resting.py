"""Decisions about time: rest, more time, the clock's own reminders."""

from datetime import datetime, timedelta
from typing import NamedTuple

from domain.actor import Actor
from domain.characters import seen
from domain.clock import elapsed, is_overdue
from domain.report import handling_events as h
from domain.report.leg import Leg, Rules, extended, kept, terms, used
from domain.report.parts import renewed, running, sealed, verdict
from domain.report.permit import permit, stands
from domain.report.refusals import (
    BadEndDate,
    DoneBefore,
    NoExtension,
    NothingToDecide,
    NotNow,
    SuspendedBefore,
    TooEarly,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import Command, Who

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
    asks = not stands(report, actor, Who.SUPERVISOR)
    permit(report, Command.ASK_SUSPENSION if asks else Command.SUSPEND, actor)
    if not seen(plea.words):
        raise WordsNeeded(Command.SUSPEND)
    if report.suspended_once:
        raise SuspendedBefore
    if not now < until <= now + LONGEST_REST:
        raise BadEndDate
    if asks:
        _ask_rest(report, plea, until, rules, actor, now)
    else:
        _rest(report, plea, until, rules, actor, now)


def decide_suspension(
    report: Report, words: str, rules: Rules, actor: Actor, now: datetime, *, approve: bool
) -> None:
    """Grant the rest that was asked for, or refuse it and say why."""
    permit(report, Command.DECIDE_SUSPENSION, actor)
    asked = report.suspension
    if asked is None:
        raise NothingToDecide("suspension")
    if not approve and not seen(words):
        raise WordsNeeded(Command.DECIDE_SUSPENSION)
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
    leg = _leg(report, Command.RESUME)
    again = terms(rules, kept(leg.terms), leg, now)
    report.record(h.Resumed(by=actor.id, lapsed=actor.system, terms=again), now)


def extend(report: Report, plea: Plea, rules: Rules, actor: Actor, now: datetime) -> None:
    """Move the deadline by one original limit; whoever may not decide that, asks for it."""
    asks = not stands(report, actor, Who.SUPERVISOR)
    permit(report, Command.ASK_EXTENSION if asks else Command.EXTEND, actor)
    if not seen(plea.words):
        raise WordsNeeded(Command.EXTEND)
    leg = _extensible(report, now)
    if not asks:
        _lengthen(report, leg, plea, actor.id, rules, actor, now)
    elif report.extension is None or report.extension.reason is not plea.reason:
        event = h.ExtensionRequested(
            by=actor.id,
            reason=plea.reason,
            lease_until=renewed(report, rules, actor, now),
            words=sealed(plea.words),
        )
        report.record(event, now)


def decide_extension(
    report: Report, words: str, rules: Rules, actor: Actor, now: datetime, *, approve: bool
) -> None:
    """Grant the time that was asked for, or refuse it and say why."""
    permit(report, Command.DECIDE_EXTENSION, actor)
    asked = report.extension
    if asked is None:
        raise NothingToDecide("extension")
    if not approve and not seen(words):
        raise WordsNeeded(Command.DECIDE_EXTENSION)
    if approve:
        leg = _extensible(report, now)
        _lengthen(report, leg, Plea(asked.reason, words), asked.by, rules, actor, now)
    else:
        report.record(h.ExtensionRefused(by=actor.id, words=sealed(words)), now)


def remind(report: Report, rules: Rules, actor: Actor, now: datetime) -> None:
    """Remind the office, once in a leg, when most of the time is used (催办)."""
    permit(report, Command.REMIND, actor)
    leg = running(report, Command.REMIND)
    if leg.reminded:
        return
    limit = leg.terms.limit
    whole = limit.seconds * (1 + leg.extensions)
    share = 100 * used(leg, limit, rules, now) // whole
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
    if not seen(words):
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


def _ask_rest(
    report: Report, plea: Plea, until: datetime, rules: Rules, actor: Actor, now: datetime
) -> None:
    """Ask for a rest; asking for the same one again is no news."""
    before = report.suspension
    if before and (before.reason, before.until) == (plea.reason, until):
        return
    event = h.SuspensionRequested(
        by=actor.id,
        reason=plea.reason,
        until=until,
        lease_until=renewed(report, rules, actor, now),
        words=sealed(plea.words),
    )
    report.record(event, now)


def _rest(
    report: Report, plea: Plea, until: datetime, rules: Rules, actor: Actor, now: datetime
) -> None:
    leg = running(report, Command.SUSPEND)
    left = terms(rules, kept(leg.terms), leg, now).left
    event = h.Suspended(
        by=actor.id, reason=plea.reason, until=until, left=left, words=sealed(plea.words)
    )
    report.record(event, now)


def _leg(report: Report, command: Command) -> Leg:
    if report.leg is None:
        raise NotNow(command, report.state)
    return report.leg


def _extensible(report: Report, now: datetime) -> Leg:
    leg = running(report, Command.EXTEND)
    if leg.extensions >= EXTENSIONS or verdict(report, now):
        raise NoExtension
    return leg


def _lengthen(
    report: Report,
    leg: Leg,
    plea: Plea,
    asked_by: str,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> None:
    event = h.Extended(
        by=actor.id,
        requested_by=asked_by,
        reason=plea.reason,
        terms=extended(rules, leg, now),
        words=sealed(plea.words),
    )
    report.record(event, now)
