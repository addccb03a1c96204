"""Decisions of talk: questions, answers, ratings, appeals."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.actor import Actor
from domain.characters import seen
from domain.report import closing_events as c
from domain.report.leg import Rules
from domain.report.parts import renewed, sealed
from domain.report.permit import permit
from domain.report.refusals import (
    BadStars,
    DoneBefore,
    NotAllowed,
    NothingToDecide,
    NotOverdue,
    OwnWork,
    TooLate,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import Command
from domain.values import Photo, Role

STARS = range(1, 6)
REVIEWS = 2


def ask(report: Report, words: str, rules: Rules, actor: Actor, now: datetime) -> None:
    """Ask the reporter something."""
    permit(report, Command.ASK, actor)
    if not seen(words):
        raise WordsNeeded(Command.ASK)
    lease = renewed(report, rules, actor, now)
    report.record(c.Asked(by=actor.id, lease_until=lease, words=sealed(words)), now)


def answer(report: Report, words: str, actor: Actor, now: datetime) -> None:
    """Answer an open question."""
    permit(report, Command.ANSWER, actor)
    if not report.asked:
        raise NothingToDecide("question")
    if not seen(words):
        raise WordsNeeded(Command.ANSWER)
    report.record(c.Answered(by=actor.id, words=sealed(words)), now)


def rate(report: Report, stars: int, words: str, rules: Rules, actor: Actor, now: datetime) -> None:
    """Say how content the reporter is: once, within the city's days, from 1 to 5."""
    permit(report, Command.RATE, actor)
    days = rules.policy.rate_days
    if stars not in STARS:
        raise BadStars
    if report.rated is not None:
        raise DoneBefore(Command.RATE)
    if report.closed_at and now > report.closed_at + timedelta(days=days):
        raise TooLate(Command.RATE, days)
    report.record(c.Rated(by=actor.id, stars=stars, words=sealed(words)), now)


def appeal(
    report: Report,
    office: str,
    words: str,
    actor: Actor,
    now: datetime,
    photos: Sequence[Photo] = (),
) -> None:
    """Ask that an overdue leg be not counted against the office, once for each leg."""
    permit(report, Command.APPEAL, actor, office)
    leg = report.legs.get(office)
    if leg is None or not leg.overdue:
        raise NotOverdue
    if office in report.appeals:
        raise DoneBefore(Command.APPEAL)
    if not seen(words):
        raise WordsNeeded(Command.APPEAL)
    event = c.Appealed(by=actor.id, office=office, photos=list(photos), words=sealed(words))
    report.record(event, now)


def decide_appeal(
    report: Report, office: str, words: str, actor: Actor, now: datetime, *, uphold: bool
) -> None:
    """Review an appeal: first an operator, then a second operator or an admin.

    Either may refuse, which ends it. That the leg was overdue stays a fact; an exemption
    is a second one.
    """
    permit(report, Command.DECIDE_APPEAL, actor)
    reviews = report.appeals.get(office)
    if reviews is None or len(reviews) >= REVIEWS or any(not one.upheld for one in reviews):
        raise NothingToDecide("appeal")
    if not reviews and not actor.holds(Role.OPERATOR):
        raise NotAllowed(Command.DECIDE_APPEAL)
    involved = report.handlers | {report.appellants[office]} | {one.by for one in reviews}
    if actor.id in involved:
        raise OwnWork
    if not seen(words):
        raise WordsNeeded(Command.DECIDE_APPEAL)
    stage = len(reviews) + 1
    event = c.AppealDecided(
        by=actor.id, office=office, stage=stage, upheld=uphold, words=sealed(words)
    )
    report.record(event, now)
    if uphold and stage == REVIEWS:
        report.record(c.Exempted(by=actor.id, office=office), now)
