"""What anybody may ask of the city: offices, boundaries, categories, rewards, the map."""

from datetime import timedelta

import pytest
import shapely

from api.reads import places
from domain.datum import Datum, to_wgs84
from domain.reward import Reward
from domain.streams import reward_stream
from tests.api.reads.looking import look, tile
from tests.api.town import BEISHAN, Town, done, refused

DESCRIBED = ["/v1/offices", "/v1/offices.geojson", "/v1/categories"]


def test_the_offices_are_listed_with_their_communities(town: Town) -> None:
    answer = done(town.nobody.get("/v1/offices"))

    offices = {one["code"]: one for one in answer["items"]}
    assert (len(offices), answer["next"]) == (30, None)
    assert list(offices) == sorted(offices)
    assert offices[BEISHAN]["name"] == "北山街道"
    assert all(one["code"].startswith(BEISHAN) for one in offices[BEISHAN]["communities"])
    assert offices[BEISHAN]["boundary"]["approximate"] is True


def test_the_boundaries_name_their_source_and_are_said_to_be_approximate(town: Town) -> None:
    answer = town.nobody.get("/v1/offices.geojson")

    assert answer.headers["content-type"] == "application/geo+json"
    drawn = answer.json()
    assert "CC BY 4.0" in drawn["attribution"]
    assert drawn["approximate"] is True
    shapes = {one["id"]: shapely.geometry.shape(one["geometry"]) for one in drawn["features"]}
    assert {code: shape.equals(shapes[code]) for code, shape in grounds(town).items()} == (
        dict.fromkeys(shapes, True)
    )


def grounds(town: Town) -> dict[str, shapely.Geometry]:
    return {code: it for code, it in town.house.wiring.book.grounds().items() if it is not None}


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_boundaries_are_shifted_for_chinese_map_apps(town: Town, datum: Datum) -> None:
    plain = done(town.nobody.get("/v1/offices.geojson"))["features"][0]
    shifted = done(town.nobody.get(f"/v1/offices.geojson?datum={datum}"))["features"][0]

    lon, lat = shifted["geometry"]["coordinates"][0][0]
    there = plain["geometry"]["coordinates"][0][0]
    assert abs(lon - there[0]) > 1e-3
    assert to_wgs84(lon, lat, datum) == pytest.approx(tuple(there), abs=2e-7)


def test_boundaries_are_drawn_once_while_they_stay_the_same(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {datum: town.nobody.get(f"/v1/offices.geojson?datum={datum}") for datum in Datum}
    monkeypatch.delattr(places, "_feature")

    for datum, answer in first.items():
        again = town.nobody.get(f"/v1/offices.geojson?datum={datum}")
        assert (done(again)["datum"], again.content) == (datum, answer.content)


def test_the_categories_say_limits_questions_awards_and_closing(town: Town) -> None:
    answer = done(town.nobody.get("/v1/categories"))

    categories = {one["code"]: one for one in answer["items"]}
    rubbish = categories["M06010"]
    assert len(categories) >= 30
    assert (rubbish["name"], rubbish["kind"], rubbish["illustrative"]) == (
        "暴露垃圾",
        "matter",
        True,
    )
    assert rubbish["conditions"][0]["limit"] == {"amount": 4, "unit": "work_hour"}
    assert rubbish["award"]["points"] > 0
    assert rubbish["closing"]["kind"] == "self"
    assert any(one["questions"] for one in categories.values())


@pytest.mark.parametrize("path", DESCRIBED)
def test_what_has_not_changed_is_not_sent_again(town: Town, path: str) -> None:
    first = town.nobody.get(path)
    again = town.nobody.get(path, if_none_match=f'"other", W/{first.headers["etag"]}')

    assert (again.status_code, again.content) == (304, b"")
    assert "public" in first.headers["cache-control"]


def test_the_shelf_shows_what_is_left_at_this_moment(town: Town) -> None:
    shelf = {one["code"]: one for one in done(town.nobody.get("/v1/rewards"))["items"]}
    water = town.house.wiring.app.load(Reward, reward_stream("water"))

    assert shelf["water"]["stock"] == water.stock == 500
    assert (shelf["water"]["id"], shelf["water"]["price"]) == ("water", 5)
    assert all(one["available"] for one in shelf.values())
    assert [one["price"] for one in shelf.values()] == sorted(
        one["price"] for one in shelf.values()
    )


def test_the_map_shows_rounded_places_when_close_and_clusters_from_afar(town: Town) -> None:
    report = town.dispatched()
    exact = town.place()
    column, row = tile(exact["longitude"], exact["latitude"], 16)

    close = look(town, f"/v1/map/16/{column}/{row}")
    afar = look(town, "/v1/map/0/0/0")

    spot = next(one for one in close["features"] if one["properties"]["number"] == report["number"])
    assert spot["geometry"]["coordinates"] == [
        round(exact["longitude"], 4),
        round(exact["latitude"], 4),
    ]
    assert (close["clustered"], afar["clustered"]) == (False, True)
    assert sum(one["properties"]["open"] for one in afar["features"]) >= 1
    shifted = look(town, f"/v1/map/16/{column}/{row}?datum=gcj02")
    assert shifted["features"][0]["geometry"] != close["features"][0]["geometry"]


def test_there_is_no_tile_beside_the_map(town: Town) -> None:
    refused(town.nobody.get("/v1/map/3/8/0"), 404, "bad-tile")
    refused(town.nobody.get("/v1/map/x/8/0"), 422, "invalid-request")


def test_a_solved_problem_leaves_the_map_after_a_month(town: Town) -> None:
    report = town.verified()
    exact = town.place()
    column, row = tile(exact["longitude"], exact["latitude"], 17)
    path = f"/v1/map/17/{column}/{row}"

    def numbers() -> set[str]:
        return {one["properties"]["number"] for one in look(town, path)["features"]}

    assert report["number"] in numbers()
    town.now.at += timedelta(days=31)
    assert report["number"] not in numbers()


def test_a_page_is_told_the_working_calendar_of_the_city(town: Town) -> None:
    shown = done(town.nobody.get("/v1/city"))

    assert (shown["name"], shown["demo"]) == ("演示城市", True)
    assert shown["calendar"]["slots"] == [
        {"opens": 480, "closes": 720},
        {"opens": 840, "closes": 1080},
    ]
    assert "2026-10-01" in shown["calendar"]["years"]["2026"]["holidays"]
    assert "2026-09-20" in shown["calendar"]["years"]["2026"]["make_up_days"]
    assert shown["bounds"]["west"] < town.place()["longitude"] < shown["bounds"]["east"]
