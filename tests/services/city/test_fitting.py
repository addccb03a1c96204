"""Files that are fine one by one, but do not fit together or with what the log says."""

import re
from math import cos, radians
from pathlib import Path

import pytest

from services.city.findings import BadCityFiles
from tests.services.city.conftest import TownHall
from tests.services.city.folders import (
    EAST,
    HILL,
    OFFICES,
    WEST,
    collection,
    feature,
    spoil,
    square,
)


def refused(hall: TownHall, *, prune: bool = False) -> list[str]:
    before = hall.size
    with pytest.raises(BadCityFiles) as caught:
        hall.load(prune=prune)
    assert hall.size == before
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [str(problem) for problem in caught.value.problems]


def write_offices(folder: Path, *offices: dict[str, object]) -> None:
    (folder / "offices.geojson").write_text(collection(*offices), encoding="utf-8")


def shifted(degrees: float) -> dict[str, object]:
    """West's square, moved so that it takes a strip of East."""
    return feature(square(120.1 - degrees, 30.0), code=WEST, name="West", district="Squares")


def test_ground_claimed_by_two_offices_is_named(hall: TownHall) -> None:
    write_offices(hall.folder, OFFICES[0], shifted(0.001))
    (flaw,) = refused(hall)
    said = re.fullmatch(
        f"offices.geojson:3: office {EAST} shares ([0-9]+) m² with office {WEST}", flaw
    )
    assert said is not None
    across, up = 0.001 * 111_195 * cos(radians(30.05)), 0.1 * 111_195
    assert int(said[1]) == pytest.approx(across * up, rel=0.01)


def test_a_sliver_between_neighbours_is_no_overlap(hall: TownHall) -> None:
    write_offices(hall.folder, OFFICES[0], shifted(0.000_000_08))
    assert hall.load().receipt is not None


def test_ground_of_an_office_that_only_the_log_knows_counts_too(hall: TownHall) -> None:
    hall.load()
    third = feature(square(120.15, 30.0), code="990101003", name="Third", district="Squares")
    write_offices(hall.folder, third)

    (flaw,) = refused(hall)
    assert flaw.startswith("offices.geojson:3: office 990101003 shares ")
    assert flaw.endswith(f" with office {WEST}")


def test_an_office_that_will_be_closed_is_no_office_any_more(hall: TownHall) -> None:
    hall.load()
    write_offices(hall.folder, OFFICES[1])

    assert hall.load().receipt is None
    assert refused(hall, prune=True) == [
        f"communities.geojson:3: community {HILL}: no office {EAST}",
        f"staff.toml:1: dispatcher1: no office {EAST}",
    ]


def test_communities_of_one_ground_are_named(hall: TownHall) -> None:
    twice = collection(
        feature(square(120.01, 30.01, 0.05), code=HILL, name="Hill", office=EAST),
        feature(square(120.05, 30.01, 0.05), code="990101001002", name="Dale", office=EAST),
    )
    (hall.folder / "communities.geojson").write_text(twice, encoding="utf-8")
    (flaw,) = refused(hall)
    assert flaw.startswith(f"communities.geojson:3: community {HILL} shares ")


def test_a_community_elsewhere_than_its_office_is_named(hall: TownHall) -> None:
    away = collection(
        feature(square(120.11, 30.01, 0.05), code=HILL, name="Hill", office=EAST),
    )
    (hall.folder / "communities.geojson").write_text(away, encoding="utf-8")
    assert refused(hall) == [
        f"communities.geojson:3: community {HILL} lies mostly outside its office {EAST}"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (f'office = "{EAST}" }}', 'office = "990101009" }', "no office 990101009"),
        (f'"{HILL}"', '"990101002001"', f"office {EAST} has no community 990101002001"),
        (f'"{HILL}"', '"990101009001"', f"office {EAST} has no community 990101009001"),
    ],
)
def test_a_post_nowhere_is_named(hall: TownHall, old: str, new: str, said: str) -> None:
    spoil(hall.folder, "staff.toml", old, new)
    assert refused(hall) == [f"staff.toml:1: dispatcher1: {said}"]
