"""A street office and its communities: who answers for which ground, since when."""

from datetime import date, datetime
from typing import assert_never

from domain.errors import Refused
from domain.kernel import Aggregate, Event
from domain.values import Value


class Boundary(Value, frozen=True):
    """A drawn boundary: the shape itself is a blob, named by its SHA-256."""

    version: int
    digest: str
    bytes: int
    datum: str  # of the source; the blob itself is WGS-84
    source: str
    approximate: bool
    valid_from: date


class OfficeOpened(Event, frozen=True):
    """A street office began its work, or took it up again."""

    TOPIC = "office.opened"
    code: str  # code9
    name: str
    district: str


class OfficeRenamed(Event, frozen=True):
    """A street office, or its district, got another name."""

    TOPIC = "office.renamed"
    name: str
    district: str


class OfficeBoundaryDrawn(Event, frozen=True):
    """The ground a street office answers for was drawn anew."""

    TOPIC = "office.boundary_drawn"
    boundary: Boundary


class OfficeClosed(Event, frozen=True):
    """A street office ended its work."""

    TOPIC = "office.closed"


class CommunityOpened(Event, frozen=True):
    """A community began its work under an office, or moved to another one."""

    TOPIC = "community.opened"
    code: str  # code12
    name: str
    office: str


class CommunityRenamed(Event, frozen=True):
    """A community got another name."""

    TOPIC = "community.renamed"
    name: str


class CommunityBoundaryDrawn(Event, frozen=True):
    """The ground of a community was drawn anew."""

    TOPIC = "community.boundary_drawn"
    boundary: Boundary


class CommunityClosed(Event, frozen=True):
    """A community ended its work."""

    TOPIC = "community.closed"


OfficeEvent = OfficeOpened | OfficeRenamed | OfficeBoundaryDrawn | OfficeClosed
CommunityEvent = CommunityOpened | CommunityRenamed | CommunityBoundaryDrawn | CommunityClosed


class PlaceClosed(Refused):
    """The office or community is closed, or was never opened."""

    code = "place-closed"

    def __init__(self, place: str) -> None:
        super().__init__(f"{place} is not open")
        self.place = place


class Office(Aggregate[OfficeEvent]):
    """A street office (街道): the ground it answers for, and its name."""

    code = ""
    name = ""
    district = ""
    boundary: Boundary | None = None
    closed = False

    def open(self, code: str, name: str, district: str, by: str, now: datetime) -> None:
        """Open the office, or open it again, or take note of its new name."""
        if not self.version or self.closed:
            event = OfficeOpened(by=by, code=code, name=name, district=district)
            self.record(event, now)
        elif (self.name, self.district) != (name, district):
            self.record(OfficeRenamed(by=by, name=name, district=district), now)

    def draw(self, boundary: Boundary, by: str, now: datetime) -> None:
        """Draw the boundary; the same shape again changes nothing."""
        if not self.version or self.closed:
            raise PlaceClosed(self.code)
        if self.boundary is None or self.boundary.digest != boundary.digest:
            self.record(OfficeBoundaryDrawn(by=by, boundary=boundary), now)

    def close(self, by: str, now: datetime) -> None:
        """End the office's work. Closing again changes nothing."""
        if self.version and not self.closed:
            self.record(OfficeClosed(by=by), now)

    def apply(self, event: OfficeEvent, at: datetime) -> None:  # noqa: ARG002 - kernel's signature
        """Keep name, ground and whether the office is open."""
        match event:
            case OfficeOpened():
                self.code, self.name = event.code, event.name
                self.district = event.district
                self.closed = False
            case OfficeRenamed():
                self.name, self.district = event.name, event.district
            case OfficeBoundaryDrawn():
                self.boundary = event.boundary
            case OfficeClosed():
                self.closed = True
            case _:
                assert_never(event)


class Community(Aggregate[CommunityEvent]):
    """A community (社区) of a street office."""

    code = ""
    name = ""
    office = ""
    boundary: Boundary | None = None
    closed = False

    def open(self, code: str, name: str, office: str, by: str, now: datetime) -> None:
        """Open the community, here or under its new office, or take note of its new name."""
        if not self.version or self.closed or self.office != office:
            event = CommunityOpened(by=by, code=code, name=name, office=office)
            self.record(event, now)
        elif self.name != name:
            self.record(CommunityRenamed(by=by, name=name), now)

    def draw(self, boundary: Boundary, by: str, now: datetime) -> None:
        """Draw the boundary; the same shape again changes nothing."""
        if not self.version or self.closed:
            raise PlaceClosed(self.code)
        if self.boundary is None or self.boundary.digest != boundary.digest:
            self.record(CommunityBoundaryDrawn(by=by, boundary=boundary), now)

    def close(self, by: str, now: datetime) -> None:
        """End the community's work. Closing again changes nothing."""
        if self.version and not self.closed:
            self.record(CommunityClosed(by=by), now)

    def apply(self, event: CommunityEvent, at: datetime) -> None:  # noqa: ARG002 - kernel's signature
        """Keep name, ground and whether the community is open."""
        match event:
            case CommunityOpened():
                self.code, self.name = event.code, event.name
                self.office = event.office
                self.closed = False
            case CommunityRenamed():
                self.name = event.name
            case CommunityBoundaryDrawn():
                self.boundary = event.boundary
            case CommunityClosed():
                self.closed = True
            case _:
                assert_never(event)
