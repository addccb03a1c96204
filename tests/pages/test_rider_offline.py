"""Offline is normal: what is photographed without a network arrives once, whatever happens."""

from typing import Any

import pytest
from playwright.sync_api import Route

from tests.pages.conftest import Visits
from tests.pages.errands import Hand
from tests.pages.rider_steps import drafted, eventually, photograph, send
from tests.pages.visitor import PHONE, Visitor, expect


def worked(guest: Visitor) -> None:
    """Open the page, and wait until it would start without a network."""
    page = guest.open("/rider")
    expect(page.locator(".shoot")).to_be_visible()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")


def sent(guest: Visitor, login: str = "rider1") -> list[dict[str, Any]]:
    """List what the city has of a rider."""
    return list(Hand(guest.city, login).see("/v1/me/reports?limit=200")["items"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_outlives_reloads_without_a_network_and_arrives_once(
    visitor: Visits, language: str
) -> None:
    guest = visitor("rider1", size=PHONE, language=language)
    worked(guest)
    before = len(sent(guest))

    guest.context.set_offline(True)
    page = guest.page
    page.reload()
    expect(page.locator(".latest .row").first).to_be_visible()  # kept from before
    drafted(guest)
    send(page)
    expect(page.locator(".sent h1")).to_be_visible()
    assert guest.flaws() == []
    page.goto(f"{guest.city.at}/rider#/outbox")
    page.reload()
    waiting = "待同步" if language == "zh" else "Waiting to be sent"
    expect(page.locator(".item .status-tag")).to_have_text(waiting)
    assert guest.flaws() == []
    assert len(sent(guest)) == before

    guest.context.set_offline(False)
    expect(page.locator(".item")).to_have_count(0)

    eventually(page, lambda: len(sent(guest)) == before + 1)


def test_every_view_opens_without_a_network(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE)
    worked(guest)
    page = guest.page
    for path in ("/reports", "/inbox", "/points"):
        page.evaluate(f"location.hash = '{path}'")
        expect(page.locator(".rows li").first).to_be_visible()

    guest.context.set_offline(True)
    page.reload()

    for path in ("/reports", "/inbox", "/points"):
        page.evaluate(f"location.hash = '{path}'")
        expect(page.locator(".rows li").first).to_be_visible()
        expect(page.locator(".since")).to_contain_text("没有网络")
        assert guest.flaws() == []


def test_an_answer_lost_on_its_way_makes_no_second_report(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE, service_workers="block")
    page = guest.open("/rider")
    expect(page.locator(".shoot")).to_be_visible()
    before = len(sent(guest))
    tries: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        tries.append(route.request.headers["idempotency-key"])
        if len(tries) > 1:
            return route.continue_()
        route.fetch()  # the city has it, the phone does not know
        return route.abort()

    page.route("**/v1/reports", lose)
    drafted(guest)
    send(page)
    expect(page.get_by_text("已存好，等网络")).to_be_visible()

    page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(page.locator(".sent .number")).to_be_visible()
    assert len(tries) == 2
    assert len(set(tries)) == 1
    eventually(page, lambda: len(sent(guest)) == before + 1)


def test_a_page_closed_while_sending_goes_on_when_it_is_opened_again(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE, service_workers="block")
    page = guest.open("/rider")
    expect(page.locator(".shoot")).to_be_visible()
    before = len(sent(guest))
    page.route("**/v1/reports", lambda _: None)  # never answered
    drafted(guest)
    send(page)
    expect(page.get_by_text("正在发送…")).to_be_visible()

    page.close()
    guest.page = guest.context.new_page()
    guest.open("/rider")

    eventually(guest.page, lambda: len(sent(guest)) == before + 1)


def test_what_the_city_refuses_stays_with_the_reason_until_it_is_dropped(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE, service_workers="block")
    page = guest.open("/rider")
    refusal = {
        "code": "bad-location",
        "status": 422,
        "title": "地球上没有这个位置",
        "detail": "位置不对",
    }

    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            return route.fulfill(status=422, json=refusal)
        return route.fallback()

    page.route("**/v1/reports", refuse)
    drafted(guest)
    send(page)
    expect(page.get_by_text("没有发出去")).to_be_visible()
    expect(page.get_by_text("位置不对")).to_be_visible()
    assert guest.flaws() == []

    page.goto(f"{guest.city.at}/rider#/outbox")
    expect(page.locator(".item .status-tag")).to_have_text("未成功")
    assert guest.flaws() == []
    page.get_by_role("link", name="修改").click()
    expect(page.locator('.tiles [aria-pressed="true"]')).to_have_text("暴露垃圾")
    page.get_by_role("link", name="返回").click()
    page.goto(f"{guest.city.at}/rider#/outbox")
    page.locator(".item .danger").click()
    assert guest.flaws() == []
    page.locator("dialog .primary").click()

    expect(page.locator(".item")).to_have_count(0)


def test_another_rider_on_the_phone_does_not_send_it(visitor: Visits) -> None:
    guest = visitor("rider2", size=PHONE)
    worked(guest)
    guest.context.set_offline(True)
    photograph(guest.page, guest.city.picture)
    guest.page.locator(".tiles button").first.click()
    send(guest.page)
    expect(guest.page.get_by_text("已存好，等网络")).to_be_visible()
    before = len(sent(guest, "rider2"))

    guest.context.clear_cookies()
    guest.become("rider1")
    guest.context.set_offline(False)
    guest.open("/rider")
    expect(guest.page.locator(".latest .row").first).to_be_visible()
    guest.open("/rider#/outbox")
    expect(guest.page.get_by_text("都发出去了")).to_be_visible()
    assert len(sent(guest, "rider2")) == before

    guest.context.clear_cookies()
    guest.become("rider2")
    guest.open("/rider")
    guest.page.reload()

    eventually(guest.page, lambda: len(sent(guest, "rider2")) == before + 1)
