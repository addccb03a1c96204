"""Every flaw in a city's files is named with its file and its line."""

from datetime import date
from pathlib import Path

import pytest

from services.city.files import read_city
from services.city.findings import BadCityFiles, Findings
from tests.services.city.folders import (
    EAST,
    OFFICES,
    collection,
    feature,
    spoil,
    square,
    write_city,
)

TODAY = date(2026, 3, 2)


def flaws(folder: Path, today: date = TODAY) -> list[str]:
    findings = Findings()
    read_city(folder, today, findings)
    try:
        findings.settle()
    except BadCityFiles as refused:
        return [str(problem) for problem in refused.problems]
    return []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_city(tmp_path / "city")


def test_the_small_city_has_none(folder: Path) -> None:
    assert flaws(folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("city.toml", "name =", "nam =", "city.toml:1: unknown field nam"),
        ("city.toml", "08:00-12:00", "8-12", "city.toml:4: '8-12' are no hours"),
        ("city.toml", "14:00-18:00", "11:00-18:00", "city.toml:4: Working hours"),
        ("city.toml", "daily_points = 60", "daily_points = 0", "city.toml:5: daily_points is 0"),
        (
            "city.toml",
            "daily_points = 60",
            'public_figures = ["map", "luck"]',
            "city.toml:5: there is no figure luck: choose of rates, times",
        ),
        (
            "city.toml",
            "daily_points = 60",
            'public_figures = ["map", "map"]',
            "city.toml:5: figure map stands in city.toml:5 already",
        ),
        (
            "city.toml",
            "daily_points = 60",
            '[[policy.templates]]\nuse = "sing"\nzh = "好"\nen = "Good"',
            "city.toml:6: there is no use sing: choose of progress, resolve",
        ),
        (
            "city.toml",
            "daily_points = 60",
            '[[policy.templates]]\nuse = "ask"\nzh = "好"\nen = " "',
            "city.toml:8: en must be one line of 1 to 500 characters",
        ),
        (
            "city.toml",
            "daily_points = 60",
            '[[policy.templates]]\nuse = "ask"\nzh = "好"',
            "city.toml:3: templates: Object missing required field `en`",
        ),
        ("city.toml", "daily_points = 60", "slots = []", "city.toml:5: unknown field slots"),
        ("city.toml", "daily_points = 60", "warn = 1", "city.toml:5: unknown field warn"),
        ("city.toml", "= 60", "= ", "city.toml:5: this is not TOML: Invalid value"),
        ("categories.toml", 'source = "made up"\n', "", "categories.toml:1: source is missing"),
        ("categories.toml", "points = 10\n", "points = 1\n", "categories.toml:8: corroborator"),
        (
            "categories.toml",
            "points = 10\n",
            "points = -1\n",
            "categories.toml:7: points: Expected",
        ),
        (
            "categories.toml",
            "version = 1\n",
            f"version = {10**10}\n",
            "categories.toml:6: version: ",
        ),
        ("categories.toml", '"M06010"', '"X06010"', "categories.toml:11: code: Expected"),
        (
            "categories.toml",
            '"M06010"',
            '"C01037"',
            "categories.toml:36: category C01037 stands in",
        ),
        ("categories.toml", '"M06010.2"', '"M06011.2"', "categories.toml:23: M06011.2 is no cond"),
        ("categories.toml", '"M06010.2"', '"M06010.1"', "categories.toml:23: condition M06010.1"),
        (
            "categories.toml",
            "4 work_hour",
            "0 work_hour",
            "categories.toml:20: '0 work_hour' is no",
        ),
        ("categories.toml", "4 work_hour", "4 fortnight", "categories.toml:20: fortnight is no un"),
        ("categories.toml", '"2 work_day"', "2", "categories.toml:42: limit: Expected `str`"),
        ("categories.toml", '"another"', '"nobody"', "categories.toml:41: kind: Invalid enum"),
        ("categories.toml", 'code = "smell"', 'code = "Smell!"', "categories.toml:30: code: Exp"),
        ("categories.toml", 'name = "Lamp"', 'name = " "', "categories.toml:38: name: 1 to 200"),
        ("categories.toml", "after_photo", "photo_after", "categories.toml:40: unknown field pho"),
        ("calendar-2026.toml", "2026-01-02", "2027-01-02", "calendar-2026.toml:4: 2027-01-02 is"),
        ("calendar-2026.toml", "2026-01-02", "2026-01-01", "calendar-2026.toml:4: the day 2026"),
        ("calendar-2026.toml", "2026-01-02", '"soon"', "calendar-2026.toml:4: 'soon' is no day"),
        ("calendar-2026.toml", "2026-01-04", "2026-01-05", "calendar-2026.toml:6: 2026-01-05 is"),
        ("calendar-2026.toml", "2026-01-04", "2026-01-02", "calendar-2026.toml:6: the day 2026"),
        ("calendar-2026.toml", "notice =", "note =", "calendar-2026.toml:1: unknown field note"),
        ("rewards.toml", "price = 5", "price = 0", "rewards.toml:6: price: Expected `int` >= 1"),
        ("rewards.toml", "2026-12-31", "2025-12-31", "rewards.toml:9: the season ends on 2025"),
        ("rewards.toml", "[[reward]]", "[[prize]]", "rewards.toml:1: unknown field prize"),
        ("rewards.toml", "[[reward]]", "[reward]", "rewards.toml:1: write [[reward]] above each"),
        ("staff.toml", 'role = "lead"', 'role = "boss"', "staff.toml:12: role: Invalid enum"),
        ("staff.toml", 'role = "lead"', 'role = "rider"', "staff.toml:12: riders sign in"),
        ("staff.toml", 'role = "lead"', 'role = "dispatcher"', "staff.toml:12: a dispatcher needs"),
        ("staff.toml", '"lead1"', '"dispatcher1"', "staff.toml:10: login dispatcher1 stands in"),
        ("staff.toml", '"lead1"', '"Lead 1"', "staff.toml:10: login: Expected `str` matching"),
        ("offices.geojson", f'"{EAST}"', '"99010"', "offices.geojson:3: code: Expected `str` mat"),
        ("offices.geojson", '"name": "East"', '"nam": "E"', "offices.geojson:3: name is missing"),
        ("offices.geojson", '"wgs84"', '"wgs72"', "offices.geojson:3: datum: Invalid enum value"),
        ("offices.geojson", '"2026-01-01"', '"2026-04-01"', "offices.geojson:3: valid_from 2026"),
        ("offices.geojson", '"2026-01-01"', '"spring"', "offices.geojson:3: valid_from: Invalid"),
        ("offices.geojson", '"source"', '"origin"', "offices.geojson:1: unknown field origin"),
        ("offices.geojson", "FeatureCollection", "Features", "offices.geojson:1: this is no GeoJ"),
        ("offices.geojson", '"features": [\n', '"features": [\n,', "offices.geojson:3: this is no"),
        ("offices.geojson", "[[[120.0,", "[[[NaN,", "offices.geojson:3: geometry: [nan, 30.0] is"),
        ("communities.geojson", '"office"', '"offize"', ""),
    ],
)
def test_a_flaw_is_named_where_it_is(
    folder: Path, file: str, old: str, new: str, said: str
) -> None:
    if said:
        spoil(folder, file, old, new)
        assert any(flaw.startswith(said) for flaw in flaws(folder)), flaws(folder)
        return
    text = (folder / file).read_text(encoding="utf-8").replace(old, new)
    (folder / file).write_text(text, encoding="utf-8")
    assert flaws(folder) == [
        f"{file}:{line}: {what}"
        for line in (3, 4)
        for what in ("unknown field offize", "office is missing")
    ]


