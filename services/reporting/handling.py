"""Use cases of an office: who holds the work, how it goes, where it goes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from domain.report import handling, intake, parts, resting
from domain.report.state import Report
from domain.report.terms import Routing
from domain.values import PhotoRole
from services.reporting.context import Asked, Reporting
from services.suishoupai import Change, Guards

TRANSFER_RULE = 1


async def claim(desk: Reporting, report: UUID, holder: str | None, asked: Asked) -> Change:
    """Take the work on, or give it to `holder`."""

    def decide(it: Report) -> None:
        who = holder or asked.actor.id
        handling.claim(it, who, desk.rules(it.category), asked.actor, desk.now())

    return await desk.change(report, asked, decide, waits=False)


async def regrade(
    desk: Reporting, report: UUID, condition: str, reason: str, asked: Asked
) -> Change:
    """Set the filing condition."""

    def decide(it: Report) -> None:
        rules = desk.rules(it.category)
        handling.regrade(it, condition, reason, rules, asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def entrust(desk: Reporting, report: UUID, unit: str, asked: Asked) -> Change:
    """Hand the work to a responsible unit."""

    def decide(it: Report) -> None:
        handling.entrust(it, unit, desk.rules(it.category), asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def progress(
    desk: Reporting, report: UUID, words: str, photos: Sequence[str], asked: Asked
) -> Change:
    """Tell how the work goes."""

    def decide(it: Report) -> None:
        taken = desk.pictures(photos, asked.actor.id, PhotoRole.EVIDENCE)
        rules = desk.rules(it.category)
        handling.progress(it, words, taken, rules, asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def note(desk: Reporting, report: UUID, words: str, asked: Asked) -> Change:
    """Leave a note for staff."""

    def decide(it: Report) -> None:
        handling.note(it, words, desk.rules(it.category), asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def release(desk: Reporting, report: UUID, asked: Asked) -> Change:
    """Let go of a claim."""
    return await desk.change(
        report, asked, lambda it: handling.release(it, asked.actor, desk.now())
    )


async def send_back(
    desk: Reporting, report: UUID, why: handling.Why, suggested: str | None, asked: Asked
) -> Change:
    """Return a report to the operator's desk."""

    def decide(it: Report) -> None:
        if suggested is not None:
            desk.open_office(suggested)
        handling.send_back(it, why, suggested, asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def transfer(
    desk: Reporting, report: UUID, office: str, why: handling.Why, asked: Asked
) -> Change:
    """Send a report on to another office."""

    def decide(it: Report) -> Guards:
        still_open = desk.open_office(office)
        routing = Routing(rule="transfer", rule_version=TRANSFER_RULE)
        place = parts.Place(office, desk.community(it.location, office), routing)
        rules = desk.rules(it.category)
        handling.transfer(it, place, why, rules, asked.actor, desk.now())
        return still_open

    return await desk.change(report, asked, decide)


async def suspend(
    desk: Reporting, report: UUID, plea: resting.Plea, until: datetime, asked: Asked
) -> Change:
    """Let a report rest, or ask for it."""

    def decide(it: Report) -> None:
        rules = desk.rules(it.category)
        end = until.astimezone(UTC)
        resting.suspend(it, plea, end, rules, asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def decide_suspension(
    desk: Reporting, report: UUID, words: str, asked: Asked, *, approve: bool
) -> Change:
    """Grant or refuse a rest."""

    def decide(it: Report) -> None:
        rules, now = desk.rules(it.category), desk.now()
        resting.decide_suspension(it, words, rules, asked.actor, now, approve=approve)

    return await desk.change(report, asked, decide)


async def resume(desk: Reporting, report: UUID, asked: Asked) -> Change:
    """End a rest."""

    def decide(it: Report) -> None:
        resting.resume(it, desk.rules(it.category), asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def extend(desk: Reporting, report: UUID, plea: resting.Plea, asked: Asked) -> Change:
    """Move the deadline, or ask for it."""

    def decide(it: Report) -> None:
        resting.extend(it, plea, desk.rules(it.category), asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def decide_extension(
    desk: Reporting, report: UUID, words: str, asked: Asked, *, approve: bool
) -> Change:
    """Grant or refuse more time."""

    def decide(it: Report) -> None:
        rules, now = desk.rules(it.category), desk.now()
        resting.decide_extension(it, words, rules, asked.actor, now, approve=approve)

    return await desk.change(report, asked, decide)


async def remind(desk: Reporting, report: UUID, asked: Asked) -> Change:
    """Remind the office that the deadline is near."""

    def decide(it: Report) -> None:
        resting.remind(it, desk.rules(it.category), asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def escalate(desk: Reporting, report: UUID, words: str, asked: Asked) -> Change:
    """Tell a superior."""

    def decide(it: Report) -> None:
        resting.escalate(it, words, desk.rules(it.category), asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def confirm_deadline(desk: Reporting, report: UUID, asked: Asked) -> Change:
    """Replace a provisional deadline once its calendar is published."""

    def decide(it: Report) -> None:
        intake.confirm_deadline(it, desk.rules(it.category), asked.actor, desk.now())

    return await desk.change(report, asked, decide)
