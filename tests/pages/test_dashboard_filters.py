"""The filters live in the address: whoever gets the link sees the same figures."""

from playwright.sync_api import Page

from tests.pages.conftest import Visits
from tests.pages.dashboards import card, shown, table
from tests.pages.rider_steps import eventually
from tests.pages.visitor import NARROW, PHONE, expect

BEISHAN = "330106002"


def numbers(page: Page) -> list[str]:
    """Read the first numbers and every sentence of the page."""
    shown(page)
    expect(card(page, "map").locator(".sentence")).not_to_have_text("正在加载…")
    return page.locator(".headline a, .sentence").all_inner_texts()


def test_a_filter_shared_by_link_shows_the_same_numbers_to_somebody_else(visitor: Visits) -> None:
    sender = visitor("lead1")
    sender.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = sender.open("/dashboard")
    everything = numbers(page)
    page.get_by_label("街道", exact=True).select_option(BEISHAN)
    expect(page.locator(".scope")).to_contain_text("北山街道")
    page.get_by_text("本季度").click()
    card(page, "times").get_by_text("等核查").click()

    page.get_by_role("button", name="复制本页链接").click()
    expect(page.get_by_text("链接已复制")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    other = visitor("lead1").page
    other.goto(link)

    expect(other.get_by_label("街道", exact=True)).to_have_value(BEISHAN)
    expect(other.get_by_role("radio", name="等核查")).to_be_checked()
    expect(other.get_by_label("自选日期").first).to_be_checked()
    eventually(other, lambda: numbers(other) == numbers(page))
    assert numbers(page) != everything
    assert table(other, "trend") == table(page, "trend")


def test_a_link_to_one_figure_leads_to_it(visitor: Visits) -> None:
    page = visitor().open(f"/dashboard#/overdue?office={BEISHAN}")

    expect(page.locator("#overdue-title")).to_be_focused()
    expect(page.locator("#overdue-title")).to_be_in_viewport()
    expect(page.get_by_label("街道", exact=True)).to_have_value(BEISHAN)


def test_own_dates_are_asked_for_and_impossible_ones_explained(visitor: Visits) -> None:
    page = visitor().open("/dashboard")
    shown(page)
    page.get_by_text("自选日期").click()
    page.get_by_label("从", exact=True).fill("2026-11-20")
    page.get_by_label("从", exact=True).blur()
    page.get_by_label("到", exact=True).fill("2026-11-10")
    page.get_by_label("到", exact=True).blur()

    expect(page.get_by_role("alert")).to_have_text("开始日期晚于结束日期")
    page.get_by_label("从", exact=True).fill("2020-01-01")
    expect(page.get_by_role("alert")).to_have_text("最多看 400 天")
    page.get_by_label("从", exact=True).fill("2026-11-10")
    page.get_by_label("从", exact=True).blur()

    expect(page.locator(".scope")).to_contain_text("11月10日")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert "from=2026-11-10&to=2026-11-10" in page.url
    shown(page)
    assert len(table(page, "trend")) == 1


def test_a_category_is_drilled_into_and_narrows_the_board(visitor: Visits) -> None:
    page = visitor(size=PHONE).open("/dashboard")
    tree = card(page, "categories").locator(".tree")
    group = tree.locator(".group").nth(1)
    expect(group).to_have_attribute("aria-expanded", "false")

    group.click()
    item = tree.locator(".items").nth(1).get_by_role("button").first
    name = item.locator(".name").inner_text().splitlines()[0]
    item.click()

    expect(page.locator(".scope")).to_contain_text(name)
    pressed = tree.locator(".items button[aria-pressed=true]")  # its group alone is left by then
    expect(pressed).to_contain_text(name)
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator(".scope")).not_to_contain_text(name)


def test_everything_can_be_done_with_the_keyboard(visitor: Visits) -> None:
    page = visitor().open("/dashboard")
    shown(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="本月")).to_be_checked()

    rates = card(page, "rates")
    by_value = rates.get_by_role("button", name="按期处置率").first
    by_value.focus()
    page.keyboard.press("Enter")
    expect(rates.locator("th[aria-sort=descending]").first).to_be_visible()
    expect(rates.get_by_text("以下不足 10 件，不参与排序").first).to_be_visible()

    share = rates.locator(".explained button").first
    share.focus()
    tip = rates.get_by_role("tooltip").first
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("按截止日期")
    expect(share).to_have_accessible_description(tip.inner_text().replace("\n", " "))
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_the_explanation_of_a_share_stays_inside_a_narrow_page(visitor: Visits) -> None:
    guest = visitor(size=NARROW, language="en")
    page = guest.open("/dashboard")
    share = card(page, "rates").locator(".explained button").first

    share.tap()

    expect(card(page, "rates").get_by_role("tooltip").first).to_be_visible()
    assert guest.overflow() <= 0
