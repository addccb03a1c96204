"""Everything that can happen to a report."""

from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i

IntakeEvent = (
    i.Submitted
    | i.Inspected
    | i.Dispatched
    | i.Corroborated
    | i.Seconded
    | i.PhotoAdded
    | i.PhotoReleased
    | i.Rejected
    | i.Duplicated
    | i.Withdrawn
    | i.Reclassified
    | i.DeadlineConfirmed
)
HandlingEvent = (
    h.Claimed
    | h.Released
    | h.Regraded
    | h.Entrusted
    | h.Progressed
    | h.Noted
    | h.Returned
    | h.Transferred
    | h.SuspensionRequested
    | h.SuspensionRefused
    | h.Suspended
    | h.Resumed
    | h.ExtensionRequested
    | h.ExtensionRefused
    | h.Extended
    | h.Reminded
    | h.Escalated
)
ClosingEvent = (
    c.Resolved
    | c.Verified
    | c.Objected
    | c.ObjectionDismissed
    | c.Reopened
    | c.Asked
    | c.Answered
    | c.Rated
    | c.Appealed
    | c.AppealDecided
    | c.Exempted
)
ReportEvent = IntakeEvent | HandlingEvent | ClosingEvent
