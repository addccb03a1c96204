"""Decisions from the photograph to the office."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from domain.actor import Actor
from domain.category import UnknownCategory
from domain.characters import seen
from domain.kernel import Personal
from domain.report import intake_events as i
from domain.report.leg import Rules, grounds, kept, lease_end, terms
from domain.report.parts import MANY_BOUNCES, Place, running, sealed
from domain.report.permit import entitled, permit, stands
from domain.report.refusals import (
    BadOriginal,
    NotAllowed,
    OnlyTheDesk,
    OwnReport,
    PhotoNeeded,
    UnknownReportPhoto,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import Command, State, Who
from domain.values import Fix, Location, Photo, Role, Source

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


class Original(NamedTuple):
    """The report that is said to have told it first."""

    id: UUID
    state: State
    rider: str


def submit(
    report: Report, seen: Sighting, number: str, rider: str, actor: Actor, now: datetime
) -> None:
    """Say what is wrong, and where: a rider, or an operator for one. Again changes nothing."""
    own = actor.id == rider and actor.holds(Role.RIDER)
    if not own and not actor.holds(Role.OPERATOR):
        raise NotAllowed("submit")
    if report.version:
        return
    if not seen.photos:
        raise PhotoNeeded("submit")
    event = i.Submitted(
        by=actor.id,
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
    sender: str | None = None,
) -> None:
    """Say what the photographs show: facts and flags for a person, never a rejection.

    The facts are personal to `sender`, who took the photographs: the reporter unless named.
    """
    permit(report, Command.INSPECT, actor)
    event = i.Inspected(
        by=actor.id,
        rider=sender or report.rider,
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
    asks = entitled(report, Command.DISPATCH, actor)
    if asks and report.state is State.DISPATCHED and report.office == place.office:
        return
    permit(report, Command.DISPATCH, actor)
    if report.bounces >= MANY_BOUNCES and not stands(report, actor, Who.OPERATOR):
        raise OnlyTheDesk
    definition = rules.category.definition
    same = definition is not None and definition.code == report.category
    wanted = condition or (report.condition if same else None)
    chosen = grounds(rules, wanted, report.last_terms)
    event = i.Dispatched(
        by=actor.id,
        office=place.office,
        community=place.community,
        routing=place.routing,
        terms=terms(rules, chosen, report.legs.get(place.office), now),
    )
    report.record(event, now)


def reclassify(
    report: Report,
    condition: str | None,
    words: str,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> None:
    """Put the report under another category; a running deadline follows."""
    permit(report, Command.RECLASSIFY, actor)
    if not seen(words):
        raise WordsNeeded(Command.RECLASSIFY)
    chosen = grounds(rules, condition, None)
    if chosen.category == report.category:
        return
    if rules.category.retired:
        raise UnknownCategory(chosen.category)
    leg = report.leg if report.leg and report.leg.running else None
    event = i.Reclassified(
        by=actor.id,
        category=chosen.category,
        category_version=chosen.category_version,
        condition=condition,
        terms=terms(rules, chosen, leg, now) if leg else None,
        lease_until=lease_end(rules, chosen.limit, now) if actor.id == report.holder else None,
        words=sealed(words),
    )
    report.record(event, now)


def confirm_deadline(report: Report, rules: Rules, actor: Actor, now: datetime) -> None:
    """Replace a provisional deadline once its calendar is published."""
    permit(report, Command.CONFIRM_DEADLINE, actor)
    leg = running(report, Command.CONFIRM_DEADLINE)
    if not leg.terms.provisional:
        return
    new = terms(rules, kept(leg.terms), leg, now)
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
    if not seen(words):
        raise WordsNeeded(Command.REJECT)
    event = i.Rejected(by=actor.id, reason=reason, accepted=report.accepted, words=sealed(words))
    report.record(event, now)


def duplicate(report: Report, original: Original, actor: Actor, now: datetime) -> None:
    """Say that an earlier report told it already. Saying it again is no news."""
    asks = entitled(report, Command.DUPLICATE, actor)
    if asks and report.state is State.DUPLICATE and report.original == original.id.hex:
        return
    permit(report, Command.DUPLICATE, actor)
    if original.id == report.id or original.state in _NO_ORIGINAL:
        raise BadOriginal(original.id.hex)
    same = original.rider == report.rider
    report.record(i.Duplicated(by=actor.id, original=original.id.hex, same_rider=same), now)


def withdraw(report: Report, actor: Actor, now: datetime) -> None:
    """Let the reporter take the report back. Again is no news."""
    if report.state is State.WITHDRAWN and entitled(report, Command.WITHDRAW, actor):
        return
    permit(report, Command.WITHDRAW, actor)
    report.record(i.Withdrawn(by=actor.id), now)