BOW_TIE = [[120.0, 30.0], [120.1, 30.1], [120.1, 30.0], [120.0, 30.1], [120.0, 30.0]]
FLAT = [[120.0, 30.0], [120.1, 30.1], [120.0, 30.0], [120.0, 30.0]]


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        (None, "geometry: an office needs its boundary"),
        ({"type": "Point", "coordinates": [120, 30]}, "geometry: Invalid value 'Point'"),
        ({"type": "Polygon", "coordinates": []}, "geometry: Expected `array` of length >= 1"),
        ({"type": "Polygon", "coordinates": [[[120, 30]]]}, "geometry: Expected `array` of len"),
        ({"type": "Polygon", "coordinates": [[["a", 1]] * 4]}, "geometry: Expected `float`, got"),
        ({"type": "Polygon", "coordinates": [BOW_TIE]}, "geometry: Self-intersection"),
        ({"type": "Polygon", "coordinates": [FLAT]}, "geometry: "),
        ({"type": "Polygon", "coordinates": [BOW_TIE[:4]]}, "geometry: a ring that begins at"),
        (square(30.0, 120.0), "geometry: [30.0, 120.0] is not on earth (longitude comes first"),
        (square(500_000.0, 3_300_000.0), "geometry: [500000.0, 3300000.0] is not on earth"),
        ({"type": "Polygon", "coordinates": [[[10**400, 1]] * 4]}, "geometry: "),
        (square(110.0, 30.0, 20.0), "geometry: it is wider than 5 degrees"),
    ],
)
def test_a_shape_nobody_can_route_by_is_refused(folder: Path, geometry: object, said: str) -> None:
    bad = feature(geometry, code="990101003", name="Bad", district="Squares")
    (folder / "offices.geojson").write_text(collection(OFFICES[0], bad), encoding="utf-8")

    (flaw,) = flaws(folder)

    assert flaw.startswith(f"offices.geojson:4: {said}")


