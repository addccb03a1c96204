"""Every state of the dashboard on every screen: legible, quiet, and without a flaw for axe."""

import re

import pytest
from playwright.sync_api import Page, Route

from tests.pages.conftest import Visits
from tests.pages.dashboards import FIGURES, card, shown
from tests.pages.visitor import DESK, NARROW, PHONE, WALL, expect

ANSWER = re.compile(r"/v1/dashboard\?")
SIZES = {"desk": DESK, "phone": PHONE, "narrow": NARROW}


def hold(page: Page) -> list[Route]:
    """Let no answer through: those asked for are kept in the list."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(ANSWER, keep)
    return held


def drawn(page: Page) -> None:
    """Bring every drawing near the window, so that it is there."""
    charts = page.locator(".chart:visible")
    for number in range(charts.count()):
        charts.nth(number).scroll_into_view_if_needed()
        expect(charts.nth(number)).to_have_attribute("data-state", "drawn")


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [
        ("desk", "zh", "light"),
        ("desk", "en", "dark"),
        ("phone", "zh", "dark"),
        ("narrow", "en", "light"),
    ],
)
def test_everybody_can_read_it(visitor: Visits, size: str, language: str, scheme: str) -> None:
    guest = visitor("lead1", size=SIZES[size], language=language, scheme=scheme)
    page = guest.open("/dashboard#/?period=quarter&sort=value")
    shown(page)
    drawn(page)
    for summary in page.locator("summary").all():
        summary.click()
    card(page, "categories").locator(".group").nth(1).click()

    assert guest.flaws() == []
    assert guest.overflow() <= 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wall_shows_all_at_once_without_scrolling(visitor: Visits, language: str) -> None:
    guest = visitor(size=WALL, language=language)
    page = guest.open("/dashboard#/wall")
    shown(page)
    drawn(page)

    assert guest.flaws() == []
    tall = page.evaluate("document.documentElement.scrollHeight - innerHeight")
    assert tall <= 0
    expect(page.locator("form")).to_have_count(0)
    for figure in FIGURES:
        if figure != "participation":
            expect(card(page, figure)).to_be_in_viewport(ratio=1)


def test_it_says_that_it_is_loading_and_then_moves_nothing(visitor: Visits) -> None:
    guest = visitor()
    held = hold(guest.page)
    page = guest.open("/dashboard")
    expect(page.locator(".state-block.loading")).to_be_visible()
    assert guest.flaws() == []

    page.evaluate(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries()"
        ".forEach((one) => { if (!one.hadRecentInput) window.moved += one.value }))"
        ".observe({ type: 'layout-shift' })"
    )
    for route in held:
        route.continue_()
    shown(page)
    drawn(page)

    assert page.evaluate("window.moved") < 0.1  # what browsers call good


def test_a_period_without_anything_says_so_figure_by_figure(visitor: Visits) -> None:
    guest = visitor()
    page = guest.open("/dashboard#/?from=2020-01-01&to=2020-01-31")
    shown(page)

    expect(card(page, "trend").locator(".sentence")).to_contain_text("没有上报")
    expect(card(page, "times").locator(".sentence")).to_contain_text("没有可计的")
    expect(card(page, "overdue").locator(".sentence")).to_have_text("这段时间没有超时。")
    expect(page.locator(".scope")).to_contain_text("2020年1月1日")
    assert guest.flaws() == []


def test_a_failure_says_what_happened_and_can_be_tried_again(visitor: Visits) -> None:
    guest = visitor(size=PHONE)
    problem = '{"code":"busy","title":"现在很忙","detail":"请过一会儿再试。","status":503}'
    guest.page.route(
        ANSWER,
        lambda route: route.fulfill(
            status=503, body=problem, content_type="application/problem+json"
        ),
    )
    page = guest.open("/dashboard")
    expect(page.get_by_role("alert")).to_contain_text("现在很忙")
    expect(page.get_by_role("alert")).to_contain_text("请过一会儿再试。")
    assert guest.flaws() == []

    guest.page.unroute(ANSWER)
    page.get_by_role("button", name="重试").click()

    shown(page)


def test_without_a_network_the_last_figures_stay_and_come_up_to_date_again(
    visitor: Visits,
) -> None:
    guest = visitor()
    page = guest.open("/dashboard")
    shown(page)
    expect(card(page, "map")).not_to_contain_text("正在加载")
    guest.context.set_offline(True)

    page.get_by_text("本月").click()

    expect(page.get_by_role("alert")).to_contain_text("没有网络")
    expect(card(page, "stock")).to_be_visible()
    assert guest.flaws() == []
    guest.context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_where_no_drawing_arrives_the_numbers_are_there(visitor: Visits) -> None:
    guest = visitor()
    guest.page.route(re.compile(r"/assets/(draw|MapPane)-.*\.js"), lambda route: route.abort())
    page = guest.open("/dashboard")
    shown(page)

    expect(card(page, "trend")).to_contain_text("图没有加载出来")
    card(page, "map").scroll_into_view_if_needed()
    expect(card(page, "map")).to_contain_text("图没有加载出来")
    expect(card(page, "trend").locator("summary")).to_be_visible()


def test_the_drawing_library_comes_after_the_figures(visitor: Visits) -> None:
    guest = visitor(size=PHONE)
    asked: list[str] = []
    guest.page.on("request", lambda request: asked.append(request.url))
    held = hold(guest.page)
    page = guest.open("/dashboard")
    expect(page.locator(".state-block.loading")).to_be_visible()
    assert not [url for url in asked if "/assets/draw-" in url or "/assets/MapPane-" in url]

    for route in held:
        route.continue_()

    shown(page)
    drawn(page)
    assert [url for url in asked if "/assets/draw-" in url]


def test_on_paper_there_are_figures_and_no_buttons(visitor: Visits) -> None:
    guest = visitor()
    page = guest.open("/dashboard")
    shown(page)

    page.emulate_media(media="print")

    expect(page.locator(".filters")).to_be_hidden()
    expect(card(page, "trend").get_by_role("button", name="复制链接")).to_be_hidden()
    expect(card(page, "trend").locator(".sentence")).to_be_visible()
    expect(page.locator(".scope")).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "narrow"])
def test_letters_twice_as_large_leave_everything_in_its_place(visitor: Visits, size: str) -> None:
    guest = visitor(size=SIZES[size], language="en")
    page = guest.open("/dashboard")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    shown(page)
    drawn(page)

    assert guest.overflow() <= 0
