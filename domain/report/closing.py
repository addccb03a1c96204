"""Decisions of the end: done, looked at, disputed, taken up again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.actor import Actor
from domain.category import ClosingKind
from domain.clock import Unit, due, is_overdue
from domain.report import closing_events as c
from domain.report.intake import sealed
from domain.report.leg import Rules, terms
from domain.report.permit import permit
from domain.report.refusals import (
    DoneBefore,
    NotAllowed,
    NothingToDecide,
    OwnWork,
    PhotoNeeded,
    TooEarly,
    TooLate,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import Command, State
from domain.values import Photo

PERCENT = 100
_AGAINST = {
    State.RESOLVED: c.Against.RESOLUTION,
    State.VERIFIED: c.Against.RESOLUTION,
    State.REJECTED: c.Against.REJECTION,
    State.DUPLICATE: c.Against.DUPLICATE,
}
_TO_THE_OFFICE = (State.RESOLVED, State.VERIFIED)


class Work(NamedTuple):
    """What the handler did, and what shows it."""

    outcome: c.Outcome
    words: str
    photos: Sequence[Photo]


def resolve(
    report: Report, work: Work, chance: int, rules: Rules, actor: Actor, now: datetime
) -> None:
    """Declare the problem gone; the handling clock stops, the verdict is spoken.

    `chance` is a fair draw from 0 to 99: below the category's share, another person looks.
    """
    permit(report, Command.RESOLVE, actor)
    definition, leg = rules.category.definition, report.leg
    if definition is None or leg is None:
        raise NotAllowed(Command.RESOLVE)
    if definition.after_photo and not work.photos:
        raise PhotoNeeded(Command.RESOLVE)
    event = c.Resolved(
        by=actor.id,
        office=leg.office,
        handler=actor.id,
        outcome=work.outcome,
        photos=list(work.photos),
        due_at=leg.terms.due_at,
        overdue=is_overdue(leg.terms.due_at, now),
        closing=plan(report, chance, rules, now),
        words=sealed(work.words),
    )
    report.record(event, now)


def plan(report: Report, chance: int, rules: Rules, now: datetime) -> c.ClosingPlan:
    """Say how the resolution will be closed: by itself, or after another person looked."""
    definition = rules.category.definition
    if definition is None:
        raise NotAllowed(Command.RESOLVE)
    closing = definition.closing
    if closing.kind is ClosingKind.ANOTHER:
        return c.ClosingPlan(drawn=c.Drawn.POLICY, closes_at=None)
    if report.holds or report.flags:
        return c.ClosingPlan(drawn=c.Drawn.FLAGGED, closes_at=None)
    if chance % PERCENT < closing.sample_percent:
        return c.ClosingPlan(drawn=c.Drawn.SAMPLE, closes_at=None)
    wait = closing.work_days * Unit.WORK_DAY.seconds
    closes_at = due(now, wait, Unit.WORK_DAY, rules.calendar).at
    reporter = closing.kind is ClosingKind.REPORTER
    return c.ClosingPlan(drawn=None, closes_at=closes_at, reporter_may=reporter)


def verify(
    report: Report,
    method: c.Method,
    words: str,
    photos: Sequence[Photo],
    actor: Actor,
    now: datetime,
) -> None:
    """Close a resolved report: somebody else looked, or nobody objected in time."""
    permit(report, Command.VERIFY, actor)
    resolution = report.resolution
    if resolution is None:
        raise NotAllowed(Command.VERIFY)
    closing = resolution.closing
    if actor.system:
        _lapsed(report, closing, now)
        method = c.Method.LAPSE
    elif actor.id == report.rider:
        if not closing.reporter_may:
            raise OwnWork
        method = c.Method.REPORTER
    else:
        _uninvolved(report, actor)
        if method not in (c.Method.VISIT, c.Method.PHOTO_PAIR):
            raise NotAllowed(Command.VERIFY)
        if not photos and (method is c.Method.VISIT or not resolution.photos):
            raise PhotoNeeded(Command.VERIFY)
    event = c.Verified(by=actor.id, method=method, photos=list(photos), words=sealed(words))
    report.record(event, now)


def object_to(
    report: Report,
    words: str,
    photos: Sequence[Photo],
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> None:
    """Let the reporter dispute a resolution or a rejection, once for each."""
    permit(report, Command.OBJECT, actor)
    if not words.strip():
        raise WordsNeeded(Command.OBJECT)
    if report.objected:
        raise DoneBefore(Command.OBJECT)
    _in_time(report, Command.OBJECT, rules.policy.reopen_days, now)
    event = c.Objected(
        by=actor.id, against=_AGAINST[report.state], photos=list(photos), words=sealed(words)
    )
    report.record(event, now)


def decide_objection(
    report: Report, words: str, rules: Rules, actor: Actor, now: datetime, *, uphold: bool
) -> None:
    """Uphold or dismiss the reporter's objection; nobody judges their own work."""
    permit(report, Command.DECIDE_OBJECTION, actor)
    _uninvolved(report, actor)
    if report.objection is None:
        raise NothingToDecide("objection")
    if not words.strip():
        raise WordsNeeded(Command.DECIDE_OBJECTION)
    if uphold:
        _live_again(report, c.ReopenCause.OBJECTION, words, (), rules, actor, now)
    else:
        report.record(c.ObjectionDismissed(by=actor.id, words=sealed(words)), now)


def reopen(
    report: Report,
    words: str,
    photos: Sequence[Photo],
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> None:
    """Send a report back to work: the check failed, an audit or a complaint says so."""
    permit(report, Command.REOPEN, actor)
    _uninvolved(report, actor)
    if not words.strip():
        raise WordsNeeded(Command.REOPEN)
    _in_time(report, Command.REOPEN, rules.policy.reopen_days, now)
    match report.state:
        case State.RESOLVED:
            cause = c.ReopenCause.CHECK_FAILED
        case State.VERIFIED:
            cause = c.ReopenCause.AUDIT
        case _:
            cause = c.ReopenCause.COMPLAINT
    _live_again(report, cause, words, photos, rules, actor, now)


def _live_again(
    report: Report,
    cause: c.ReopenCause,
    words: str,
    photos: Sequence[Photo],
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> None:
    to_office = report.state in _TO_THE_OFFICE
    condition = rules.category.condition(report.condition)
    event = c.Reopened(
        by=actor.id,
        cause=cause,
        state_from=report.state,
        terms=terms(rules, condition, report.leg, now) if to_office else None,
        photos=list(photos),
        words=sealed(words),
    )
    report.record(event, now)


def _lapsed(report: Report, closing: c.ClosingPlan, now: datetime) -> None:
    if closing.drawn or report.objection or closing.closes_at is None or now < closing.closes_at:
        raise TooEarly


def _uninvolved(report: Report, actor: Actor) -> None:
    if actor.id in report.handlers or actor.id == report.rider:
        raise OwnWork


def _in_time(report: Report, command: Command, days: int, now: datetime) -> None:
    if report.closed_at and now > report.closed_at + timedelta(days=days):
        raise TooLate(command, days)
