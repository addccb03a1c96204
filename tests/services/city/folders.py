"""A small city made up for the tests, written as files that a test then spoils."""

import json
from pathlib import Path
from typing import Any

EAST, WEST = "990101001", "990101002"
HILL, LAKE = "990101001001", "990101002001"
CITY = """\
name = "Squareville"

[policy]
working_hours = ["08:00-12:00", "14:00-18:00"]
daily_points = 60
"""
CATEGORIES = """\
source = "made up"
illustrative = true

[award]
code = "everyday"
version = 1
points = 10
corroborator_points = 2

[[category]]
code = "M06010"
group = "Looks"
name = "Waste"
name_en = "Waste"

[[category.conditions]]
code = "M06010.1"
name = "Some"
name_en = "Some"
limit = "4 work_hour"

[[category.conditions]]
code = "M06010.2"
name = "Burning"
name_en = "Burning"
limit = "30 urgent_minute"
closing = "Out"

[[category.questions]]
code = "smell"
text = "Does it smell?"
text_en = "Does it smell?"
choices = ["yes", "no"]

[[category]]
code = "C01037"
group = "Things"
name = "Lamp"
name_en = "Lamp"
after_photo = false
closing = { kind = "another" }
conditions = [{ code = "C01037.1", name = "Out", name_en = "Out", limit = "2 work_day" }]
"""
CALENDAR = """\
notice = "A notice of 2026"
holidays = [
  2026-01-01, # a Thursday
  2026-01-02,
]
make_up_days = [2026-01-04]
"""
REWARDS = """\
[[reward]]
code = "water"
name = "Water"
name_en = "Water"
sponsor = "A made-up shop"
price = 5
limit_per_rider = 2
season_from = 2026-01-01
season_to = 2026-12-31
places = ["The station"]
supplied = 40
"""
STAFF = """\
[[staff]]
login = "dispatcher1"
name = "Dee"
posts = [
  { role = "dispatcher", office = "990101001" },
  { role = "dispatcher", office = "990101001", community = "990101001001" },
]

[[staff]]
login = "lead1"
name = "Lee"
posts = [{ role = "lead" }]
"""


def square(lon: float, lat: float, size: float = 0.1) -> dict[str, Any]:
    """A square by its south-western corner, in degrees."""
    east, north = round(lon + size, 6), round(lat + size, 6)
    ring = [[lon, lat], [east, lat], [east, north], [lon, north], [lon, lat]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: object, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: dict[str, Any], **said: object) -> str:
    """A collection with one feature a line: the first of them is on line 3."""
    about = {"datum": "wgs84", "source": "drawn by hand", "valid_from": "2026-01-01"} | said
    lines = ",\n".join(json.dumps(one) for one in features)
    head = json.dumps({"type": "FeatureCollection"} | about)[:-1]
    return f'{head},\n"features": [\n{lines}\n]}}\n'


OFFICES = [
    feature(square(120.0, 30.0), code=EAST, name="East", district="Squares"),
    feature(square(120.1, 30.0), code=WEST, name="West", district="Squares"),
]
COMMUNITIES = [
    feature(square(120.01, 30.01, 0.05), code=HILL, name="Hill", office=EAST),
    feature(None, code=LAKE, name="Lake", office=WEST),
]


def write_city(folder: Path) -> Path:
    """Write all the files of the small city."""
    folder.mkdir(exist_ok=True)
    files = {
        "city.toml": CITY,
        "offices.geojson": collection(*OFFICES),
        "communities.geojson": collection(*COMMUNITIES),
        "categories.toml": CATEGORIES,
        "calendar-2026.toml": CALENDAR,
        "rewards.toml": REWARDS,
        "staff.toml": STAFF,
        "NOTICE.md": "Made up; not read by the loader.",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Replace a text that is there once, or say so."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
