"""What later decisions need to know of a report, kept up by its events."""

from datetime import datetime
from typing import assert_never
from uuid import UUID

from domain.kernel import Aggregate
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.report.events import ClosingEvent, HandlingEvent, IntakeEvent, ReportEvent
from domain.report.leg import Leg
from domain.report.table import State
from domain.report.terms import Terms
from domain.values import Location, Photo


class Report(Aggregate[ReportEvent]):
    """What a rider saw, and what the city did about it."""

    state = State.SUBMITTED
    rider = ""
    number = ""
    category = ""
    category_version = 0
    condition: str | None = None
    location = Location(lon_e7=0, lat_e7=0)
    submitted_at: datetime
    accepted = False  # it was dispatched at least once
    office: str | None = None
    community: str | None = None
    leg: Leg | None = None
    holder: str | None = None
    lease_until: datetime | None = None
    unit: str | None = None
    round = 0
    bounces = 0
    level = 0
    holds = False
    extension: h.ExtensionRequested | None = None
    suspension: h.SuspensionRequested | None = None
    suspended_once = False
    suspended_until: datetime | None = None
    resolution: c.Resolved | None = None
    closed_at: datetime | None = None
    objection: c.Against | None = None
    objected = False  # against what stands now
    asked = False
    rated: int | None = None
    original: str | None = None

    def __init__(self, identity: UUID) -> None:
        super().__init__(identity)
        self.photos: list[Photo] = []
        self.flags: list[i.FlagRaised] = []
        self.released: set[str] = set()
        self.legs: dict[str, Leg] = {}
        self.handlers: set[str] = set()
        self.corroborators: set[str] = set()
        self.appeals: dict[str, list[c.AppealDecided]] = {}
        self.exempted: set[str] = set()

    @property
    def due_at(self) -> datetime | None:
        """The deadline of the office whose turn it is, or was last."""
        return self.leg.terms.due_at if self.leg else None

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

    def _come_in(self, event: IntakeEvent, at: datetime) -> None:  # noqa: C901 - see apply
        match event:
            case i.Submitted():
                self.rider, self.number = event.rider, event.number
                self.category, self.condition = event.category, event.condition
                self.category_version = event.category_version
                self.location, self.submitted_at = event.location, at
                self.photos += event.photos
            case i.Inspected():
                self.flags += event.flags
                self.holds = self.holds or event.holds
            case i.Dispatched():
                self.accepted = True
                self._begin_leg(event.office, event.community, event.terms, at)
            case i.Corroborated():
                self.corroborators.add(event.rider)
                self.photos += event.photos
            case i.PhotoAdded():
                self.photos += event.photos
            case i.PhotoReleased():
                self.released.add(event.photo)
            case i.Rejected():
                self._end(State.REJECTED, at)
            case i.Duplicated():
                self.original = event.original
                self._end(State.DUPLICATE, at)
            case i.Withdrawn():
                self._end(State.WITHDRAWN, at)
            case i.Reclassified():
                self.category, self.category_version = event.category, event.category_version
                self.condition = None
                self._retime(event.terms)
            case i.DeadlineConfirmed():
                self._retime(event.terms)
            case _:
                assert_never(event)

    def _handle(self, event: HandlingEvent, at: datetime) -> None:  # noqa: C901, PLR0912, PLR0915 - see apply
        match event:
            case h.Claimed():
                self.state, self.holder = State.CLAIMED, event.holder
                self.lease_until = event.lease_until
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
                self.lease_until = event.lease_until
            case h.Returned():
                self._end_leg(at, overdue=event.overdue)
                self.state, self.bounces = State.RETURNED, self.bounces + 1
                self.office = self.community = None
            case h.Transferred():
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
                self.objected = False
            case c.Verified():
                self.photos += event.photos
                self.holds = False
                self._end(State.VERIFIED, at)
            case c.Objected():
                self.objection, self.objected = event.against, True
                self.photos += event.photos
            case c.ObjectionDismissed():
                self.objection = None
            case c.Reopened():
                self.round += 1
                self.photos += event.photos
                self.objection, self.closed_at, self.objected = None, None, False
                self.original, self.resolution, self.level = None, None, 0
                if event.terms and self.leg:
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
            case c.AppealDecided():
                self.appeals[event.office].append(event)
            case c.Exempted():
                self.exempted.add(event.office)
            case _:
                assert_never(event)

    def _begin_leg(self, office: str, community: str | None, terms: Terms, at: datetime) -> None:
        """Give the turn to an office; one that had it before goes on where it stopped."""
        leg = self.legs.setdefault(office, Leg(office, terms))
        leg.overdue = None
        leg.start(at)
        self.state, self.leg = State.DISPATCHED, leg
        self.office, self.community = office, community
        self._retime(terms)

    def _retime(self, terms: Terms | None) -> None:
        if terms and self.leg:
            self.leg.terms = terms
            self.category, self.category_version = terms.category, terms.category_version
            self.condition = terms.condition

    def _end_leg(self, at: datetime, *, overdue: bool) -> None:
        if self.leg:
            self.leg.overdue = overdue
        self._pause(at)

    def _pause(self, at: datetime) -> None:
        if self.leg:
            self.leg.stop(at)
        self.extension = self.suspension = None
        self._let_go()

    def _let_go(self) -> None:
        self.holder = self.lease_until = self.unit = None

    def _end(self, state: State, at: datetime) -> None:
        self._pause(at)
        self.state, self.closed_at, self.objection = state, at, None
        self.objected = False
