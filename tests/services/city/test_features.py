"""What is said of the ground: once for all features, or by one for itself."""

from datetime import date
from pathlib import Path

import pytest

from services.city.files import read_city
from services.city.findings import Findings
from tests.services.city.folders import (
    COMMUNITIES,
    EAST,
    OFFICES,
    collection,
    feature,
    square,
    write_city,
)

TODAY = date(2026, 3, 2)


def test_what_a_feature_says_wins_over_its_collection(tmp_path: Path) -> None:
    folder = write_city(tmp_path / "city")
    own = feature(square(120.0, 30.0), code=EAST, name="E", district="S", datum="gcj02")
    (folder / "offices.geojson").write_text(collection(own, OFFICES[1]), encoding="utf-8")

    east, west = read_city(folder, TODAY, Findings()).offices or []

    assert east.ground is not None
    assert west.ground is not None
    assert (east.ground.datum, west.ground.datum) == ("gcj02", "wgs84")
    assert east.ground.geometry.bounds[0] == pytest.approx(120.0 - 0.0047, abs=2e-4)
    assert COMMUNITIES[0]["geometry"]["type"] == "Polygon"
