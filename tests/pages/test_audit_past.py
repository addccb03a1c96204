"""The time machine: a moment of the past, as everybody saw it, and what became of it since."""

import pytest
from playwright.sync_api import Locator, Page, Route

from tests.pages.conftest import Visits
from tests.pages.visitor import DESK, NARROW, PHONE, Visitor, expect


def _opened(guest: Visitor, address: str) -> Page:
    page = guest.open(f"/audit#/{address}")
    expect(page.get_by_role("slider").first).to_be_visible()
    _settled(page)
    return page


def _settled(page: Page) -> None:
    expect(page.locator(".state-block.loading")).to_have_count(0)
    expect(page.locator('[aria-busy="true"]')).to_have_count(0)


def _numbers(list_: Locator) -> set[str]:
    return set(list_.locator("tbody th a").all_inner_texts())


@pytest.mark.parametrize(
    ("size", "language"), [(DESK, "zh"), (PHONE, "en")], ids=["desk-zh", "phone-en"]
)
def test_an_auditor_travels_from_the_login_to_what_differs(
    visitor: Visits, size: dict[str, int], language: str
) -> None:
    zh = language == "zh"
    guest = visitor(size=size, language=language)
    page = guest.open("/audit")
    guest.sign_in("auditor1")

    page.get_by_role("link", name="时光机" if zh else "Time machine").click()
    page.get_by_role("combobox", name="队列" if zh else "Queue").select_option("330106002")
    _settled(page)
    now = page.locator("output").inner_text()
    today = _numbers(page.locator(".queue"))
    for _ in range(3):
        page.get_by_role("button", name="后退一天" if zh else "One day back").click()
        expect(page.locator("output")).not_to_have_text(now)
        _settled(page)
        expect(page.locator("output")).to_contain_text("序号" if zh else "position")
        now = page.locator("output").inner_text()
    then = _numbers(page.locator(".queue"))
    assert then
    assert then != today

    page.get_by_role("link", name="与最新对比" if zh else "Compare with the newest").click()
    _settled(page)
    expect(page.locator(".found")).to_be_visible()
    entered = page.get_by_role("region", name="新进" if zh else "Entered")
    left = page.get_by_role("region", name="离开" if zh else "Left")
    assert _numbers(entered) == today - then
    assert _numbers(left) == then - today
    figures = page.get_by_role("region", name="指标对照" if zh else "Figures side by side")
    expect(figures.locator("tbody tr").first).to_be_visible()
    assert guest.flaws() == []
    assert guest.overflow() <= 0


def test_the_moment_stands_in_the_address_for_others_to_see(visitor: Visits) -> None:
    page = _opened(visitor("auditor1"), "past?queue=330106002")
    page.get_by_role("button", name="后退一天").click()
    expect(page.locator("output")).to_contain_text("序号")
    _settled(page)
    moment, queue = page.locator("output").inner_text(), page.locator("tbody").inner_text()

    other = _opened(visitor("auditor1"), page.url.split("#/")[1])

    expect(other.locator("output")).to_have_text(moment)
    expect(other.locator("tbody")).to_have_text(queue, use_inner_text=True)


def test_the_slider_is_moved_by_keys_and_says_where_it_stands(visitor: Visits) -> None:
    page = _opened(visitor("auditor1"), "past")
    slider = page.get_by_role("slider")
    newest = slider.get_attribute("aria-valuetext")

    slider.focus()
    page.keyboard.press("Home")

    expect(slider).not_to_have_attribute("aria-valuetext", newest or "")
    expect(page.get_by_text("那一刻这个队列是空的")).to_be_visible()
    assert "at=" in page.url


def test_an_exact_moment_and_an_exact_position_are_taken(visitor: Visits) -> None:
    page = _opened(visitor("auditor1"), "past")

    page.get_by_label("日志序号").fill("1")
    page.get_by_label("日志序号").press("Enter")
    expect(page.locator("output")).to_contain_text("序号 1")
    page.get_by_role("button", name="前进一个事件").click()
    expect(page.locator("output")).to_contain_text("序号 2")
    first = page.get_by_label("准确时刻").input_value()
    page.get_by_label("准确时刻").fill(first[:10] + "T23:59:59")
    page.get_by_label("准确时刻").press("Tab")

    expect(page.locator("output")).to_contain_text("23:59:59")


def test_points_and_figures_are_those_of_the_moment(visitor: Visits) -> None:
    page = _opened(visitor("auditor1"), "past?show=credits")
    today = page.locator("tbody tr").count()

    page.get_by_label("日志序号").fill("1")
    page.get_by_label("日志序号").press("Enter")

    assert today > 0
    expect(page.get_by_text("那一刻还没有人有积分")).to_be_visible()
    page.get_by_role("link", name="指标").click()
    expect(page.get_by_role("row", name="立案率")).to_contain_text("0/0")


def test_a_moment_that_is_none_is_refused_in_words(visitor: Visits) -> None:
    guest = visitor("auditor1")
    page = guest.open("/audit#/past?at=yesterday")

    expect(page.get_by_role("alert").first).to_be_visible()
    assert guest.flaws() == []


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [(DESK, "en", "dark"), (NARROW, "zh", "light")],
    ids=["desk", "narrow"],
)
def test_everybody_can_travel(
    visitor: Visits, size: dict[str, int], language: str, scheme: str
) -> None:
    guest = visitor("auditor1", size=size, language=language, scheme=scheme)
    for address in ("past", "past?show=figures", "past?show=credits", "difference"):
        _opened(guest, address)

        assert guest.flaws() == [], address
        assert guest.overflow() <= 0, address


def test_what_is_typed_stays_while_the_moment_is_still_asked_for(visitor: Visits) -> None:
    guest = visitor("auditor1")
    held: list[Route] = []

    def hold(asked: Route) -> None:
        held.append(asked)

    guest.page.route("**/v1/audit/position*", hold)
    page = guest.open("/audit#/past?show=credits")
    field = page.get_by_label("日志序号")
    field.fill("1")
    expect(field).to_have_value("1")

    for asked in held:
        asked.continue_()
    guest.page.unroute("**/v1/audit/position*")
    expect(page.locator("output")).to_contain_text("序号")
    expect(field).to_have_value("1")
    field.press("Enter")

    expect(page.get_by_text("那一刻还没有人有积分")).to_be_visible()
