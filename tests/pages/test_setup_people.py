"""The desk's team and the people of the set-up: load, ping-pong, posts, passwords, blocks."""

import pytest
from playwright.sync_api import Page

from tests.pages.conftest import Visits
from tests.pages.desk import get, post
from tests.pages.visitor import DESK, NARROW, PHONE, Visitor, expect

OFFICE = "330106002"


def _opened(guest: Visitor, part: str) -> Page:
    page = guest.open(f"/desk#/{part}")
    expect(page.locator("#main")).to_be_visible()
    expect(page.locator(".state-block.loading")).to_have_count(0)
    return page


def test_a_supervisor_sees_who_has_what_in_hand(visitor: Visits) -> None:
    guest = visitor("supervisor1")
    page = _opened(guest, "team")
    load = get(guest, f"/v1/queues/{OFFICE}/load")["people"]

    rows = page.get_by_role("table", name="每人手上的活").locator("tbody tr")
    expect(rows).to_have_count(len(load))
    expect(rows.first).to_contain_text(load[0]["login"])
    assert [int(one) for one in rows.locator(".amount .numbers").all_inner_texts()] == [
        one["open"] for one in load
    ]
    assert guest.flaws() == []


def test_what_goes_back_and_forth_is_a_step_away_in_the_queue(visitor: Visits) -> None:
    guest, operator = visitor("supervisor1"), visitor("operator1")
    queue = get(guest, f"/v1/queues/{OFFICE}?state=dispatched")["items"]
    report, number = queue[0]["id"], queue[0]["number"]
    for _ in range(2):
        returned = {"reason": "not_our_ground", "words": "不在我们辖区"}
        post(guest, f"/v1/reports/{report}/return", returned)
        post(operator, f"/v1/reports/{report}/dispatch", {"office": OFFICE})
    page = _opened(guest, "team")

    link = page.get_by_role("link", name=number)
    expect(link).to_be_visible()
    expect(page.locator("li.card", has_text=number)).to_contain_text("退转 2 次")
    assert guest.flaws() == []
    link.click()
    page.wait_for_url(f"**/desk#/queue/{OFFICE}/{report}")


def test_a_supervisor_adds_a_dispatcher_of_a_community_who_can_sign_in(visitor: Visits) -> None:
    guest, newcomer = visitor(), visitor()
    page = guest.open("/desk")
    guest.sign_in("supervisor1")
    page.get_by_role("link", name="设置").click()
    page.get_by_role("link", name="工作人员").click()

    page.get_by_role("button", name="新增人员").click()
    page.get_by_label("账号").fill("dispatcher77")
    page.get_by_label("社区", exact=True).select_option(label="宝石社区")
    expect(page.get_by_role("region", name="保存后会改变")).to_contain_text(
        "调度员 (北山街道 宝石社区)"
    )
    page.get_by_role("button", name="保存").click()
    once = page.locator(".secret").inner_text()
    expect(page.get_by_role("row", name="dispatcher77")).to_contain_text("宝石社区")
    assert guest.flaws() == []
    page.get_by_role("button", name="已记下，关闭").click()
    expect(page.locator(".secret")).to_have_count(0)

    page = newcomer.open("/desk")
    page.get_by_label("账号").fill("dispatcher77")
    page.get_by_label("密码").fill(once)
    page.locator("form button").click()
    page.get_by_label("新密码").fill("quiet-bridge-77-east")
    page.get_by_label("再输一次").fill("quiet-bridge-77-east")
    page.locator("form button").click()
    expect(page.get_by_text("dispatcher77").first).to_be_attached()
    roles = get(newcomer, "/v1/me")["roles"]
    assert roles == [{"role": "dispatcher", "office": OFFICE, "community": "330106002052"}]


def test_an_account_that_is_disabled_is_signed_out(visitor: Visits) -> None:
    guest, dispatcher = visitor("admin1"), visitor("dispatcher3")
    page = _opened(guest, "setup/staff")
    page.get_by_label("查找").fill("dispatcher3")

    page.get_by_role("button", name="停用账号 dispatcher3").click()
    expect(page.get_by_text("立即退出，不能再登录")).to_be_visible()
    page.get_by_role("group", name="停用账号").get_by_role("button", name="停用账号").click()

    expect(page.get_by_role("row", name="dispatcher3")).to_contain_text("已停用")
    expect(dispatcher.open("/desk").get_by_label("账号")).to_be_visible()


@pytest.mark.parametrize(("size", "language"), [(DESK, "zh"), (PHONE, "en")], ids=["zh", "en"])
def test_a_rider_is_blocked_from_a_report_and_let_in_again(
    visitor: Visits, size: dict[str, int], language: str
) -> None:
    zh = language == "zh"
    guest = visitor("operator1", size=size, language=language)
    number = get(guest, f"/v1/queues/{OFFICE}")["items"][0]["number"]
    page = _opened(guest, "setup/blocked")
    words = "多次上报虚假问题" if zh else "Sent in problems that were none"

    page.get_by_role("button", name="停用一名小哥的上报" if zh else "Block a rider").click()
    asked = page.get_by_label("上报单编号" if zh else "Report number")
    asked.fill("000000000")
    page.get_by_label("理由" if zh else "Reason").fill(words)
    save = page.get_by_role("button", name="保存" if zh else "Save")
    save.click()
    expect(asked).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".flaw")).to_contain_text("没有这个编号" if zh else "no report of that")
    assert guest.flaws() == []
    asked.fill(number.lower())
    save.click()

    blocked = page.locator("li.card", has_text=words)
    expect(blocked).to_contain_text("operator1")
    assert guest.flaws() == []
    blocked.get_by_role("button").click()
    page.get_by_label("恢复的理由" if zh else "Why it is lifted").fill("ok")
    blocked.locator("form .primary").click()
    expect(blocked).to_have_count(0)


def test_a_dispatcher_has_no_set_up(visitor: Visits) -> None:
    guest = visitor("dispatcher1")
    page = _opened(guest, "setup")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("link", name="设置", exact=True)).to_have_count(0)
    assert guest.flaws() == []


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [(DESK, "en", "light"), (PHONE, "zh", "dark"), (NARROW, "en", "light")],
    ids=["desk", "phone", "narrow"],
)
def test_everybody_can_read_the_team(
    visitor: Visits, size: dict[str, int], language: str, scheme: str
) -> None:
    guest = visitor("lead1", size=size, language=language, scheme=scheme)
    page = _opened(guest, "team")
    page.locator("#team-queue").select_option(OFFICE)
    expect(page.get_by_text("dispatcher1")).to_be_visible()

    assert guest.flaws() == []
    assert guest.overflow() <= 0
