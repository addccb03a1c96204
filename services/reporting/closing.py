"""Use cases of the end: done, looked at, disputed, talked about."""

from collections.abc import Sequence
from uuid import UUID

from domain.report import closing, talk
from domain.report.closing_events import Method, Outcome
from domain.report.state import Report
from domain.values import PhotoRole
from services.photos.evidence import known
from services.reporting.context import Asked, Reporting
from services.suishoupai import Change


async def resolve(
    desk: Reporting,
    report: UUID,
    outcome: Outcome,
    words: str,
    photos: Sequence[str],
    asked: Asked,
) -> Change:
    """Declare the problem gone; a fair draw says whether another person looks."""
    chance = desk.randbelow(closing.PERCENT)
    found = await desk.found(photos, asked.actor.id, PhotoRole.AFTER)

    def decide(it: Report) -> None:
        work = closing.Work(outcome, words, known(found))
        closing.resolve(it, work, chance, desk.rules(it.category), asked.actor, desk.now())

    return await desk.change(report, asked, decide, waits=False)


async def verify(
    desk: Reporting,
    report: UUID,
    method: Method,
    words: str,
    photos: Sequence[str],
    asked: Asked,
) -> Change:
    """Close a resolved report."""

    def decide(it: Report) -> None:
        taken = desk.pictures(photos, asked.actor.id, PhotoRole.CHECK)
        closing.verify(it, method, words, taken, asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def object_to(
    desk: Reporting, report: UUID, words: str, photos: Sequence[str], asked: Asked
) -> Change:
    """Dispute a resolution or a rejection of one's own report."""

    def decide(it: Report) -> None:
        taken = desk.pictures(photos, asked.actor.id, PhotoRole.EVIDENCE)
        rules = desk.rules(it.category)
        closing.object_to(it, words, taken, rules, asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def decide_objection(
    desk: Reporting, report: UUID, words: str, asked: Asked, *, uphold: bool
) -> Change:
    """Uphold or dismiss an objection."""

    def decide(it: Report) -> None:
        rules, now = desk.rules(it.category), desk.now()
        closing.decide_objection(it, words, rules, asked.actor, now, uphold=uphold)

    return await desk.change(report, asked, decide)


async def reopen(
    desk: Reporting, report: UUID, words: str, photos: Sequence[str], asked: Asked
) -> Change:
    """Send a report back to work."""

    def decide(it: Report) -> None:
        taken = desk.pictures(photos, asked.actor.id, PhotoRole.CHECK)
        rules = desk.rules(it.category)
        closing.reopen(it, words, taken, rules, asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def ask(desk: Reporting, report: UUID, words: str, asked: Asked) -> Change:
    """Ask the reporter something."""

    def decide(it: Report) -> None:
        talk.ask(it, words, desk.rules(it.category), asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def answer(desk: Reporting, report: UUID, words: str, asked: Asked) -> Change:
    """Answer the office's question."""
    return await desk.change(
        report, asked, lambda it: talk.answer(it, words, asked.actor, desk.now())
    )


async def rate(desk: Reporting, report: UUID, stars: int, words: str, asked: Asked) -> Change:
    """Say how content one is."""

    def decide(it: Report) -> None:
        talk.rate(it, stars, words, desk.rules(it.category), asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def appeal(
    desk: Reporting,
    report: UUID,
    office: str,
    words: str,
    asked: Asked,
    photos: Sequence[str] = (),
) -> Change:
    """Ask that an overdue leg be not counted."""

    def decide(it: Report) -> None:
        taken = desk.pictures(photos, asked.actor.id, PhotoRole.EVIDENCE)
        talk.appeal(it, office, words, asked.actor, desk.now(), taken)

    return await desk.change(report, asked, decide)


async def decide_appeal(
    desk: Reporting, report: UUID, office: str, words: str, asked: Asked, *, uphold: bool
) -> Change:
    """Review an appeal."""

    def decide(it: Report) -> None:
        now = desk.now()
        talk.decide_appeal(it, office, words, asked.actor, now, uphold=uphold)

    return await desk.change(report, asked, decide)