def test_a_shape_with_too_many_vertices_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.city.ground.VERTICES", 4)

    assert flaws(folder)[0] == ("communities.geojson:3: geometry: 5 vertices; a shape may have 4")


def test_all_flaws_are_told_at_once_in_the_order_of_the_files(folder: Path) -> None:
    spoil(folder, "staff.toml", 'role = "lead"', 'role = "boss"')
    spoil(folder, "categories.toml", "4 work_hour", "soon")
    spoil(folder, "categories.toml", 'name = "Lamp"', 'name = ""')
    spoil(folder, "calendar-2026.toml", "2026-01-04", "2026-01-05")

    assert [flaw.rpartition(": ")[0].split(": ")[0] for flaw in flaws(folder)] == [
        "calendar-2026.toml:6",
        "categories.toml:20",
        "categories.toml:38",
        "staff.toml:12",
    ]


def test_files_that_nobody_reads_are_named(folder: Path) -> None:
    (folder / "calender-2026.toml").write_text("", encoding="utf-8")
    (folder / "communities.csv").write_text("code,name,office\n", encoding="utf-8")
    assert flaws(folder) == [
        "calender-2026.toml:1: a file of this name is not read",
        "communities.csv:1: communities.geojson is there as well",
    ]


def test_a_folder_without_a_city_is_no_city(tmp_path: Path) -> None:
    assert flaws(tmp_path) == [f"{tmp_path.name}:1: there are no files of a city in this folder"]
    assert (
        flaws(tmp_path / "x")
        == ["x:1: there is no such folder"]
        + ["x:1: there are no files of a city in this folder"] * 0
    )


def test_communities_may_come_as_a_table(folder: Path) -> None:
    (folder / "communities.geojson").unlink()
    table = folder / "communities.csv"
    table.write_text(
        f'\ufeffcode,name,office\r\n990101001001,"Hill, upper",{EAST}\r\n\r\n', encoding="utf-8"
    )
    findings = Findings()
    (hill,) = read_city(folder, TODAY, findings).communities or []
    assert (hill.name, hill.office, hill.ground, len(findings)) == ("Hill, upper", EAST, None, 0)

    with table.open("a", encoding="utf-8") as more:
        more.write(f"1,Low,{EAST}\n990101001001,Again,{EAST}\n990101001002,Low\n")
    assert [flaw[:40] for flaw in flaws(folder)] == [
        "communities.csv:4: code: Expected `str` ",
        "communities.csv:5: community 99010100100",
        "communities.csv:6: 2 fields; the first l",
    ]
