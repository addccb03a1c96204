"""Use cases from the photograph to the office."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple
from uuid import UUID

from domain.datum import Datum, from_e7, to_e7, to_wgs84
from domain.evidence import EVIDENCE_RULE_VERSION, Finding, holds_points
from domain.report import intake, parts
from domain.report.intake_events import FlagRaised, RejectReason
from domain.report.refusals import BadOriginal, DailyReports
from domain.report.seconding import second
from domain.report.state import Report
from domain.report.table import State
from domain.report.terms import Routing
from domain.values import Fix, Location, PhotoRole, Source
from services.chinaday import until_midnight
from services.number import new_number
from services.photos.evidence import known
from services.reporting.context import Asked, Reporting, UnknownReport
from services.reporting.looking import Look, Looked, look_alone
from services.rounds import Wish
from services.suishoupai import Change, Guards

OPERATOR_RULE = 1


class Draft(NamedTuple):
    """What a rider sends in: coordinates in the datum they name, in 1e-7 degree."""

    category: str
    condition: str | None
    photos: Sequence[str]
    place: Fix
    datum: Datum
    source: Source
    note: str | None = None
    answers: dict[str, str] | None = None


async def submit(
    desk: Reporting,
    draft: Draft,
    rider: str,
    asked: Asked,
    look: Look | None = None,
    allow: Callable[[], None] = lambda: None,
) -> Change:
    """File a new report for `rider`; asking again answers with the one that was filed.

    An operator, who has listened, may file for a rider who is blocked.
    `look` brings the city's book up to date and finds the photographs; left out, that is
    done here, and of today there are none. `allow` may refuse, as may the decision itself.
    """
    report = await desk.ids.next()
    number = new_number(desk.randbits)

    def decide(it: Report, found: Looked) -> Guards:
        rests = desk.unblocked(asked.actor)
        most, now = desk.book.policy.daily_reports, desk.now()
        allow()
        if found.sent_today >= most:
            raise DailyReports(most, until_midnight(now))
        category = desk.category(draft.category)
        if draft.condition is not None:
            category.condition(draft.condition)
        category.check(draft.answers or {})
        seen = intake.Sighting(
            category=draft.category,
            category_version=category.number,
            condition=draft.condition,
            location=on_wgs84(draft.place, draft.datum),
            datum=draft.datum,
            source=draft.source,
            photos=known(found.photos),
            note=draft.note,
            answers=draft.answers,
            fix=draft.place,
        )
        intake.submit(it, seen, number, rider, asked.actor, now)
        return rests

    look = look or partial(look_alone, desk, draft.photos, asked.actor.id)
    return await desk.app.begin((Report, report), look, decide, asked.command, asked.guards)


def on_wgs84(place: Fix, datum: Datum) -> Location:
    """Turn what was sent into the public place on WGS-84."""
    lon, lat = to_wgs84(from_e7(place.lon_e7), from_e7(place.lat_e7), datum)
    return Location(lon_e7=to_e7(lon), lat_e7=to_e7(lat))


class Seen(NamedTuple):
    """What an inspection saw on somebody's photographs."""

    sender: str
    findings: Sequence[Finding]
    facts: list[dict[str, str]]


def inspected(desk: Reporting, report: UUID, seen: Seen, asked: Asked) -> Wish:
    """Record what the photographs and the place say."""
    flags = [
        FlagRaised(flag=one.flag, photo=one.photo, measured=one.measured, other=one.other)
        for one in seen.findings
    ]
    holds, rules, sender = holds_points(seen.findings), EVIDENCE_RULE_VERSION, seen.sender

    def decide(it: Report) -> None:
        by, now = asked.actor, desk.now()
        intake.inspect(it, flags, seen.facts, rules, by, now, holds=holds, sender=sender)

    return desk.wish(report, asked, decide)


