"""Places found among boundaries: real streets, and squares drawn to be awkward."""

import json
import random
from functools import cache

import pytest
import shapely

from domain.datum import Datum, from_e7, from_wgs84, to_e7, to_wgs84
from domain.routing import OUTSIDE, PlaceRule
from services.routing import Boundary, Router, on_wgs84
from tests.shared import SHARED, needs_shared

SQUARES = Router(
    [
        Boundary("000000002", 7, shapely.box(120.0, 30.0, 120.1, 30.1)),
        Boundary("000000001", 4, shapely.box(120.1, 30.0, 120.2, 30.1)),
        Boundary("000000003", 1, shapely.box(120.15, 30.05, 120.3, 30.2)),
    ]
)


@cache
def shenzhen() -> tuple[Boundary, ...]:
    text = (SHARED / "boundaries" / "shenzhen_streets_74.geojson").read_text(encoding="utf-8")
    shapes = [shapely.geometry.shape(street["geometry"]) for street in json.loads(text)["features"]]
    return tuple(
        Boundary(f"{number:09}", 1, on_wgs84(shape, Datum.GCJ02))
        for number, shape in enumerate(shapes)
    )


@pytest.mark.parametrize(
    ("place", "office", "rule", "matched"),
    [
        pytest.param((120.05, 30.05), "000000002", PlaceRule.INSIDE, ["000000002"], id="inside"),
        pytest.param(
            (120.1, 30.05), "000000001", PlaceRule.EDGE, ["000000001", "000000002"], id="edge"
        ),
        pytest.param(
            (120.1, 30.1), "000000001", PlaceRule.EDGE, ["000000001", "000000002"], id="corner"
        ),
        pytest.param((120.0, 30.0), "000000002", PlaceRule.EDGE, ["000000002"], id="rim"),
        pytest.param(
            (120.18, 30.08), "000000001", PlaceRule.OVERLAP, ["000000001", "000000003"], id="two"
        ),
        pytest.param(
            (120.15, 30.08), "000000001", PlaceRule.INSIDE, ["000000001", "000000003"], id="holds"
        ),
        pytest.param((121.0, 30.05), None, PlaceRule.OUTSIDE, [], id="outside"),
    ],
)
def test_every_awkward_place_has_a_defined_answer(
    place: tuple[float, float], office: str | None, rule: PlaceRule, matched: list[str]
) -> None:
    point = to_e7(place[0]), to_e7(place[1])
    placement = SQUARES.route(*point)
    assert (placement.office, placement.rule) == (office, rule)
    assert list(placement.matched) == matched
    assert SQUARES.route_many([point]) == [placement]


def test_the_version_of_the_deciding_boundary_is_named() -> None:
    assert SQUARES.route(to_e7(120.05), to_e7(30.05)).boundary == 7
    assert SQUARES.route(to_e7(120.1), to_e7(30.05)).boundary == 4


def test_a_hole_is_outside() -> None:
    ring = shapely.box(120, 30, 121, 31) - shapely.box(120.4, 30.4, 120.6, 30.6)
    router = Router([Boundary("1", 1, ring)])
    assert router.route(to_e7(120.5), to_e7(30.5)) == OUTSIDE
    assert router.route(to_e7(120.4), to_e7(30.5)).rule is PlaceRule.EDGE


def test_without_boundaries_everything_is_outside() -> None:
    assert Router([]).route(1_200_000_000, 300_000_000) == OUTSIDE
    assert Router([]).route_many([(1_200_000_000, 300_000_000)]) == [OUTSIDE]
    assert SQUARES.route_many([]) == []


@needs_shared
def test_ten_thousand_places_go_where_trying_every_street_sends_them() -> None:
    chance = random.Random(74)  # noqa: S311 - a test that must repeat itself
    points = [
        (chance.randrange(1_137_000_000, 1_147_000_000), chance.randrange(224_000_000, 229_000_000))
        for _ in range(10_000)
    ]
    lons, lats = [from_e7(lon) for lon, _ in points], [from_e7(lat) for _, lat in points]
    expected: list[list[str]] = [[] for _ in points]
    for street in shenzhen():
        for index in shapely.intersects_xy(street.geometry, lons, lats).nonzero()[0].tolist():
            expected[index].append(street.code)
    router = Router(shenzhen())
    placements = router.route_many(points)
    assert [list(placement.matched) for placement in placements] == expected
    assert sum(1 for codes in expected if codes) > 3_000
    assert [router.route(*point) for point in points[:500]] == placements[:500]


@needs_shared
def test_a_shifted_location_and_its_true_twin_route_alike() -> None:
    router = Router(shenzhen())
    found = 0
    for street in shenzhen():
        inside = street.geometry.representative_point()
        placement = router.route(to_e7(inside.x), to_e7(inside.y))
        assert street.code in placement.matched
        for datum in Datum:
            sent = from_wgs84(inside.x, inside.y, datum)
            lon, lat = to_wgs84(*sent, datum)
            assert router.route(to_e7(lon), to_e7(lat)) == placement
            taken_as_true = router.route(to_e7(sent[0]), to_e7(sent[1]))
            found += datum is not Datum.WGS84 and taken_as_true != placement
    assert found > 10  # the datum is no trifle: taken at face value, it goes astray
