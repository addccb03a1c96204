"""What is known of a report, and the moves of its clock that several events share."""

from abc import ABC
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from domain.kernel import Aggregate
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.report.events import ReportEvent
from domain.report.leg import Leg
from domain.report.table import State
from domain.report.terms import Terms
from domain.values import Location, Photo


class Standing(Aggregate[ReportEvent], ABC):
    """The facts that later decisions need, and nothing else."""

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
    leg: Leg | None = None  # the turn that runs, or ran last
    holder: str | None = None
    lease_until: datetime | None = None
    unit: str | None = None
    round = 1  # and one more for each time it was reopened
    bounces = 0
    level = 0
    extension: h.ExtensionRequested | None = None
    suspension: h.SuspensionRequested | None = None
    suspended_once = False
    suspended_until: datetime | None = None
    resolution: c.Resolved | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
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
        self.doubted: set[str] = set()  # whose photographs a person has to look at
        self.appellants: dict[str, str] = {}  # office -> who appealed
        self.appeals: dict[str, list[c.AppealDecided]] = {}
        self.exempted: set[str] = set()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Copy turns and appeals as well, which are not frozen: 8 us for 110."""
        twin = super().__deepcopy__(memo)
        twin.legs = {office: leg.copy() for office, leg in self.legs.items()}
        if self.leg:
            twin.leg = twin.legs[self.leg.office]
        twin.appeals = {office: list(decided) for office, decided in self.appeals.items()}
        return twin

    @property
    def due_at(self) -> datetime | None:
        """The deadline of the office whose turn it is, or was last."""
        return self.leg.terms.due_at if self.leg else None

    @property
    def last_terms(self) -> Terms | None:
        """What the turn that runs, or ran last, rests on."""
        return self.leg.terms if self.leg else None

    @property
    def holds(self) -> bool:
        """Whether somebody's points wait until a person has looked."""
        return bool(self.doubted)

    @property
    def needs_another(self) -> bool:
        """Whether another person must look before a resolution is closed.

        A flag that was raised after the resolution counts too; one that holds no points
        does not, since most honest reports carry such a flag.
        """
        drawn = self.resolution is not None and self.resolution.closing.drawn is not None
        return drawn or self.holds

    def _begin_leg(self, office: str, community: str | None, terms: Terms, at: datetime) -> None:
        """Give the turn to an office; one that had it before goes on where it stopped."""
        leg = self.legs.setdefault(office, Leg(office, terms))
        if self.leg and leg is not self.leg:
            self.level = 0  # each office is warned of its own delay
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

    def _end(self, state: State, by: str, at: datetime) -> None:
        self._pause(at)
        self.state, self.closed_at, self.closed_by = state, at, by
        self.objection = None
