"""The demo city that ships with the product, and a real one: 74 streets of 深圳."""

import json
from datetime import date
from pathlib import Path

import pytest
from shapely import geometry

from domain.category import ClosingKind, Definition
from domain.clock import Unit
from domain.datum import Datum, from_wgs84, to_e7, to_wgs84
from domain.people import Post
from domain.routing import PlaceRule
from domain.values import Kind, Role
from services.city.files import DEMO_CITY, read_city
from services.city.findings import Findings
from tests.services.city.conftest import TownHall, pseudonym
from tests.shared import SHARED, needs_shared

TODAY = date(2026, 3, 2)


def demo_categories() -> list[Definition]:
    items = read_city(DEMO_CITY, TODAY, Findings()).categories or []
    return [item.definition for item in items]


def test_the_demo_city_loads_and_loads_again_without_news(hall: TownHall) -> None:
    first = hall.load(DEMO_CITY, demo=True)
    assert first.receipt is not None
    assert hall.load(DEMO_CITY, prune=True).receipt is None
    assert (len(hall.book.offices), len(hall.book.communities)) == (30, 147)


def test_every_town_of_the_demo_has_its_own_ground(hall: TownHall) -> None:
    hall.load(DEMO_CITY, demo=True)

    for code, shape in hall.book.grounds().items():
        assert shape is not None
        place = hall.book.router.route(to_e7(shape.centroid.x), to_e7(shape.centroid.y))
        assert (place.office, place.rule) == (code, PlaceRule.INSIDE)


def test_a_community_of_the_demo_lies_in_its_town(hall: TownHall) -> None:
    hall.load(DEMO_CITY, demo=True)
    drawn = [one for one in hall.book.communities.values() if one.boundary]

    for one in drawn:
        content = hall.app.event_log.blobs.get(one.boundary.digest if one.boundary else "")
        inside = geometry.shape(json.loads(content)).representative_point()
        point = to_e7(inside.x), to_e7(inside.y)
        assert hall.book.community_router.route(*point).office == one.code
        assert hall.book.router.route(*point).office == one.office
    assert len(drawn) == 139


def test_what_is_approximate_or_borrowed_says_so(hall: TownHall) -> None:
    hall.load(DEMO_CITY, demo=True)
    boundaries = [one.boundary for one in hall.book.offices.values()]

    assert all(one and one.approximate and "CC BY 4.0" in one.source for one in boundaries)
    for file in DEMO_CITY.glob("*.geojson"):
        assert "Vonng/adcode" in json.loads(file.read_text(encoding="utf-8"))["attribution"]
    notice = (DEMO_CITY / "NOTICE.md").read_text(encoding="utf-8")
    for file in DEMO_CITY.iterdir():
        assert file.name == "NOTICE.md" or f"`{file.name}`" in notice


def test_the_demo_has_the_posts_it_promises(hall: TownHall) -> None:
    loaded = hall.load(DEMO_CITY, demo=True)
    beishan = "330106002"

    assert {entry.login for entry in loaded.staff} >= {
        "dispatcher1",
        "dispatcher2",
        "dispatcher3",
        "supervisor1",
        "supervisor2",
        "operator1",
        "operator2",
        "verifier1",
        "lead1",
        "auditor1",
        "admin1",
    }
    for login, role in [
        ("dispatcher1", Role.DISPATCHER),
        ("dispatcher2", Role.DISPATCHER),
        ("supervisor1", Role.SUPERVISOR),
    ]:
        posts, _ = hall.book.posts(pseudonym(login))
        assert posts == frozenset({Post(role=role, office=beishan)})
    assert hall.book.offices[beishan].name == "北山街道"


def test_the_demo_catalogue_is_everyday_and_varied() -> None:
    categories = demo_categories()
    names = {category.name for category in categories}
    limits = [one.limit for category in categories for one in category.conditions]

    assert len(categories) >= 30
    assert names >= {"机动车乱停放", "道路破损", "污水井盖", "暴露垃圾", "便道桩"}
    assert {category.kind for category in categories} == set(Kind)
    assert {limit.unit for limit in limits} == set(Unit)
    assert {category.closing.kind for category in categories} == set(ClosingKind)
    assert {category.after_photo for category in categories} == {True, False}
    assert all(category.illustrative and category.source for category in categories)
    assert any(category.questions for category in categories)
    assert {category.award.points for category in categories} == {10, 15}


@pytest.mark.parametrize(("year", "working"), [(2025, 248), (2026, 248)])
def test_the_demo_knows_how_many_days_are_worked(hall: TownHall, year: int, working: int) -> None:
    hall.load(DEMO_CITY, demo=True)

    days = (date.fromordinal(date(year, 1, 1).toordinal() + number) for number in range(365))

    assert sum(map(hall.book.calendar.is_working_day, days)) == working


@needs_shared
def test_the_codes_of_the_demo_are_those_of_the_national_directory() -> None:
    lines = (SHARED / "categories" / "gbt47678.5-2026_directory.csv").read_text(encoding="utf-8")
    letters = {"管理部件": "C", "管理事项": "M"}
    rows = [line.split(",") for line in lines.splitlines()[1:]]
    named = {letters[kind] + code: name for kind, code, _, name in rows}

    for category in demo_categories():
        assert named[category.code] == category.name


def shenzhen(folder: Path) -> Path:
    """Write the streets of 深圳 as a city's folder, under made-up codes."""
    source = SHARED / "boundaries" / "shenzhen_streets_74.geojson"
    streets = json.loads(source.read_text(encoding="utf-8"))["features"]
    for number, street in enumerate(streets):
        street["properties"] = {
            "code": f"99{number:07}",
            "name": street["properties"]["NAME"] + "街道",
            "district": street["properties"]["DISTRICT"],
        }
    said = {"datum": "gcj02", "source": "for tests only", "valid_from": "2026-01-01"}
    collection = {"type": "FeatureCollection", **said, "features": streets}
    folder.mkdir()
    (folder / "offices.geojson").write_text(json.dumps(collection), encoding="utf-8")
    return folder


@needs_shared
def test_the_real_streets_of_a_city_load_on_their_own_datum(
    each_hall: TownHall, tmp_path: Path
) -> None:
    folder = shenzhen(tmp_path / "shenzhen")
    streets = json.loads((folder / "offices.geojson").read_text(encoding="utf-8"))["features"]

    loaded = each_hall.load(folder)

    assert loaded.changed == {"city": 1, "office": 74}
    assert each_hall.load(folder).receipt is None
    for street in streets:
        inside = geometry.shape(street["geometry"]).representative_point()
        lon, lat = to_wgs84(inside.x, inside.y, Datum.GCJ02)
        placement = each_hall.book.router.route(to_e7(lon), to_e7(lat))
        assert placement.office == street["properties"]["code"]
        assert from_wgs84(lon, lat, Datum.GCJ02) == pytest.approx((inside.x, inside.y), abs=1e-9)
