"""The map: rounded places when close, clusters from afar, nothing that nobody looked at."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.values import Location
from projections.keeper import Projections
from projections.map import queries
from projections.map.queries import Tile, spread, tile
from projections.map.tiles import BadTile, box
from projections.map.view import Map, rounded
from tests.projections import happenings as x
from tests.projections.houses import ViewsOn
from tests.projections.memory import MORNING, MemoryLog

HERE = 17, 109277, 53971  # the tile the lake is in
AFAR = 10, 853, 421


def follow(log: MemoryLog, url: str, views_on: ViewsOn) -> Projections:
    view = views_on(url, log, [Map()])
    view.catch_up()
    return view


def shown(found: Tile) -> list[str]:
    return sorted(str(spot.properties["number"]) for spot in found.spots)


@pytest.fixture
def street() -> MemoryLog:
    """Six reports: not accepted, open, solved, solved long ago, rejected, and far away."""
    log = MemoryLog()
    for number in range(1, 7):
        east = Location(lon_e7=x.LAKE.lon_e7 + 1700 * number, lat_e7=x.LAKE.lat_e7 + 1234)
        if number == 6:
            east = Location(lon_e7=x.LAKE.lon_e7 + 800_000, lat_e7=x.LAKE.lat_e7)
        log.tell(x.report(number), x.submitted(place=east, number=str(number)))
    for number in (2, 3, 4, 6):
        log.tell(x.report(number), x.dispatched(MORNING))
    for number in (4, 3):
        log.tell(x.report(number), x.claimed(MORNING))
        log.tell(x.report(number), x.resolved(MORNING))
        log.tell(x.report(number), x.verified())
        log.pass_time(days=20)
    log.tell(x.report(5), x.rejected())
    return log


def test_a_tile_shows_open_problems_and_those_lately_solved(
    street: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(street, database_url, views_on)

    near = tile(view.engine, *HERE, now=MORNING + timedelta(days=40))

    assert shown(near) == ["2", "3"]
    assert not near.clustered
    spot = next(one for one in near.spots if one.properties["number"] == "2")
    assert spot.feature()["geometry"]["coordinates"] == [120.1403, 30.2501]
    assert shown(tile(view.engine, *HERE, now=MORNING)) == ["2", "3", "4"]
    assert shown(tile(view.engine, *HERE, now=MORNING, category=x.ROAD)) == []
    assert shown(tile(view.engine, *HERE, now=MORNING, as_of=9)) == ["2", "3", "4"]
    assert view.verify() == []


def test_the_whole_city_is_shown_at_once_the_latest_first(
    street: MemoryLog, database_url: str, views_on: ViewsOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = follow(street, database_url, views_on)
    later = MORNING + timedelta(days=40)

    whole = spread(view.engine, now=later)

    assert [spot.properties["number"] for spot in whole.spots] == ["3", "6", "2"]
    assert not whole.more
    opened = spread(view.engine, now=later, only_open=True)
    assert [spot.properties["number"] for spot in opened.spots] == ["6", "2"]
    assert spread(view.engine, now=later, office=x.XIXI).spots == []
    assert spread(view.engine, now=later, category=x.ROAD).spots == []
    assert len(spread(view.engine, now=later, as_of=9).spots) == 3
    monkeypatch.setattr(queries, "WHOLE", 2)
    short = spread(view.engine, now=later)
    assert (short.spots, short.more) == (whole.spots[:2], True)


def test_from_afar_places_are_gathered(
    street: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(street, database_url, views_on)

    afar = tile(view.engine, *AFAR, now=MORNING)

    assert afar.clustered
    assert sum(spot.properties["count"] for spot in afar.spots) == 4
    assert sum(spot.properties["open"] for spot in afar.spots) == 2
    assert len(afar.collection()["features"]) == 2


def test_a_crowded_tile_is_gathered_even_when_close(file_url: str, views_on: ViewsOn) -> None:
    log = MemoryLog()
    for number in range(1, 503):
        log.tell(x.report(number), x.submitted(number=str(number)))
        log.tell(x.report(number), x.dispatched(MORNING))
    view = follow(log, file_url, views_on)

    crowd = tile(view.engine, *HERE, now=MORNING)

    assert [spot.properties["count"] for spot in crowd.spots] == [502]


@given(
    zoom=st.integers(0, 20),
    lon=st.integers(-1_799_999, 1_799_999),
    lat=st.integers(-850_000, 850_000),
)
def test_each_place_is_in_exactly_one_tile(zoom: int, lon: int, lat: int) -> None:
    columns = [one for one in _tiles_near(zoom, lon / 3_600_000 + 0.5) if _spans(zoom, one, lon)]

    assert len(columns) == 1
    rows = [one for one in range(1 << min(zoom, 6)) if zoom <= 6 and _reaches(zoom, one, lat)]
    assert len(rows) == (1 if zoom <= 6 else 0)


def _tiles_near(zoom: int, share: float) -> list[int]:
    middle, last = int(share * (1 << zoom)), (1 << zoom) - 1
    return sorted({min(last, max(0, middle + step)) for step in (-1, 0, 1)})


def _spans(zoom: int, column: int, lon: int) -> bool:
    area = box(zoom, column, 0)
    return area.west <= lon < area.east


def _reaches(zoom: int, row: int, lat: int) -> bool:
    area = box(zoom, 0, row)
    return area.south <= lat < area.north


def test_a_tile_that_is_not_there_is_refused() -> None:
    for place in [(-1, 0, 0), (21, 0, 0), (3, 8, 0), (3, 0, -1)]:
        with pytest.raises(BadTile):
            box(*place)


def test_rounding_is_even_across_zero() -> None:
    assert [rounded(one) for one in (499, 500, -500, -501)] == [0, 1, 0, -1]
