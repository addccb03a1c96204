"""Decisions at the office: claim, tell, entrust, let go, send on."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.actor import Actor
from domain.characters import seen
from domain.report import handling_events as h
from domain.report.leg import Rules, grounds, lease_end, terms
from domain.report.parts import MANY_BOUNCES, Place, renewed, running, sealed, verdict
from domain.report.permit import entitled, permit, stands
from domain.report.refusals import (
    AlreadyClaimed,
    LeaseRuns,
    NotAllowed,
    OnlyTheDesk,
    SameOffice,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import Command, Who
from domain.values import Photo


class Why(NamedTuple):
    """Why an office sends a report away: a reason everybody knows, and words."""

    reason: h.ReturnReason
    words: str


def claim(report: Report, holder: str, rules: Rules, actor: Actor, now: datetime) -> None:
    """Take the work on, or give it to a crew member. Claiming again is no news."""
    entitled_here = entitled(report, Command.CLAIM, actor)
    if report.holder and report.lease_until and entitled_here:
        if report.holder == holder:
            return
        raise AlreadyClaimed(report.holder, report.lease_until)
    permit(report, Command.CLAIM, actor)
    if holder != actor.id and not stands(report, actor, Who.SUPERVISOR):
        raise NotAllowed(Command.CLAIM)
    until = lease_end(rules, running(report, Command.CLAIM).terms.limit, now)
    report.record(h.Claimed(by=actor.id, holder=holder, lease_until=until), now)


def regrade(
    report: Report, condition: str, words: str, rules: Rules, actor: Actor, now: datetime
) -> None:
    """Set the filing condition; the deadline follows, with the time already used."""
    permit(report, Command.REGRADE, actor)
    leg = running(report, Command.REGRADE)
    if not seen(words):
        raise WordsNeeded(Command.REGRADE)
    chosen = grounds(rules, condition, leg.terms)
    if chosen.condition != report.condition:
        event = h.Regraded(
            by=actor.id,
            terms=terms(rules, chosen, leg, now),
            lease_until=renewed(report, rules, actor, now),
            words=sealed(words),
        )
        report.record(event, now)


def entrust(report: Report, unit: str, rules: Rules, actor: Actor, now: datetime) -> None:
    """Ask a responsible unit to do the work. The same unit again is no news."""
    permit(report, Command.ENTRUST, actor)
    if not seen(unit):
        raise WordsNeeded(Command.ENTRUST)
    if unit.strip() != report.unit:
        lease = renewed(report, rules, actor, now)
        report.record(h.Entrusted(by=actor.id, unit=unit.strip(), lease_until=lease), now)


def progress(
    report: Report,
    words: str,
    photos: Sequence[Photo],
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> None:
    """Tell how the work goes; the claim is renewed."""
    permit(report, Command.PROGRESS, actor)
    if not seen(words) and not photos:
        raise WordsNeeded(Command.PROGRESS)
    until = lease_end(rules, running(report, Command.PROGRESS).terms.limit, now)
    event = h.Progressed(by=actor.id, lease_until=until, photos=list(photos), words=sealed(words))
    report.record(event, now)


def note(report: Report, words: str, rules: Rules, actor: Actor, now: datetime) -> None:
    """Leave a note for staff."""
    permit(report, Command.NOTE, actor)
    if not seen(words):
        raise WordsNeeded(Command.NOTE)
    lease = renewed(report, rules, actor, now)
    report.record(h.Noted(by=actor.id, lease_until=lease, words=sealed(words)), now)


def release(report: Report, actor: Actor, now: datetime) -> None:
    """Let go of a claim: given up, handed over by a supervisor, or lapsed."""
    permit(report, Command.RELEASE, actor)
    holder, until = report.holder or "", report.lease_until
    if actor.system:
        if until and now < until:
            raise LeaseRuns
        cause = h.ReleaseCause.LAPSED
    else:
        own = actor.id == holder
        cause = h.ReleaseCause.GIVEN_UP if own else h.ReleaseCause.HANDED_OVER
    report.record(h.Released(by=actor.id, holder=holder, cause=cause), now)


def send_back(report: Report, why: Why, suggested: str | None, actor: Actor, now: datetime) -> None:
    """Return the report to the operator's desk (回退)."""
    permit(report, Command.RETURN, actor)
    _explained(why, Command.RETURN)
    if report.bounces >= MANY_BOUNCES:
        raise OnlyTheDesk
    event = h.Returned(
        by=actor.id,
        office=report.office or "",
        reason=why.reason,
        suggested=suggested,
        overdue=verdict(report, now),
        words=sealed(why.words),
    )
    report.record(event, now)


def transfer(
    report: Report, place: Place, why: Why, rules: Rules, actor: Actor, now: datetime
) -> None:
    """Send the report on to another office, with a new leg (转派)."""
    permit(report, Command.TRANSFER, actor)
    _explained(why, Command.TRANSFER)
    if place.office == report.office:
        raise SameOffice
    if report.bounces >= MANY_BOUNCES and not stands(report, actor, Who.OPERATOR):
        raise OnlyTheDesk
    chosen = grounds(rules, report.condition, report.last_terms)
    event = h.Transferred(
        by=actor.id,
        office_from=report.office or "",
        office=place.office,
        community=place.community,
        reason=why.reason,
        overdue=bool(report.office) and verdict(report, now),
        routing=place.routing,
        terms=terms(rules, chosen, report.legs.get(place.office), now),
        words=sealed(why.words),
    )
    report.record(event, now)


def _explained(why: Why, command: Command) -> None:
    if not seen(why.words):
        raise WordsNeeded(command)
