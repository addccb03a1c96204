"""What each event changes in what is measured of a report."""

from msgspec.structs import replace

from domain.clock import WorkingCalendar
from domain.kernel import Event, Step
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from projections.metrics.measured import Measured, begun, done, ended, paused, resumed, timed
from projections.metrics.waits import waiting
from services.eventlog.instants import to_micros

_FAILED = (c.ReopenCause.CHECK_FAILED, c.ReopenCause.OBJECTION)


def follow(case: Measured | None, step: Step[Event], calendar: WorkingCalendar) -> Measured:
    """Return the measured report as one event leaves it.

    `calendar` is the one that was known then: it measures the limit's own clock.
    """
    event, at = step.event, to_micros(step.at)
    if isinstance(event, i.Submitted):
        new = Measured(rider=event.rider, submitted_at=at, category=event.category)
        return _waited("", new, event, at)
    if case is None:
        raise LookupError("a report begins by being submitted")
    new = _end(_turn(_intake(case, event, at), event, at), event, at, calendar)
    return _waited(case.state, new, event, at)


def _intake(case: Measured, event: Event, at: int) -> Measured:  # noqa: PLR0911 - one answer an event
    match event:
        case i.Dispatched():
            new = begun(case, event.office, event.terms, at)
            first, accepted = case.first_office or event.office, case.accepted_at or at
            return replace(new, first_office=first, accepted_at=accepted)
        case i.Rejected():
            return replace(ended(case, "dropped", at, overdue=None), state="rejected")
        case i.Duplicated():
            new = ended(case, "dropped", at, overdue=None)
            return replace(new, state="duplicate", same_rider=event.same_rider)
        case i.Withdrawn():
            return replace(ended(case, "dropped", at, overdue=None), state="withdrawn")
        case i.Reclassified():
            return timed(replace(case, category=event.category), event.terms)
        case i.DeadlineConfirmed():
            return timed(case, event.terms)
        case _:
            return case


def _turn(case: Measured, event: Event, at: int) -> Measured:  # noqa: PLR0911 - one answer an event
    match event:
        case h.Claimed():
            return replace(case, state="claimed")
        case h.Released():
            return replace(case, state="dispatched")
        case h.Returned():
            new = _sent_away(ended(case, "left", at, overdue=event.overdue))
            legs = [
                replace(leg, returned=True) if n == new.current else leg
                for n, leg in enumerate(new.legs)
            ]
            return replace(new, state="returned", office=None, legs=legs)
        case h.Transferred():
            left = ended(case, "left", at, overdue=event.overdue)
            return begun(_sent_away(left), event.office, event.terms, at)
        case h.Suspended():
            return replace(paused(case, at), state="suspended")
        case h.Resumed():
            return replace(resumed(case, event.terms, at), state="dispatched")
        case h.Regraded() | h.Extended():
            return timed(case, event.terms)
        case _:
            return case


def _end(  # noqa: PLR0911 - one answer an event
    case: Measured, event: Event, at: int, calendar: WorkingCalendar
) -> Measured:
    match event:
        case c.Resolved():
            new = done(case, at, calendar, overdue=event.overdue)
            return replace(new, state="resolved", resolved=True)
        case c.Verified():
            lapsed = event.method is c.Method.LAPSE
            check = case.check or ("lapsed" if lapsed else "passed")
            return replace(case, state="verified", verified_at=at, check=check)
        case c.Reopened(terms=None):
            return replace(case, state="submitted", office=None, same_rider=None)
        case c.Reopened():
            failed = event.cause in _FAILED and case.state == "resolved"
            first = "failed" if failed else None
            new = replace(case, check=case.check or first, reopened=True, verified_at=None)
            if case.leg is None or event.terms is None:
                return replace(new, state="dispatched")
            return begun(new, case.leg.office, event.terms, at)
        case c.Rated():
            return replace(case, stars=event.stars)
        case c.Exempted():
            legs = [
                replace(leg, exempted=True) if leg.office == event.office else leg
                for leg in case.legs
            ]
            return replace(case, legs=legs)
        case _:
            return case


def _waited(former: str, case: Measured, event: Event, at: int) -> Measured:
    waits = waiting(case.waits, former, case.state, at, case.office or "", event.by)
    return case if waits is case.waits else replace(case, waits=waits)


def _sent_away(case: Measured) -> Measured:
    return replace(case, first_kept=False)
