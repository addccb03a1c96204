"""What each event makes of a report in its queues."""

from typing import assert_never, cast

from msgspec.structs import replace

from domain.kernel import Event, Step
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.report.events import ClosingEvent, HandlingEvent, IntakeEvent
from projections.queues.case import Case, closed, leg, released, rested, timed, with_photos
from services.eventlog.instants import to_micros


def follow(case: Case | None, step: Step[Event]) -> Case:
    """Return the case as one event leaves it.

    One match for each chapter of its life, so that mypy proves that none is left out.
    """
    event, at = step.event, to_micros(step.at)
    if isinstance(event, i.Submitted):
        new = _submitted(event, at)
    elif case is None:
        raise LookupError("a report begins by being submitted")
    elif isinstance(event, IntakeEvent):
        new = _intake(case, event, at)
    elif isinstance(event, HandlingEvent):
        new = _handling(case, event, at)
    else:
        new = _closing(case, cast("ClosingEvent", event), at)
    lease = getattr(event, "lease_until", None)
    if lease and new.state == "claimed":  # any recorded step of the handler renews it
        new.lease_until = to_micros(lease)
    new.version, new.updated_at, new.position = step.originator_version, at, step.position
    return new


def _submitted(event: i.Submitted, at: int) -> Case:
    return Case(
        number=event.number,
        rider=event.rider,
        category=event.category,
        condition=event.condition,
        lon_e7=event.location.lon_e7,
        lat_e7=event.location.lat_e7,
        submitted_at=at,
        photos=with_photos("", event.photos),
    )


def _intake(case: Case, event: IntakeEvent, at: int) -> Case:  # noqa: C901, PLR0911, PLR0912 - see follow
    match event:
        case i.Submitted():
            return _submitted(event, at)
        case i.Inspected():
            words = sorted({*case.flags.split(), *(raised.flag for raised in event.flags)})
            flags = f" {' '.join(words)} " if words else ""
            return replace(case, flags=flags, holds=case.holds or event.holds)
        case i.Dispatched():
            first = case.accepted_at or at
            new = replace(leg(case, at, event.terms), accepted_at=first)
            return _given(new, event.office, event.community)
        case i.Corroborated():
            photos, seen = with_photos(case.photos, event.photos), case.corroborations + 1
            return replace(case, photos=photos, corroborations=seen)
        case i.Seconded():
            return replace(case, corroborations=case.corroborations + 1)
        case i.PhotoAdded():
            return replace(case, photos=with_photos(case.photos, event.photos))
        case i.PhotoReleased():
            return replace(case, photos=released(case.photos, event.photo))
        case i.Rejected():
            return closed(case, "rejected", at, reason=event.reason.value)
        case i.Duplicated():
            return closed(case, "duplicate", at, original=event.original)
        case i.Withdrawn():
            return closed(case, "withdrawn", at)
        case i.Reclassified():
            new = replace(case, category=event.category, condition=event.condition)
            return timed(new, event.terms) if event.terms else new
        case i.DeadlineConfirmed():
            return timed(case, event.terms)
        case _:
            assert_never(event)


def _handling(case: Case, event: HandlingEvent, at: int) -> Case:  # noqa: C901, PLR0911, PLR0912 - see follow
    match event:
        case h.Claimed():
            return replace(case, state="claimed", holder=event.holder)
        case h.Released():
            return replace(case, state="dispatched", holder=None, lease_until=None, unit=None)
        case h.Regraded():
            return timed(case, event.terms)
        case h.Entrusted():
            return replace(case, unit=event.unit)
        case h.Progressed():
            return replace(case, photos=with_photos(case.photos, event.photos))
        case h.Noted():
            return replace(case)
        case h.Returned():
            new = replace(rested(case), state="returned", bounces=case.bounces + 1)
            verdict, reason = event.overdue, event.reason.value
            new = replace(new, office=None, community=None, suggested=event.suggested)
            return replace(new, overdue=verdict, reason=reason)
        case h.Transferred():
            new = replace(leg(case, at, event.terms), bounces=case.bounces + 1)
            return _given(new, event.office, event.community)
        case h.SuspensionRequested():
            return replace(case, suspension_requested=True)
        case h.SuspensionRefused():
            return replace(case, suspension_requested=False)
        case h.Suspended():
            late = True if case.due_at is not None and at > case.due_at else None
            new = replace(rested(case), state="suspended", overdue=late)
            return replace(new, suspended_until=to_micros(event.until))
        case h.Resumed():
            new = replace(case, state="dispatched", overdue=None, suspended_until=None)
            return timed(new, event.terms)
        case h.ExtensionRequested():
            return replace(case, extension_requested=True)
        case h.ExtensionRefused():
            return replace(case, extension_requested=False)
        case h.Extended():
            new = replace(case, extension_requested=False, extensions=case.extensions + 1)
            return timed(new, event.terms)
        case h.Reminded():
            return replace(case, reminded=True)
        case h.Escalated():
            return replace(case, escalation=event.level)
        case _:
            assert_never(event)


def _closing(case: Case, event: ClosingEvent, at: int) -> Case:  # noqa: C901, PLR0911 - see follow
    match event:
        case c.Resolved():
            plan = event.closing
            new = replace(rested(case), state="resolved", overdue=event.overdue, resolved_at=at)
            new.holder, new.outcome = event.handler, event.outcome.value
            new.photos, new.due_at = with_photos(case.photos, event.photos), to_micros(event.due_at)
            new.drawn = plan.drawn.value if plan.drawn else None
            new.closes_at = to_micros(plan.closes_at) if plan.closes_at else None
            new.reporter_may = plan.reporter_may
            return new
        case c.Verified():
            photos = with_photos(case.photos, event.photos)
            new = replace(case, state="verified", closed_at=at, photos=photos, objection=None)
            return replace(new, drawn=None, closes_at=None, reporter_may=False, holds=False)
        case c.Objected():
            photos = with_photos(case.photos, event.photos)
            return replace(case, objection=event.against.value, photos=photos)
        case c.ObjectionDismissed():
            return replace(case, objection=None)
        case c.Reopened():
            return _reopened(case, event, at)
        case c.Asked():
            return replace(case, question=True)
        case c.Answered():
            return replace(case, question=False)
        case c.Rated():
            return replace(case, stars=event.stars)
        case c.Appealed():
            return replace(case, appeal=1, photos=with_photos(case.photos, event.photos))
        case c.AppealDecided():
            return replace(case, appeal=2 if event.upheld and event.stage == 1 else 0)
        case c.Exempted():
            return replace(case, exempted=True, appeal=0)
        case _:
            assert_never(event)


def _given(case: Case, office: str, community: str | None) -> Case:
    """Let an office have it: it is warned of its own delay alone."""
    return replace(case, office=office, community=community, reminded=False, escalation=0)


def _reopened(case: Case, event: c.Reopened, at: int) -> Case:
    new = replace(
        case, round=case.round + 1, escalation=0, photos=with_photos(case.photos, event.photos)
    )
    new = replace(new, objection=None, drawn=None, closes_at=None, reporter_may=False, appeal=0)
    new = replace(new, resolved_at=None, outcome=None, closed_at=None, reason=None, original=None)
    if event.terms:
        return leg(new, at, event.terms)
    new = replace(rested(new), state="submitted", overdue=None)
    return replace(new, office=None, community=None)
