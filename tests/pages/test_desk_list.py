"""The list: filters that stay in the address, search, the map in step, and ten thousand rows."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Route

from tests.pages.conftest import Visits
from tests.pages.desk import deed, get, panel, row, rows, send, waiting
from tests.pages.rider_steps import eventually
from tests.pages.visitor import DESK, NARROW, PHONE, expect

MANY = 10_000
PAGE = 200


def test_filters_stay_in_the_address(visitor: Visits) -> None:
    page = visitor("dispatcher1").open("/desk")
    expect(rows(page).first).to_be_visible()

    page.get_by_role("button", name=re.compile("^我的")).click()
    page.get_by_label("排序").select_option("newest")
    page.wait_for_url("**mine=1**sort=newest**")
    count = int(page.locator('.chips button[aria-pressed="true"] b').inner_text())
    expect(rows(page)).to_have_count(count)
    ids = [one.get_attribute("id") for one in rows(page).all()]
    page.reload()
    expect(rows(page)).to_have_count(count)

    for index, name in enumerate(ids):
        expect(rows(page).nth(index)).to_have_attribute("id", str(name))
    for one in rows(page).all():
        expect(one.locator(".row")).to_have_class(re.compile("mine"))
    page.locator(".finer").get_by_label("类别").select_option(index=1)
    page.goto(page.url.replace("mine=1", "kind=suspended&category=none"))
    expect(page.get_by_text("没有符合条件的上报单")).to_be_visible()
    page.get_by_role("button", name="清除筛选").last.click()
    expect(rows(page).first).to_be_visible()


def test_a_report_is_found_by_its_note_and_by_its_number(visitor: Visits) -> None:
    operator = visitor("operator1")
    report = waiting(operator, "曙光路灯塔旁边")
    outside = send(operator, "河中央", (121.9, 31.9))
    page = visitor("dispatcher1").open("/desk")
    expect(rows(page).first).to_be_visible()
    field = page.get_by_role("searchbox")

    field.fill("灯塔")
    expect(rows(page)).to_have_count(1)
    expect(row(page, report)).to_be_visible()
    field.fill(outside["number"])  # with the operator's desk, not with this office
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("没有这个编号")
    done = get(operator, "/v1/queues/330106002?state=verified&limit=1")["items"][0]
    field.fill(f"{done['number'][:4]}-{done['number'][4:].lower()}")
    field.press("Enter")

    expect(panel(page).locator(".panel-head .number")).to_have_text(done["number"])


def test_map_and_list_are_in_step(visitor: Visits) -> None:
    guest = visitor("dispatcher1")
    page = guest.open("/desk")
    expect(rows(page).first).to_be_visible()
    page.get_by_role("button", name="地图", exact=True).click()
    expect(page.locator(".map canvas").first).to_be_visible()
    expect(page.locator(".map-count").first).to_be_visible()  # gathered where they crowd
    assert guest.flaws() == []

    page.get_by_role("button", name="地图", exact=True).click()
    expect(page.locator(".map canvas")).to_have_count(0)
    number = rows(page).nth(2).locator(".number").inner_text()
    page.get_by_role("searchbox").fill(number)
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="地图", exact=True).click()
    page.locator(".map .map-pane").click()  # the only point lies in the middle

    expect(panel(page).locator(".panel-head .number")).to_have_text(number)
    expect(rows(page)).to_have_attribute("aria-selected", "true")


def test_a_map_that_is_closed_in_the_middle_of_a_zoom_breaks_nothing(visitor: Visits) -> None:
    page = visitor("dispatcher1").open("/desk")
    expect(rows(page).first).to_be_visible()
    for _ in range(3):
        page.keyboard.press("m")
        expect(page.locator(".map-count").first).to_be_visible()
        page.locator(".map .leaflet-control-zoom-in").click()
        page.keyboard.press("m")
        expect(page.locator(".map canvas")).to_have_count(0)
    page.wait_for_timeout(500)  # longer than a zoom takes: the visitor's page raised no error


def test_ten_thousand_reports_stay_fluid(visitor: Visits) -> None:
    guest = visitor("dispatcher1")
    page = guest.page
    one = get(guest, "/v1/queues/330106002?limit=1")["items"][0]
    page.route(re.compile(r"/v1/queues/330106002\?"), lambda route: _many(route, one))
    page.route("**/v1/queues/330106002/stream*", lambda route: route.abort())
    page.add_init_script(
        "window.long = []; new PerformanceObserver(list => list.getEntries().forEach("
        "one => window.long.push(Math.round(one.duration)))).observe({entryTypes: ['longtask']})"
    )
    guest.open("/desk")
    expect(page.locator(".chips button").first.locator("b")).to_have_text(str(MANY))
    loading = page.evaluate("window.long.splice(0)")

    page.evaluate(
        "async () => { const list = document.querySelector('.queue-list');"
        "for (let step = 0; step < 60; step += 1) { list.scrollTop += 900;"
        "await new Promise(requestAnimationFrame) } list.scrollTop = list.scrollHeight }"
    )
    expect(page.locator(f'.slot[aria-posinset="{MANY}"]')).to_be_visible()

    print(f"long tasks in ms: while loading {loading}, while scrolling", end=" ")  # noqa: T201
    print(page.evaluate("window.long"))  # noqa: T201 - measured, not judged
    assert rows(page).count() < 60


def _many(route: Route, one: dict[str, Any]) -> None:
    """Answer as a queue of ten thousand would: page by page, all in one state."""
    asked = route.request.url
    running = "state=dispatched" in asked
    found = re.search(r"cursor=(\d+)", asked)
    start = int(found.group(1)) if found else 0
    first = datetime(2026, 11, 20, tzinfo=UTC)
    count = MANY if running else 0
    items = [
        one
        | {
            "id": f"00000000-0000-7000-8000-{index:012d}",
            "number": f"{index:09d}",
            "state": "dispatched",
            "photos": [],
            "due_at": (first + timedelta(minutes=index)).isoformat(),
        }
        for index in range(start, min(count, start + PAGE))
    ]
    following = str(start + PAGE) if start + PAGE < count else None
    counts = {"by_state": {"dispatched": count}, "late": 0}
    body = {"items": items, "next": following, "counts": counts, "position": 1, "incomplete": False}
    route.fulfill(content_type="application/json", body=json.dumps(body))


@pytest.mark.parametrize("size", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
@pytest.mark.parametrize(("language", "scheme"), [("zh", "dark"), ("en", "light")])
def test_everybody_can_read_the_list_and_a_report(
    visitor: Visits, size: dict[str, int], language: str, scheme: str
) -> None:
    guest = visitor("dispatcher1", size=size, language=language, scheme=scheme)
    page = guest.open("/desk")
    expect(rows(page).first).to_be_visible()
    assert guest.flaws() == []
    assert guest.overflow() <= 0

    rows(page).first.click()
    expect(panel(page).locator(".story li").first).to_be_visible()
    expect(deed(page, "内部备注" if language == "zh" else "Internal note")).to_be_visible()

    assert guest.flaws() == []
    assert guest.overflow() <= 0


def test_letters_twice_as_large_break_nothing(visitor: Visits) -> None:
    guest = visitor("dispatcher1", size=NARROW)
    guest.page.add_init_script(
        "addEventListener('DOMContentLoaded',"
        " () => { document.documentElement.style.fontSize = '32px' })"
    )
    page = guest.open("/desk")
    expect(rows(page).first).to_be_visible()

    assert guest.flaws() == []
    assert guest.overflow() <= 0
    rows(page).first.click()
    expect(panel(page).locator(".story li").first).to_be_attached()
    assert guest.overflow() <= 0


def test_states_without_rows_are_designed_too(visitor: Visits) -> None:
    guest = visitor("dispatcher3")
    page = guest.page
    empty: dict[str, Any] = {
        "items": [],
        "next": None,
        "counts": {"by_state": {}, "late": 0},
        "position": 1,
    }
    said = json.dumps(empty | {"incomplete": True})
    held: list[Route] = []
    path = re.compile(r"/v1/queues/330105012\?")

    def hold(route: Route) -> None:
        held.append(route)

    page.route(path, hold)
    guest.open("/desk")
    expect(page.get_by_role("heading", level=1)).to_be_attached()
    expect(page.locator(".state-block.loading")).to_be_visible()
    eventually(page, lambda: bool(held))
    assert guest.flaws() == []
    held[0].fulfill(content_type="application/json", body=said)
    page.unroute(path)
    page.route(path, lambda route: route.fulfill(content_type="application/json", body=said))
    expect(page.get_by_text("这里没有要办的事")).to_be_visible()
    expect(page.get_by_text("可能有上报单没有显示")).to_be_visible()
    assert guest.flaws() == []
    page.unroute(path)
    page.route(path, lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("没有网络")).to_be_visible()
    assert guest.flaws() == []


def test_who_holds_no_post_is_told_so(visitor: Visits) -> None:
    guest = visitor()
    guest.open("/desk")
    expect(guest.page.get_by_role("heading", name="工作人员登录")).to_be_visible()
    assert guest.flaws() == []


@pytest.mark.parametrize(
    ("login", "queue"),
    [
        ("dispatcher4", "宝石社区"),
        ("operator1", "派遣台"),
        ("verifier1", "核查抽查"),
        ("lead1", "街道"),
    ],
)
def test_everybody_begins_at_their_own_queue(visitor: Visits, login: str, queue: str) -> None:
    page = visitor(login).open("/desk")

    expect(page.get_by_role("heading", level=1)).to_contain_text(queue)
