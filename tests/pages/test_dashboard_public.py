"""Who sees which figures: everybody what the city switched on, its staff all."""

from collections.abc import Iterator

import pytest

from tests.pages.city import LiveCity
from tests.pages.conftest import Visits
from tests.pages.dashboards import FIGURES, card, make_public, shown
from tests.pages.visitor import PHONE, expect


@pytest.fixture(autouse=True)
def everything_public_again(city: LiveCity) -> Iterator[None]:
    yield
    make_public(city, *FIGURES)


def test_the_public_sees_only_the_figures_the_city_switched_on(
    visitor: Visits, city: LiveCity
) -> None:
    make_public(city, "rates", "stock")
    page = visitor().open("/dashboard")
    shown(page)

    for figure in FIGURES:
        expect(card(page, figure)).to_have_count(1 if figure in {"rates", "stock"} else 0)
    expect(page.get_by_role("navigation").get_by_role("link")).to_have_count(2)
    expect(page.locator("[data-test=submitted]")).to_have_count(0)
    expect(page.locator("[data-test=timely]")).to_be_visible()


def test_a_lead_signs_in_and_sees_every_figure_and_which_are_public(
    visitor: Visits, city: LiveCity
) -> None:
    make_public(city, "rates")
    guest = visitor()
    page = guest.open("/dashboard")
    shown(page)

    page.get_by_role("link", name="登录").click()
    expect(page.get_by_label("账号")).to_be_visible()
    assert guest.flaws() == []
    guest.sign_in("lead1")

    for figure in FIGURES:
        expect(card(page, figure)).to_be_visible()
    expect(card(page, "rates")).to_contain_text("已公开")
    expect(card(page, "stock")).to_contain_text("仅工作人员可见")
    page.get_by_role("button", name="退出登录").click()
    expect(card(page, "stock")).to_have_count(0)


def test_a_city_that_shows_nothing_says_so_and_lets_staff_in(
    visitor: Visits, city: LiveCity
) -> None:
    make_public(city)
    guest = visitor(size=PHONE)
    page = guest.open("/dashboard")

    expect(page.get_by_text("城市还没有公开数据")).to_be_visible()
    assert guest.flaws() == []
    page.get_by_role("main").get_by_role("link", name="登录").click()
    expect(page.get_by_label("账号")).to_be_visible()


def test_a_lead_of_the_city_finds_the_same_page_on_a_phone_in_english(visitor: Visits) -> None:
    guest = visitor("lead1", size=PHONE, language="en")
    page = guest.open("/dashboard")
    shown(page)

    for figure in FIGURES:
        expect(card(page, figure)).to_be_visible()
    assert guest.overflow() <= 0
