"""Street offices and communities: opened, named, drawn, closed."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.office import (
    Boundary,
    Community,
    CommunityBoundaryDrawn,
    CommunityClosed,
    CommunityOpened,
    CommunityRenamed,
    Office,
    OfficeBoundaryDrawn,
    OfficeClosed,
    OfficeOpened,
    OfficeRenamed,
    PlaceClosed,
)
from tests import examples as ex
from tests.story import Given, relive

NOW, BY = ex.MONDAY, "system:city"
BOUNDARY = Boundary(
    version=1,
    digest="a" * 64,
    bytes=900,
    datum="wgs84",
    source="tests",
    approximate=True,
    valid_from=date(2026, 1, 1),
)
OTHER = replace(BOUNDARY, version=2, digest="b" * 64)
OPENED = OfficeOpened(by=BY, code=ex.BEISHAN, name="北山街道", district="西湖区")
DRAWN = OfficeBoundaryDrawn(by=BY, boundary=BOUNDARY)
CLOSED = OfficeClosed(by=BY)
C_OPENED = CommunityOpened(by=BY, code=ex.SHUGUANG, name="曙光社区", office=ex.BEISHAN)
C_DRAWN = CommunityBoundaryDrawn(by=BY, boundary=BOUNDARY)
C_CLOSED = CommunityClosed(by=BY)


def office(*events: OfficeOpened | OfficeBoundaryDrawn | OfficeClosed) -> Given[Office]:
    return Given(Office, *((event, NOW) for event in events))


def community(
    *events: CommunityOpened | CommunityBoundaryDrawn | CommunityClosed,
) -> Given[Community]:
    return Given(Community, *((event, NOW) for event in events))


def open_it(it: Office, name: str = "北山街道") -> None:
    it.open(ex.BEISHAN, name, "西湖区", BY, NOW)


def open_community(it: Community, name: str = "曙光社区", under: str = ex.BEISHAN) -> None:
    it.open(ex.SHUGUANG, name, under, BY, NOW)


def test_an_office_opens_once_and_may_get_another_name() -> None:
    office().when(open_it).then(OPENED)
    office(OPENED).when(open_it).then()
    office(OPENED).when(lambda it: open_it(it, "新北山")).then(
        OfficeRenamed(by=BY, name="新北山", district="西湖区")
    )
    office(OPENED, CLOSED).when(open_it).then(OPENED)


def test_a_boundary_is_drawn_anew_only_when_its_shape_is_new() -> None:
    office(OPENED).when(lambda it: it.draw(BOUNDARY, BY, NOW)).then(DRAWN)
    office(OPENED, DRAWN).when(lambda it: it.draw(BOUNDARY, BY, NOW)).then()
    office(OPENED, DRAWN).when(lambda it: it.draw(OTHER, BY, NOW)).then(
        OfficeBoundaryDrawn(by=BY, boundary=OTHER)
    )


def test_an_office_that_is_not_open_has_no_ground() -> None:
    office().when(lambda it: it.draw(BOUNDARY, BY, NOW)).then_refused(PlaceClosed)
    office(OPENED, CLOSED).when(lambda it: it.draw(BOUNDARY, BY, NOW)).then_refused(PlaceClosed)


def test_an_office_closes_once() -> None:
    office(OPENED).when(lambda it: it.close(BY, NOW)).then(CLOSED)
    office(OPENED, CLOSED).when(lambda it: it.close(BY, NOW)).then()
    office().when(lambda it: it.close(BY, NOW)).then()


def test_a_community_opens_moves_and_gets_another_name() -> None:
    community().when(open_community).then(C_OPENED)
    community(C_OPENED).when(open_community).then()
    community(C_OPENED).when(lambda it: open_community(it, "新曙光")).then(
        CommunityRenamed(by=BY, name="新曙光")
    )
    community(C_OPENED).when(lambda it: open_community(it, under=ex.XIXI)).then(
        CommunityOpened(by=BY, code=ex.SHUGUANG, name="曙光社区", office=ex.XIXI)
    )
    community(C_OPENED, C_CLOSED).when(open_community).then(C_OPENED)


def test_a_community_is_drawn_and_closed_like_its_office() -> None:
    community(C_OPENED).when(lambda it: it.draw(BOUNDARY, BY, NOW)).then(C_DRAWN)
    community(C_OPENED, C_DRAWN).when(lambda it: it.draw(BOUNDARY, BY, NOW)).then()
    community(C_OPENED, C_CLOSED).when(lambda it: it.draw(BOUNDARY, BY, NOW)).then_refused(
        PlaceClosed
    )
    community(C_OPENED).when(lambda it: it.close(BY, NOW)).then(C_CLOSED)
    community(C_OPENED, C_CLOSED).when(lambda it: it.close(BY, NOW)).then()


@pytest.mark.parametrize("renamed", ["新北山", "旧北山"])
def test_names_are_kept(renamed: str) -> None:
    life = relive(Office, [(OPENED, NOW)])
    open_it(life, renamed)
    assert (life.name, life.code, life.district) == (renamed, ex.BEISHAN, "西湖区")
    place = relive(Community, [(C_OPENED, NOW)])
    open_community(place, renamed)
    assert (place.name, place.office) == (renamed, ex.BEISHAN)
