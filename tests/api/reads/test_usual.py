"""What is common here: around the place first, then in the office, then in the city."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from projections.queues import usual
from tests.api.reads import looking
from tests.api.town import BEISHAN, RUBBISH, TIANSHUI, Town, done, refused


def common(town: Town, place: dict[str, Any]) -> list[tuple[str, int, int]]:
    seen = looking.look(town, f"/v1/categories/common?{urlencode(place)}", "rider1")
    assert seen["next"] is None
    return [(one["category"], one["count"], one["metres"]) for one in seen["items"]]


def codes(town: Town) -> list[str]:
    found = [one.definition for one in town.house.wiring.book.categories.values()]
    return sorted(one.code for one in found if one and one.code != RUBBISH)


def north(place: dict[str, Any], degrees: float) -> dict[str, Any]:
    return place | {"latitude": round(place["latitude"] + degrees, 6)}


@pytest.fixture(scope="module")
def habits(town: Town) -> list[str]:
    """Three categories: here, elsewhere in the office, and in another office."""
    near, office, city, *_ = codes(town)
    here = town.place()
    for _ in range(2):
        town.report("rider1", category=near, location=here)
    town.report("rider2", location=north(here, 0.0044))  # some 490 m away
    beyond = town.report("rider2", category=office, location=north(here, 0.0048))  # some 530 m
    done(town["operator1"].ask(beyond, "dispatch", {"office": BEISHAN}))
    for _ in range(3):
        town.report("rider3", category=city, location=town.place(TIANSHUI))
    return [near, office, city]


def test_what_is_near_comes_before_what_the_office_and_the_city_have(
    town: Town, habits: list[str]
) -> None:
    near, office, city = habits

    assert common(town, town.place()) == [
        (near, 2, 500),
        (RUBBISH, 1, 500),
        (office, 1, 0),
        (city, 3, 0),
    ]
    assert common(town, town.place(TIANSHUI))[0] == (city, 3, 500)


def test_the_datum_is_that_of_the_question(town: Town, habits: list[str]) -> None:
    shifted = town.place() | {"datum": "gcj02"}

    assert common(town, shifted)[0][2] in (0, 500)
    assert habits[0] not in [code for code, _, metres in common(town, shifted) if metres]


def test_a_count_tells_no_more_of_a_place_than_the_map_does(
    town: Town, habits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = town.place()
    rough = here | {
        "longitude": round(here["longitude"], 4),
        "latitude": round(here["latitude"], 4),
    }
    monkeypatch.setattr("api.reads.usual.AROUND", 1)

    assert (habits[0], 2, 1) in common(town, rough)  # as if both had stood on the rounded place


def test_no_more_is_looked_at_than_tells_what_is_usual(
    town: Town, habits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usual, "MOST", 1)

    assert sum(count for _, count, metres in common(town, town.place()) if metres) == 1
    assert len(habits) == 3


def test_twelve_are_enough(town: Town, habits: list[str]) -> None:
    for number, category in enumerate(codes(town)[: 14 - len(habits)]):
        town.report(f"rider{number % 3 + 1}", category=category, location=town.place())

    assert len(common(town, town.place())) == 12


def test_a_place_must_be_one(town: Town) -> None:
    path = "/v1/categories/common"
    refused(town["rider1"].get(f"{path}?longitude=200&latitude=30"), 422, "invalid-request")
    refused(town["rider1"].get(f"{path}?longitude=120"), 422, "invalid-request")
    refused(town.nobody.get(f"{path}?longitude=120&latitude=30"), 401, "not-signed-in")


def test_what_is_long_ago_is_not_common(town: Town, habits: list[str]) -> None:
    town.now.at += timedelta(days=92)
    town.people.clear()  # the sessions are over as well

    assert common(town, town.place()) == []
    assert habits
