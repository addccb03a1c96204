"""A rider's telephone number, shown to an operator: the log says so before anybody reads it."""

import asyncio
from math import ceil
from typing import ClassVar, NamedTuple
from uuid import UUID

from domain.errors import Refused
from domain.people import Disclosures, RiderRegistered
from domain.report.state import Report
from domain.streams import disclosures_stream, rider_stream
from services.limits import RateLimited
from services.reporting.context import Asked, Reporting, UnknownReport
from services.suishoupai import Change, Suishoupai


class ContactGone(Refused):
    """The number was erased with its rider, or there never was one."""

    code: ClassVar[str] = "contact-gone"

    def __init__(self) -> None:
        super().__init__("The contact was erased, or never given.")


class Contact(NamedTuple):
    """How to reach the rider of a report, and the change that says who wanted to know."""

    phone: str
    change: Change


async def reveal(desk: Reporting, report: UUID, purpose: str, asked: Asked) -> Contact:
    """Record the look, and only then open the number; without the record nothing is opened.

    The same command again is the same look. Raises UnknownReport, RateLimited where it would
    be one of too many within an hour, whichever process they came through, and ContactGone:
    the record then says that somebody asked.
    """
    staff = asked.actor.id

    def decide(seen: Disclosures) -> None:
        rider, now = _rider(desk, report), desk.now()
        if wait := seen.pause(now):
            raise RateLimited(ceil(wait.total_seconds()))
        seen.reveal(staff, rider, purpose, now, report.hex)

    things = [(Disclosures, disclosures_stream(staff))]
    change = await desk.app.change(things, decide, asked.command, asked.guards)
    return Contact(await asyncio.to_thread(_opened, desk, report), change)


def _rider(desk: Reporting, report: UUID) -> str:
    found = desk.app.load(Report, report)
    if not found.version:
        raise UnknownReport
    return found.rider


def _opened(desk: Reporting, report: UUID) -> str:
    phone = _phone(desk.app, _rider(desk, report))
    if phone is None:
        raise ContactGone
    return phone


def _phone(app: Suishoupai, rider: str) -> str | None:
    for step in app.opened(rider_stream(rider), 1):
        if isinstance(step.event, RiderRegistered) and step.event.person:
            person = step.event.person.value
            return person.phone if person else None
    return None
