"""What each event makes of a report."""

from datetime import datetime
from typing import assert_never

from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.report.events import ClosingEvent, HandlingEvent, IntakeEvent, ReportEvent
from domain.report.standing import Standing
from domain.report.table import State


class Report(Standing):
    """What a rider saw, and what the city did about it."""

    def apply(self, event: ReportEvent, at: datetime) -> None:
        """Keep what later decisions need, and nothing else.

        One match for each chapter of its life, so that mypy proves that none is left out.
        """
        if isinstance(event, IntakeEvent):
            self._come_in(event, at)
        elif isinstance(event, HandlingEvent):
            self._handle(event, at)
        else:
            self._close(event, at)
        lease: datetime | None = getattr(event, "lease_until", None)
        if lease and self.state is State.CLAIMED:
            self.lease_until = lease

    def _come_in(self, event: IntakeEvent, at: datetime) -> None:  # noqa: C901, PLR0912 - see apply
        match event:
            case i.Submitted():
                self.rider, self.number = event.rider, event.number
                self.category, self.condition = event.category, event.condition
                self.category_version = event.category_version
                self.location, self.submitted_at = event.location, at
                self.photos += event.photos
            case i.Inspected():
                self.flags += [one for one in event.flags if one not in self.flags]
                if event.holds:
                    self.doubted.add(event.rider)
            case i.Dispatched():
                self.accepted = True
                self._begin_leg(event.office, event.community, event.terms, at)
            case i.Corroborated():
                self.corroborators.add(event.rider)
                self.photos += event.photos
            case i.Seconded():
                self.corroborators.add(event.rider)
            case i.PhotoAdded():
                self.photos += event.photos
            case i.PhotoReleased():
                self.released.add(event.photo)
            case i.Rejected():
                self._end(State.REJECTED, event.by, at)
            case i.Duplicated():
                self.original = event.original
                self._end(State.DUPLICATE, event.by, at)
            case i.Withdrawn():
                self._end(State.WITHDRAWN, event.by, at)
            case i.Reclassified():
                self.category, self.category_version = event.category, event.category_version
                self.condition = event.condition
                self._retime(event.terms)
            case i.DeadlineConfirmed():
                self._retime(event.terms)
            case _:
                assert_never(event)

    def _handle(self, event: HandlingEvent, at: datetime) -> None:  # noqa: C901, PLR0912, PLR0915 - see apply
        match event:
            case h.Claimed():
                self.state, self.holder = State.CLAIMED, event.holder
                self.handlers |= {event.holder, event.by}
            case h.Released():
                self.state = State.DISPATCHED
                self._let_go()
            case h.Regraded() | h.Extended():
                if isinstance(event, h.Extended):
                    self.extension = None
                    if self.leg:
                        self.leg.extensions += 1
                self._retime(event.terms)
            case h.Entrusted():
                self.unit = event.unit
            case h.Progressed():
                self.photos += event.photos
            case h.Returned():
                self._end_leg(at, overdue=event.overdue)
                self.state, self.bounces = State.RETURNED, self.bounces + 1
                self.office = self.community = None
            case h.Transferred():
                if self.office:  # from the desk: the verdict was spoken at the return
                    self._end_leg(at, overdue=event.overdue)
                self.bounces += 1
                self._begin_leg(event.office, event.community, event.terms, at)
            case h.SuspensionRequested():
                self.suspension = event
            case h.SuspensionRefused():
                self.suspension = None
            case h.Suspended():
                self.state, self.suspended_until = State.SUSPENDED, event.until
                self.suspended_once, self.suspension = True, None
                self._pause(at)
            case h.Resumed():
                self.state, self.suspended_until = State.DISPATCHED, None
                self._retime(event.terms)
                if self.leg:
                    self.leg.start(at)
            case h.ExtensionRequested():
                self.extension = event
            case h.ExtensionRefused():
                self.extension = None
            case h.Reminded():
                if self.leg:
                    self.leg.reminded = True
            case h.Escalated():
                self.level = event.level
            case h.Noted():
                pass
            case _:
                assert_never(event)

    def _close(self, event: ClosingEvent, at: datetime) -> None:  # noqa: C901, PLR0912 - see apply
        match event:
            case c.Resolved():
                self._end_leg(at, overdue=event.overdue)
                self.state, self.resolution = State.RESOLVED, event
                self.photos += event.photos
            case c.Verified():
                self.photos += event.photos
                self.doubted.clear()
                self._end(State.VERIFIED, event.by, at)
            case c.Objected():
                self.objection, self.objected = event.against, True
                self.photos += event.photos
            case c.ObjectionDismissed():
                self.objection = None
            case c.Reopened():
                self.round += 1
                self.photos += event.photos
                self.closed_at = self.closed_by = None
                self.objection, self.objected = None, False
                self.original, self.resolution, self.level = None, None, 0
                if event.terms and self.leg:
                    self.leg.overdue = None  # void until the next resolution
                    self._begin_leg(self.leg.office, self.community, event.terms, at)
                else:
                    self.state, self.office, self.community = State.SUBMITTED, None, None
            case c.Asked():
                self.asked = True
            case c.Answered():
                self.asked = False
            case c.Rated():
                self.rated = event.stars
            case c.Appealed():
                self.appeals[event.office] = []
                self.appellants[event.office] = event.by
                self.photos += event.photos
            case c.AppealDecided():
                self.appeals[event.office].append(event)
            case c.Exempted():
                self.exempted.add(event.office)
            case _:
                assert_never(event)