def dispatched_by_rule(desk: Reporting, report: UUID, asked: Asked) -> Wish:
    """Send a report to the office whose ground it lies on; no event leaves it to the desk.

    Only on its first way: what was dispatched, or taken up again, is a person's affair.
    """

    def decide(it: Report) -> Guards | None:
        placed = desk.placement(it.location)
        if placed.office is None or it.accepted or it.round > 1:
            return None
        routing = Routing(
            rule=placed.rule,
            rule_version=placed.rule_version,
            matched=list(placed.matched),
            boundary=placed.boundary,
        )
        return _dispatch(desk, it, placed.office, None, routing, asked)

    return desk.wish(report, asked, decide)


async def dispatch(
    desk: Reporting, report: UUID, office: str, condition: str | None, asked: Asked
) -> Change:
    """Send a report to the office the operator names."""
    routing = Routing(rule="operator", rule_version=OPERATOR_RULE)
    return await desk.change(
        report, asked, lambda it: _dispatch(desk, it, office, condition, routing, asked)
    )


def _dispatch(
    desk: Reporting,
    it: Report,
    office: str,
    condition: str | None,
    routing: Routing,
    asked: Asked,
) -> Guards:
    """Decide it; it rests on the office's being open."""
    still_open = desk.open_office(office)
    place = parts.Place(office, desk.community(it.location, office), routing)
    intake.dispatch(it, place, condition, desk.rules(it.category), asked.actor, desk.now())
    return still_open


async def reclassify(
    desk: Reporting, report: UUID, category: str, condition: str | None, reason: str, asked: Asked
) -> Change:
    """Put a report under another category."""

    def decide(it: Report) -> None:
        desk.category(category)
        rules = desk.rules(category)
        intake.reclassify(it, condition, reason, rules, asked.actor, desk.now())

    return await desk.change(report, asked, decide)


async def corroborate(
    desk: Reporting,
    report: UUID,
    photos: Sequence[str],
    note: str | None,
    place: Fix | None,
    asked: Asked,
    allow: Callable[[], None] = lambda: None,
) -> Change:
    """Confirm somebody else's report with a photograph. `allow` may refuse, as in `submit`."""

    def decide(it: Report) -> Guards:
        rests = desk.unblocked(asked.actor)
        allow()
        taken = desk.pictures(photos, asked.actor.id, PhotoRole.EVIDENCE)
        intake.corroborate(it, taken, note, place, asked.actor, desk.now())
        return rests

    return await desk.change(report, asked, decide)


async def add_photos(desk: Reporting, report: UUID, photos: Sequence[str], asked: Asked) -> Change:
    """Add photographs to one's own report."""
    found = await desk.found(photos, asked.actor.id, PhotoRole.BEFORE)

    def decide(it: Report) -> Guards:
        rests = desk.unblocked(asked.actor)
        intake.add_photos(it, known(found), asked.actor, desk.now())
        return rests

    return await desk.change(report, asked, decide)


async def release_photo(desk: Reporting, report: UUID, photo: str, asked: Asked) -> Change:
    """Let the public see a photograph."""
    return await desk.change(
        report, asked, lambda it: intake.release_photo(it, photo, asked.actor, desk.now())
    )


async def reject(
    desk: Reporting, report: UUID, reason: RejectReason, words: str, asked: Asked
) -> Change:
    """Refuse to take a report up."""
    return await desk.change(
        report, asked, lambda it: intake.reject(it, reason, words, asked.actor, desk.now())
    )


async def duplicate(desk: Reporting, report: UUID, original: UUID, asked: Asked) -> Change:
    """Say that another report told it first; that one learns of it in the same breath."""
    if original == report:
        raise BadOriginal(original.hex)

    def decide(it: Report, first: Report) -> None:
        desk.ready(it, asked)
        if not first.version:
            raise UnknownReport
        already, now = it.state is State.DUPLICATE, desk.now()
        told = intake.Original(first.id, first.state, first.rider)
        intake.duplicate(it, told, asked.actor, now)
        if not already:
            second(first, it, asked.actor, now)

    things = [(Report, report), (Report, original)]
    return await desk.app.change(things, decide, asked.command, asked.guards)


async def withdraw(desk: Reporting, report: UUID, asked: Asked) -> Change:
    """Take one's own report back."""
    return await desk.change(report, asked, lambda it: intake.withdraw(it, asked.actor, desk.now()))
