"""Decisions from the photograph to the office."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from domain.actor import Actor
from domain.kernel import Personal
from domain.report import intake_events as i
from domain.report.leg import Leg, Rules, terms
from domain.report.permit import permit
from domain.report.refusals import (
    BadOriginal,
    OwnReport,
    PhotoNeeded,
    UnknownReportPhoto,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import Command, State
from domain.report.terms import Routing
from domain.values import Fix, Location, Photo, Source

_NO_ORIGINAL = frozenset({State.DUPLICATE, State.REJECTED, State.WITHDRAWN})


class Sighting(NamedTuple):
    """What a rider saw, where, and how the place is known."""

    category: str
    category_version: int
    condition: str | None
    location: Location
    datum: str
    source: Source
    photos: Sequence[Photo]
    note: str | None = None
    answers: dict[str, str] | None = None
    fix: Fix | None = None


class Place(NamedTuple):
    """Where a report goes, and why."""

    office: str
    community: str | None
    routing: Routing


class Original(NamedTuple):
    """The report that is said to have told it first."""

    id: UUID
    state: State
    rider: str


def submit(report: Report, seen: Sighting, number: str, rider: str, by: str, now: datetime) -> None:
    """Say what is wrong, and where. Saying it again changes nothing."""
    if report.version:
        return
    if not seen.photos:
        raise PhotoNeeded("submit")
    event = i.Submitted(
        by=by,
        rider=rider,
        number=number,
        category=seen.category,
        category_version=seen.category_version,
        condition=seen.condition,
        location=seen.location,
        datum=seen.datum,
        source=seen.source,
        photos=list(seen.photos),
        note=sealed(seen.note),
        answers=Personal(value=seen.answers) if seen.answers else None,
        fix=Personal(value=seen.fix) if seen.fix else None,
    )
    report.record(event, now)


def inspect(
    report: Report,
    flags: Sequence[i.FlagRaised],
    facts: list[dict[str, str]],
    rule_version: int,
    actor: Actor,
    now: datetime,
    *,
    holds: bool,
) -> None:
    """Say what the photographs show: facts and flags for a person, never a rejection."""
    permit(report, Command.INSPECT, actor)
    event = i.Inspected(
        by=actor.id,
        rider=report.rider,
        rule_version=rule_version,
        flags=list(flags),
        holds=holds,
        facts=Personal(value=facts) if facts else None,
    )
    report.record(event, now)


def dispatch(
    report: Report, place: Place, condition: str | None, rules: Rules, actor: Actor, now: datetime
) -> None:
    """Give the report to an office, with its deadline. To the same office: no news."""
    if report.state is State.DISPATCHED and report.office == place.office:
        return
    permit(report, Command.DISPATCH, actor)
    grounds = rules.category.condition(condition or report.condition)
    event = i.Dispatched(
        by=actor.id,
        office=place.office,
        community=place.community,
        routing=place.routing,
        terms=terms(rules, grounds, _former(report, place.office), now),
    )
    report.record(event, now)


def reclassify(
    report: Report,
    condition: str | None,
    reason: str,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> None:
    """Put the report under another category; a running deadline follows."""
    permit(report, Command.RECLASSIFY, actor)
    definition = rules.category.definition
    if not reason.strip():
        raise WordsNeeded(Command.RECLASSIFY)
    if definition is None or definition.code == report.category:
        return
    running = report.leg if report.state in (State.DISPATCHED, State.CLAIMED) else None
    found = rules.category.condition(condition)
    event = i.Reclassified(
        by=actor.id,
        category=definition.code,
        category_version=rules.category.number,
        reason=reason,
        terms=terms(rules, found, running, now) if running else None,
    )
    report.record(event, now)


def confirm_deadline(report: Report, rules: Rules, actor: Actor, now: datetime) -> None:
    """Replace a provisional deadline once its calendar is published."""
    permit(report, Command.CONFIRM_DEADLINE, actor)
    leg = report.leg
    if leg is None or not leg.terms.provisional:
        return
    new = terms(rules, rules.category.condition(leg.terms.condition), leg, now)
    if not new.provisional:
        report.record(i.DeadlineConfirmed(by=actor.id, was=leg.terms.due_at, terms=new), now)


def corroborate(
    report: Report,
    photos: Sequence[Photo],
    note: str | None,
    fix: Fix | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Let another rider confirm the problem with a photograph of their own."""
    if actor.id == report.rider or actor.id in report.corroborators:
        raise OwnReport
    permit(report, Command.CORROBORATE, actor)
    if not photos:
        raise PhotoNeeded(Command.CORROBORATE)
    event = i.Corroborated(
        by=actor.id,
        rider=actor.id,
        photos=list(photos),
        note=sealed(note),
        fix=Personal(value=fix) if fix else None,
    )
    report.record(event, now)


def add_photos(report: Report, photos: Sequence[Photo], actor: Actor, now: datetime) -> None:
    """Let the reporter show more. Photographs it has already are no news."""
    permit(report, Command.ADD_PHOTOS, actor)
    known = {photo.id for photo in report.photos}
    new = [photo for photo in photos if photo.id not in known]
    if not photos:
        raise PhotoNeeded(Command.ADD_PHOTOS)
    if new:
        report.record(i.PhotoAdded(by=actor.id, photos=new), now)


def release_photo(report: Report, photo: str, actor: Actor, now: datetime) -> None:
    """Let the public see a photograph. Again is no news."""
    permit(report, Command.RELEASE_PHOTO, actor)
    if photo not in {one.id for one in report.photos}:
        raise UnknownReportPhoto
    if photo not in report.released:
        report.record(i.PhotoReleased(by=actor.id, photo=photo), now)


def reject(report: Report, reason: i.RejectReason, words: str, actor: Actor, now: datetime) -> None:
    """Refuse to take the report up, in words the rider will read."""
    permit(report, Command.REJECT, actor)
    if not words.strip():
        raise WordsNeeded(Command.REJECT)
    event = i.Rejected(by=actor.id, reason=reason, accepted=report.accepted, words=sealed(words))
    report.record(event, now)


def duplicate(report: Report, original: Original, actor: Actor, now: datetime) -> None:
    """Say that an earlier report told it already. Saying it again is no news."""
    if report.state is State.DUPLICATE and report.original == original.id.hex:
        return
    permit(report, Command.DUPLICATE, actor)
    if original.id == report.id or original.state in _NO_ORIGINAL:
        raise BadOriginal(original.id.hex)
    same = original.rider == report.rider
    report.record(i.Duplicated(by=actor.id, original=original.id.hex, same_rider=same), now)


def withdraw(report: Report, actor: Actor, now: datetime) -> None:
    """Let the reporter take the report back. Again is no news."""
    if report.state is State.WITHDRAWN and actor.id == report.rider:
        return
    permit(report, Command.WITHDRAW, actor)
    report.record(i.Withdrawn(by=actor.id), now)


def sealed(words: str | None) -> Personal[str] | None:
    """Wrap words for sealing; blank ones are none."""
    return Personal(value=words.strip()) if words and words.strip() else None


def _former(report: Report, office: str) -> Leg | None:
    return report.legs.get(office)
