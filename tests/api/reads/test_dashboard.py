"""The dashboard: the same figures as the metrics, to everybody only those that are public."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from api.reads.dashboard.asking import Asking
from api.reads.dashboard.shapes import Months, MonthShown
from api.reads.dashboard.tables import written
from domain.city import Figure
from projections.metrics.queries import Scope
from projections.reading import reading
from tests.api.reads.looking import look
from tests.api.reads.public import NOVEMBER, keep, switch_on
from tests.api.town import BEISHAN, RUBBISH, TIANSHUI, Town, done, refused

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True, scope="module")
def lived(town: Town) -> None:
    """A little of everything, in two offices."""
    town.verified("rider1")
    town.dispatched("rider2", TIANSHUI)
    town.report("rider3")


@pytest.fixture(autouse=True)
def nothing_kept(town: Town) -> None:
    """Let every answer be made anew; keeping has tests of its own."""
    keep(town, 0)


@pytest.fixture(autouse=True)
def everything_public(town: Town) -> None:
    switch_on(town, *Figure)


def rows(body: bytes) -> list[list[str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_the_rates_are_those_of_the_metrics_for_all_and_for_each_office(town: Town) -> None:
    seen = look(town, f"/v1/dashboard?{NOVEMBER}")["figures"]["rates"]
    metrics = look(town, f"/v1/metrics?{NOVEMBER}", "lead1")["rates"]

    assert seen["all"] == metrics
    offices = {one["office"]: one for one in seen["by_office"]}
    assert offices.keys() == {BEISHAN, TIANSHUI}
    assert offices[BEISHAN]["name"] == "北山街道"
    for office, found in offices.items():
        path = f"/v1/metrics?{NOVEMBER}&office={office}"
        assert found["rates"] == look(town, path, "lead1")["rates"]


def test_times_come_with_steps_to_draw_them_from(town: Town) -> None:
    seen = look(town, f"/v1/dashboard?{NOVEMBER}", "lead1")["figures"]["times"]
    metrics = look(town, f"/v1/metrics?{NOVEMBER}", "lead1")["times"]

    spans = {one["span"]: one for one in seen["all"]}
    assert spans.keys() == {name for name, found in metrics.items() if found}
    assert {"desk", "verification", "response", "whole"} <= spans.keys()
    for name, one in spans.items():
        assert sum(step["count"] for step in one["buckets"]) == one["count"]
        (whole,) = metrics[name]
        assert (one["p50"], one["p99"]) == (whole["p50"], whole["p99"])
    desk = {one["office"]: one["count"] for one in seen["by_office"] if one["span"] == "desk"}
    assert desk == {BEISHAN: 1, TIANSHUI: 1}


def test_days_months_and_categories_are_counted(town: Town) -> None:
    seen = look(town, f"/v1/dashboard?{NOVEMBER}")["figures"]

    days = {one["day"]: one for one in seen["trend"]["days"]}
    assert len(days) == 30
    assert days["2026-11-23"] == {
        "day": "2026-11-23", "submitted": 3, "accepted": 2, "resolved": 1, "verified": 1,
    }  # fmt: skip
    assert days["2026-11-22"]["submitted"] == 0
    (group,) = seen["categories"]["groups"]
    (item,) = group["items"]
    assert (group["group"], group["name"], group["reports"]) == ("M06", "市容环境", 3)
    assert (item["category"], item["submitted"], item["open"]) == (RUBBISH, 3, 2)
    assert seen["stock"]["total"] == 2
    assert seen["map"] is True
    overdue = {one["office"]: one["net"] for one in seen["overdue"]["by_office"]}
    assert overdue == {BEISHAN: 0, TIANSHUI: 0}


def test_a_group_of_fewer_than_five_riders_is_not_counted_out(town: Town) -> None:
    path = "/v1/dashboard?from=2026-11-01&to=2026-11-30"
    before = look(town, path)["figures"]["participation"]["months"]

    assert [(one["office"], one["riders"], one["reports"]) for one in before] == [
        (None, None, 3),
        (TIANSHUI, None, 1),
        (BEISHAN, None, 1),
    ]
    assert before[0]["name"] == town.house.wiring.book.name
    assert all("riders" in one for one in before)
    for sender in ("a", "b", "c", "d", "e"):
        with_rider(town, f"1390000000{ord(sender) - 96}", f"crowd-{sender}")
        town.report(f"crowd-{sender}")
    after = look(town, path)["figures"]["participation"]["months"]
    assert (after[0]["riders"], after[0]["reports"]) == (8, 8)
    assert [one["riders"] for one in after[1:]] == [None, None]


def with_rider(town: Town, phone: str, login: str) -> None:
    riders = town.house.wiring.identity.riders
    assert town.client.portal
    town.client.portal.call(riders.enrol, phone, "privacy-1", "zh", login)


def test_everybody_sees_what_the_city_switched_on_and_nothing_else(town: Town) -> None:
    switch_on(town, "map", "stock", "a-figure-of-tomorrow")

    seen = look(town, "/v1/dashboard")

    assert seen["public"] == ["map", "stock"]
    assert seen["figures"].keys() == {"map", "stock"}
    assert look(town, "/v1/dashboard", "rider1")["figures"] == seen["figures"]
    assert look(town, "/v1/dashboard", "dispatcher1")["figures"].keys() == set(Figure)
    assert look(town, "/v1/dashboard", "lead1")["public"] == ["map", "stock"]
    for hidden in ("rates", "a-figure-of-tomorrow", "nothing"):
        refused(town.nobody.get(f"/v1/dashboard/{hidden}/csv"), 404, "unknown-figure")
        refused(town["rider1"].get(f"/v1/dashboard/{hidden}/csv"), 404, "unknown-figure")
    assert town["lead1"].get("/v1/dashboard/rates/csv").status_code == 200
    switch_on(town)
    assert look(town, "/v1/dashboard")["figures"] == {}
    refused(town.nobody.get("/v1/dashboard/map/geojson"), 404, "unknown-figure")
    assert town["lead1"].get("/v1/dashboard/map/geojson").status_code == 200


def test_what_anybody_may_see_may_be_kept_for_a_minute(town: Town) -> None:
    town.house.projections.catch_up()
    for path in ("", "/trend/csv", "/map/geojson"):
        answer = town.nobody.get(f"/v1/dashboard{path}")
        assert answer.headers["cache-control"] == "public, max-age=60"
        assert {"Authorization", "Cookie", "Accept-Language"} <= set(
            answer.headers["vary"].split(", ")
        )
        tag = answer.headers["etag"]
        same = town.nobody.get(f"/v1/dashboard{path}", if_none_match=tag)
        assert (same.status_code, same.content) == (304, b"")
        assert town["lead1"].get(f"/v1/dashboard{path}").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("figure", Figure)
def test_every_figure_is_a_table_in_either_language(town: Town, figure: Figure) -> None:
    town.house.projections.catch_up()
    path = f"/v1/dashboard/{figure}/csv?{NOVEMBER}"
    chinese, english = (
        town["lead1"].get(path, accept_language=language) for language in ("zh-CN", "en")
    )

    assert english.headers["content-type"] == "text/csv; charset=utf-8"
    name = f"{figure}-2026-11-01-2026-11-30.csv"
    assert english.headers["content-disposition"] == f'attachment; filename="{name}"'
    head, *table = rows(english.content)
    assert all(cell.isascii() for cell in head)
    assert not any(cell.isascii() for cell in rows(chinese.content)[0])
    assert table
    assert {len(row) for row in table} == {len(head)}
    assert len(rows(chinese.content)) == len(table) + 1


def test_a_table_says_the_same_as_the_figure(town: Town) -> None:
    seen = look(town, f"/v1/dashboard?{NOVEMBER}", "lead1")["figures"]
    head, *table = rows(town["lead1"].get(f"/v1/dashboard/rates/csv?{NOVEMBER}").content)

    assert head[:4] == ["街道代码", "街道", "指标代码", "指标"]
    told = [seen["rates"]["all"], *(one["rates"] for one in seen["rates"]["by_office"])]
    assert len(table) == sum(map(len, told))
    assert table[0][2:7] == ["filing", "立案率", "1.0", "2", "2"]
    days = rows(town["lead1"].get(f"/v1/dashboard/trend/csv?{NOVEMBER}").content)[1:]
    assert days == [[str(it) for it in day.values()] for day in seen["trend"]["days"]]


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@me", "\t=1", "\r=1", "a=b", 'say "so", twice']
)
def test_no_name_becomes_a_formula(town: Town, name: str) -> None:
    month = MonthShown(month="2026-11", office=BEISHAN, name=name, riders=None, reports=-1)
    with reading(town.house.projections.engine, "metrics") as now:
        asked = Asking(now, town.house.wiring.book, Scope(MONDAY, MONDAY), MONDAY)

    table = rows(written(Figure.PARTICIPATION, Months(months=[month]), asked, "zh"))

    safe = name if name[0].isalpha() else f"'{name}"
    assert table[1] == ["2026-11", BEISHAN, safe, "", "-1"]  # a number stays one


def test_the_map_is_geojson_with_rounded_places(town: Town) -> None:
    exact = town.place()
    seen = look(town, "/v1/dashboard/map/geojson")

    assert (seen["type"], seen["more"]) == ("FeatureCollection", False)
    by_state = {one["properties"]["state"]: one for one in seen["features"]}
    assert by_state.keys() == {"verified", "dispatched"}  # what nobody accepted is not shown
    assert by_state["verified"]["geometry"]["coordinates"] == [
        round(exact["longitude"], 4),
        round(exact["latitude"], 4),
    ]
    assert len(look(town, "/v1/dashboard/map/geojson?open=true")["features"]) == 1
    assert look(town, "/v1/dashboard/map/geojson?category=M09006")["features"] == []
    only = look(town, f"/v1/dashboard/map/geojson?office={TIANSHUI}")["features"]
    assert [one["properties"]["office"] for one in only] == [TIANSHUI]
    table = rows(town.nobody.get("/v1/dashboard/map/csv?open=true").content)
    assert [row[3] for row in table[1:]] == [TIANSHUI]


def test_figures_are_cut_by_office_and_category(town: Town) -> None:
    def figures(query: str) -> dict[str, Any]:
        found: dict[str, Any] = look(town, f"/v1/dashboard?{NOVEMBER}&{query}")["figures"]
        return found

    beishan = figures(f"office={BEISHAN}")
    assert [one["office"] for one in beishan["rates"]["by_office"]] == [BEISHAN]
    assert [one["office"] for one in beishan["participation"]["months"]] == [BEISHAN]
    assert beishan["categories"]["groups"][0]["reports"] == 1
    assert figures("category=M09006")["categories"]["groups"] == []
    backwards = "/v1/dashboard?from=2026-11-30&to=2026-11-01"
    refused(town.nobody.get(backwards), 422, "invalid-request")
    refused(town.nobody.get("/v1/dashboard?office=%00"), 422, "invalid-request")


def test_it_says_whose_figures_these_are(town: Town) -> None:
    seen = done(town.nobody.get("/v1/dashboard"))

    assert (seen["demo"], seen["city"]) == (True, town.house.wiring.book.name)
    assert seen["public"] == [str(one) for one in Figure]
