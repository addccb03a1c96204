"""The datums against other people's numbers, and against themselves."""

import csv
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.datum import (
    BadLocation,
    Datum,
    from_e7,
    from_wgs84,
    metres_between,
    to_e7,
    to_wgs84,
)
from tests.shared import SHARED, needs_shared

Point = tuple[float, float]

PLACES: list[tuple[Point, Point, Point]] = [
    ((120.13, 30.259), (120.134758756, 30.256708300), (120.141208650, 30.262970091)),
    ((114.33, 30.49), (114.335474033, 30.487601379), (114.341955665, 30.493700348)),
    ((120.64, 31.15), (120.644189436, 31.147777970), (120.650744977, 31.153531154)),
    ((114.055, 22.54), (114.060110233, 22.537277337), (114.066659630, 22.542931564)),
]
TOLERANCES = {  # metres by source: the city list was made with a rounded formula
    "gcoord": 1.0,
    "eviltransform": 1e-3,
    "coordtransform_rs": 1e-3,
    "geotool": 1e-2,
}
# Away from the rim of the shifted box, where the shift has a jump.
IN_CHINA = st.tuples(st.floats(73, 136), st.floats(2, 54))
ON_EARTH = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
DATUMS = st.sampled_from(Datum)


@pytest.mark.parametrize(("wgs84", "gcj02", "bd09"), PLACES)
def test_known_places_lie_where_they_are_known_to_lie(
    wgs84: Point, gcj02: Point, bd09: Point
) -> None:
    assert from_wgs84(*wgs84, Datum.GCJ02) == pytest.approx(gcj02, abs=1e-9)
    assert from_wgs84(*wgs84, Datum.BD09) == pytest.approx(bd09, abs=1e-9)
    assert to_wgs84(*gcj02, Datum.GCJ02) == pytest.approx(wgs84, abs=1e-9)
    assert to_wgs84(*bd09, Datum.BD09) == pytest.approx(wgs84, abs=1e-9)


@needs_shared
def test_every_test_vector_agrees_within_its_sources_rounding() -> None:
    table = SHARED / "boundaries" / "gcj_test_vectors.csv"
    with table.open(encoding="utf-8", newline="") as rows:
        vectors = list(csv.DictReader(rows))
    assert len(vectors) > 600
    for row in vectors:
        tolerance = next(t for source, t in TOLERANCES.items() if row["source"].startswith(source))
        wgs84 = float(row["wgs_lon"]), float(row["wgs_lat"])
        gcj02 = float(row["gcj_lon"]), float(row["gcj_lat"])
        assert metres_between(*from_wgs84(*wgs84, Datum.GCJ02), *gcj02) < tolerance, row
        assert metres_between(*to_wgs84(*gcj02, Datum.GCJ02), *wgs84) < tolerance, row
        if row["bd_lon"]:
            bd09 = float(row["bd_lon"]), float(row["bd_lat"])
            assert metres_between(*from_wgs84(*wgs84, Datum.BD09), *bd09) < tolerance, row


@given(IN_CHINA, DATUMS)
def test_there_and_back_is_less_than_a_micrometre(place: Point, datum: Datum) -> None:
    back = to_wgs84(*from_wgs84(*place, datum), datum)
    assert metres_between(*place, *back) < 1e-6
    forth = from_wgs84(*to_wgs84(*place, datum), datum)
    assert metres_between(*place, *forth) < 1e-6


@given(IN_CHINA)
def test_the_shift_is_some_hundred_metres_and_never_kilometres(place: Point) -> None:
    assert metres_between(*place, *from_wgs84(*place, Datum.GCJ02)) < 1_000
    assert metres_between(*place, *from_wgs84(*place, Datum.BD09)) < 2_500


@pytest.mark.parametrize("place", [(-0.12, 51.5), (139.7, 35.7), (151.2, -33.9)])
@pytest.mark.parametrize("datum", Datum)
def test_far_abroad_all_datums_are_one(place: Point, datum: Datum) -> None:
    assert from_wgs84(*place, datum) == to_wgs84(*place, datum) == place


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (180.1, 0),
        (-181, 0),
        (0, 90.5),
        (0, -91),
        (math.nan, 0),
        (0, math.inf),
        (30.2, 120.1),
    ],
)
@pytest.mark.parametrize("datum", Datum)
def test_a_place_off_the_earth_is_refused(lon: float, lat: float, datum: Datum) -> None:
    with pytest.raises(BadLocation) as refused:
        to_wgs84(lon, lat, datum)
    assert refused.value.code == "bad-location"
    with pytest.raises(BadLocation):
        from_wgs84(lon, lat, datum)


@given(st.integers(-1_800_000_000, 1_800_000_000))
def test_stored_integers_survive_being_degrees(stored: int) -> None:
    assert to_e7(from_e7(stored)) == stored


def test_a_stored_angle_is_within_half_a_unit() -> None:
    assert to_e7(120.13475875649) == 1_201_347_588
    assert to_e7(-0.00000006) == -1


@given(ON_EARTH, ON_EARTH)
def test_distance_is_the_same_in_both_directions(one: Point, other: Point) -> None:
    there, back = metres_between(*one, *other), metres_between(*other, *one)
    assert there == pytest.approx(back, abs=1e-3)
    assert metres_between(*one, *one) == 0


def test_a_degree_of_a_meridian_is_about_111_kilometres() -> None:
    assert metres_between(120, 30, 120, 31) == pytest.approx(111_195, abs=1)
    assert metres_between(120, 60, 121, 60) == pytest.approx(55_597, abs=5)
    assert metres_between(0, 0, 180, 0) == pytest.approx(math.pi * 6_371_008.8)
