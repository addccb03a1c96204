"""A figure, its table and its file say the same; a drawing says in words what it shows."""

import json
from collections.abc import Callable

import pytest

from tests.pages.conftest import Visits
from tests.pages.dashboards import card, count, downloaded, shown, table
from tests.pages.visitor import expect

Rows = list[list[str]]
COMPARED: dict[str, tuple[Callable[[Rows], Rows], Callable[[Rows], Rows]]] = {
    "trend": (
        lambda seen: [row[1:] for row in seen],
        lambda file: [row[1:] for row in file],
    ),
    "overdue": (
        lambda seen: seen,
        lambda file: [row[1:] for row in file],
    ),
    "categories": (
        lambda seen: [[row[0], row[2], row[3]] for row in seen],
        lambda file: [[row[3], row[4], row[5]] for row in file],
    ),
    "stock": (
        lambda seen: [row[1:] for row in seen],
        lambda file: [row[2:] for row in file],
    ),
    "rates": (
        lambda seen: [[row[1], row[3], row[4]] for row in seen],
        lambda file: [[row[3], row[5], row[6]] for row in file],
    ),
    "participation": (
        lambda seen: [[row[1], row[2].replace("不足 5", ""), row[3]] for row in seen],
        lambda file: [[row[2], row[3], row[4]] for row in file],
    ),
    "times": (
        lambda seen: [row[1:] for row in seen],
        lambda file: [[row[5]] for row in file if row[2] == "上报到结案" and row[3]],
    ),
    "map": (
        lambda seen: [row[:1] for row in seen],
        lambda file: [row[:1] for row in file],
    ),
}


@pytest.mark.parametrize("figure", COMPARED)
def test_the_table_beside_a_figure_says_what_its_file_says(visitor: Visits, figure: str) -> None:
    page = visitor().open("/dashboard#/?office=330106002")
    shown(page)
    of_table, of_file = COMPARED[figure]

    seen = of_table(table(page, figure))
    file = of_file(downloaded(page, figure))

    assert [[count(cell) for cell in row] for row in seen] == file
    assert seen


def test_every_drawing_says_in_words_what_it_shows(visitor: Visits) -> None:
    page = visitor().open("/dashboard")
    shown(page)

    for figure in ("trend", "times", "participation"):
        drawing = card(page, figure).get_by_role("img")
        drawing.scroll_into_view_if_needed()
        expect(drawing).to_have_attribute("data-state", "drawn")
        sentence = card(page, figure).locator(".sentence").inner_text()
        expect(drawing).to_have_accessible_name(sentence)
    sentence = card(page, "stock").locator(".sentence").inner_text()
    expect(card(page, "stock").get_by_role("img")).to_have_accessible_name(sentence)


def test_the_map_is_taken_along_as_geojson_with_its_filters(visitor: Visits) -> None:
    page = visitor().open("/dashboard#/map?office=330106002&open=yes")
    box = card(page, "map")
    expect(box.locator(".map-pane canvas").first).to_be_attached()

    with page.expect_download() as coming:
        box.get_by_role("link", name="GeoJSON").click()

    places = json.loads(coming.value.path().read_text("utf-8"))["features"]
    assert len(table(page, "map")) == len(places)
    assert {one["properties"]["office"] for one in places} == {"330106002"}
    assert all(one["properties"]["open"] for one in places)
    assert all(round(part, 4) == part for one in places for part in one["geometry"]["coordinates"])


def test_a_share_says_what_it_is_made_of_under_the_pointer(visitor: Visits) -> None:
    page = visitor(language="en").open("/dashboard")
    rates = card(page, "rates")
    tip = rates.get_by_role("tooltip").first
    expect(tip).to_be_hidden()

    rates.locator(".explained").first.hover()

    expect(tip).to_be_visible()
    expect(tip).to_contain_text("of")
    expect(tip).to_contain_text("left out: suspended")
    expect(tip).to_contain_text("legs resolved in time / legs due")


def test_what_rests_on_few_cases_says_so(visitor: Visits) -> None:
    page = visitor().open("/dashboard")
    few = card(page, "rates").locator("tr.few").first

    expect(few.locator("small")).to_contain_text("件")
    expect(few.locator(".about")).to_contain_text("不足 10 件，仅供参考")
