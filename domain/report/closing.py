"""Decisions of the end: done, looked at, disputed, taken up again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.actor import Actor
from domain.category import ClosingKind, Definition, UnknownCategory
from domain.characters import seen
from domain.clock import Unit, due
from domain.report import closing_events as c
from domain.report.leg import Rules, kept, terms
from domain.report.parts import running, sealed, verdict
from domain.report.permit import permit
from domain.report.refusals import (
    DoneBefore,
    NotAllowed,
    NothingToDecide,
    NotNow,
    ObjectionOpen,
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
LOOKED = (c.Method.VISIT, c.Method.PHOTO_PAIR)
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
    leg = running(report, Command.RESOLVE)
    if _definition(rules).after_photo and not work.photos:
        raise PhotoNeeded(Command.RESOLVE)
    event = c.Resolved(
        by=actor.id,
        office=leg.office,
        handler=actor.id,
        outcome=work.outcome,
        photos=list(work.photos),
        due_at=leg.terms.due_at,
        overdue=verdict(report, now),
        closing=plan(report, chance, rules, now),
        words=sealed(work.words),
    )
    report.record(event, now)


def plan(report: Report, chance: int, rules: Rules, now: datetime) -> c.ClosingPlan:
    """Say how the resolution will be closed: by itself, or after another person looked."""
    closing, version = _definition(rules).closing, rules.category.number
    if closing.kind is ClosingKind.ANOTHER:
        return c.ClosingPlan(drawn=c.Drawn.POLICY, closes_at=None, category_version=version)
    if report.needs_another:
        return c.ClosingPlan(drawn=c.Drawn.FLAGGED, closes_at=None, category_version=version)
    draw = chance % PERCENT
    if draw < closing.sample_percent:
        return c.ClosingPlan(
            drawn=c.Drawn.SAMPLE, closes_at=None, category_version=version, chance=draw
        )
    wait = closing.work_days * Unit.WORK_DAY.seconds
    lapse = due(now, wait, Unit.WORK_DAY, rules.calendar)
    return c.ClosingPlan(
        drawn=None,
        closes_at=lapse.at,
        reporter_may=closing.kind is ClosingKind.REPORTER,
        category_version=version,
        chance=draw,
        calendars=list(lapse.calendars),
        provisional=lapse.provisional,
    )


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
        raise NotNow(Command.VERIFY, report.state)
    if report.objection:
        raise ObjectionOpen
    if actor.system:
        _lapsed(report, resolution.closing, now)
        method = c.Method.LAPSE
    elif actor.id == report.rider:
        if not resolution.closing.reporter_may or report.needs_another:
            raise OwnWork
        method = c.Method.REPORTER
    else:
        _uninvolved(report, actor)
        if method not in LOOKED:
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
    if not seen(words):
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
    if report.objection is None:
        raise NothingToDecide("objection")
    _uninvolved(report, actor)
    if actor.id == report.closed_by:
        raise OwnWork
    if not seen(words):
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
    if not seen(words):
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
    last = report.last_terms if report.state in _TO_THE_OFFICE else None
    event = c.Reopened(
        by=actor.id,
        cause=cause,
        state_from=report.state,
        terms=terms(rules, kept(last), report.leg, now) if last else None,
        photos=list(photos),
        words=sealed(words),
    )
    report.record(event, now)


def _lapsed(report: Report, closing: c.ClosingPlan, now: datetime) -> None:
    if report.needs_another or closing.closes_at is None or now < closing.closes_at:
        raise TooEarly


def _definition(rules: Rules) -> Definition:
    if rules.category.definition is None:
        raise UnknownCategory("?")
    return rules.category.definition


def _uninvolved(report: Report, actor: Actor) -> None:
    if actor.id in report.handlers or actor.id == report.rider:
        raise OwnWork


def _in_time(report: Report, command: Command, days: int, now: datetime) -> None:
    if report.closed_at and now > report.closed_at + timedelta(days=days):
        raise TooLate(command, days)
