"""What comes after a report: hints, questions, results, notices, points."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.pages.conftest import Visits
from tests.pages.errands import Hand
from tests.pages.rider_steps import choose, drafted, eventually, photograph, send
from tests.pages.visitor import BEISHAN, DESK, PHONE, Visitor, expect


def spot(north: float) -> tuple[dict[str, float], dict[str, float]]:
    """Name a place of its own for a test: for a phone, and for the API."""
    latitude = BEISHAN["latitude"] + north
    return {**BEISHAN, "latitude": latitude}, {"latitude": latitude}


def dispatched(guest: Visitor, rider: Hand, report: str) -> None:
    """Wait until the office has a report."""
    eventually(guest.page, lambda: rider.state(report) == "dispatched")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_nearby_gets_the_photograph_instead_of_a_second_report(
    visitor: Visits, language: str
) -> None:
    phone, place = spot(0.002 if language == "zh" else 0.003)
    guest = visitor("rider2", size=PHONE, place=phone, language=language)
    first = Hand(guest.city, "rider1").report(**place)
    page = guest.open("/rider")
    dispatched(guest, Hand(guest.city, "rider1"), first)

    photograph(page, guest.city.mended)
    expect(page.locator(".near h2")).to_be_visible()
    assert guest.flaws() == []
    assert guest.overflow() <= 0
    page.locator(".near .deeds button").first.click()

    expect(page.locator(".sent .number")).to_be_visible()
    assert guest.flaws() == []
    page.locator(".sent a.button").first.click()
    expect(page.locator(".story li").first).to_be_visible()
    photos = Hand(guest.city, "dispatcher1").see(f"/v1/reports/{first}")["photos"]
    assert len(photos) == 2


def test_a_hint_is_only_a_hint(visitor: Visits) -> None:
    phone, place = spot(0.0045)
    guest = visitor("rider2", size=PHONE, place=phone)
    first = Hand(guest.city, "rider1").report(**place)
    page = guest.open("/rider")
    dispatched(guest, Hand(guest.city, "rider1"), first)
    photograph(page, guest.city.picture)

    page.get_by_role("button", name="不是同一个").click()
    choose(page, "路灯")
    send(page)

    expect(page.locator(".sent .number")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_question_of_the_office_is_answered(visitor: Visits, size: dict[str, int]) -> None:
    guest = visitor("rider1", size=size)
    rider, office = Hand(guest.city, "rider1"), Hand(guest.city, "dispatcher1")
    report = rider.report(**spot(0.006)[1])
    page = guest.open("/rider")
    dispatched(guest, rider, report)
    office.do(report, "ask", words="请问是哪个门？")

    page.goto(f"{guest.city.at}/rider#/reports/{report}")
    expect(page.locator(".question blockquote")).to_have_text("请问是哪个门？")
    assert guest.flaws() == []
    page.locator("#answer").fill("东门")
    page.get_by_role("button", name="回答").click()

    expect(page.locator(".question")).to_have_count(0)
    expect(page.locator(".story blockquote").first).to_have_text("东门")
    assert guest.flaws() == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_mended_is_told_live_and_can_be_disputed(visitor: Visits, language: str) -> None:
    guest = visitor("rider1", size=PHONE, language=language)
    rider, office = Hand(guest.city, "rider1"), Hand(guest.city, "dispatcher1")
    report = rider.report(**spot(-0.002 if language == "zh" else -0.003)[1])
    page = guest.open("/rider")
    dispatched(guest, rider, report)
    page.goto(f"{guest.city.at}/rider#/inbox")
    fixed = page.locator(".notice").filter(has=page.locator("img"))
    before = fixed.count()
    expect(page.locator(".notice").first).to_be_visible()

    office.mend(report)

    expect(page.locator(f'.notice[href="#/reports/{report}"] img').first).to_be_visible()
    assert fixed.count() > before
    assert guest.flaws() == []
    page.locator(f'.notice[href="#/reports/{report}"]').first.click()
    expect(page.locator(".photo-pair figure")).to_have_count(2)
    page.locator(".deeds button", has_text="没修好" if language == "zh" else "object").click()
    assert guest.flaws() == []
    page.locator("#words").fill("还有垃圾")
    page.locator("dialog .primary").click()

    expect(page.locator("dialog.sheet")).to_have_count(0)
    expect(page.locator(".story blockquote").first).to_have_text("还有垃圾")
    assert rider.see(f"/v1/reports/{report}")["objection"]


def test_a_closed_report_is_rated_once(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE)
    rider, office = Hand(guest.city, "rider1"), Hand(guest.city, "dispatcher1")
    report = rider.report(**spot(-0.0045)[1])
    page = guest.open("/rider")
    dispatched(guest, rider, report)
    office.mend(report)
    Hand(guest.city, "verifier1").do(report, "verify", method="photo_pair", words="已修好")

    page.goto(f"{guest.city.at}/rider#/reports/{report}")
    page.get_by_role("button", name="评价").click()
    page.locator(".stars label").nth(3).click()
    assert guest.flaws() == []
    page.get_by_role("button", name="提交评价").click()

    expect(page.get_by_text("您评了 4 星")).to_be_visible()
    expect(page.get_by_role("button", name="评价")).to_have_count(0)


def test_one_s_own_report_is_withdrawn_after_a_question(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE)
    report = Hand(guest.city, "rider1").report(**spot(-0.006)[1])
    page = guest.open(f"/rider#/reports/{report}")

    page.get_by_role("button", name="撤回").click()
    assert guest.flaws() == []
    page.get_by_role("button", name="撤回上报").click()

    expect(page.locator(".head .status-tag")).to_have_text("已撤回")


def test_news_arrive_while_the_rider_looks_elsewhere(visitor: Visits) -> None:
    guest = visitor("rider2", size=PHONE)
    rider = Hand(guest.city, "rider2")
    report = rider.report(**spot(0.0075)[1])
    page = guest.open("/rider#/inbox")
    dispatched(guest, rider, report)
    expect(page.locator(f'.notice[href="#/reports/{report}"]').first).to_be_visible()
    eventually(page, lambda: rider.see("/v1/me/inbox")["unread"] == 0)
    page.evaluate("location.hash = '/'")
    expect(page.locator(".tab-bar .count")).to_have_count(0)

    Hand(guest.city, "dispatcher1").do(report, "claim")

    expect(page.locator(".toast .inside")).to_be_visible()
    expect(page.locator(".tab-bar .count")).to_contain_text("1")
    assert guest.flaws() == []
    page.locator(".toast a").click()
    page.wait_for_url(f"**/rider#/reports/{report}")


def test_points_are_explained_and_exchanged_for_a_code(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE)
    page = guest.open("/rider#/points")
    expect(page.locator(".sums .balance dd")).to_be_visible()
    balance = int(page.locator(".sums .balance dd").inner_text())
    assert page.locator(".line .why").count() > 0
    assert guest.flaws() == []

    page.get_by_role("link", name="兑换", exact=True).click()
    page.locator(".reward .button").first.click()
    assert guest.flaws() == []
    page.locator("dialog .primary").click()

    code = page.locator("dialog .code")
    expect(code).to_be_visible()
    assert guest.flaws() == []
    waiting = Hand(guest.city, "rider1").see("/v1/me/redemptions")["items"][0]
    assert code.inner_text() == waiting["code"]
    page.get_by_role("button", name="关闭").click()
    expect(page.locator(".sums .balance dd")).to_have_text(str(balance - waiting["points"]))

    for part in ("对账单", "规则"):
        page.get_by_role("link", name=part, exact=True).click()
        expect(page.locator(".state-block.loading")).to_have_count(0)
        assert guest.flaws() == []


def test_quiet_hours_are_kept(visitor: Visits) -> None:
    guest = visitor("rider2", size=PHONE)
    page = guest.open("/rider#/me")
    page.get_by_label("从", exact=True).fill("21:30")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    assert guest.flaws() == []

    page.reload()

    expect(page.get_by_label("从", exact=True)).to_have_value("21:30")


def test_who_is_blocked_sees_why_and_until_when(visitor: Visits) -> None:
    guest = visitor("rider2", size=PHONE)
    report = Hand(guest.city, "rider2").report(**spot(0.009)[1])
    until = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    operator = Hand(guest.city, "operator1")
    blocked = operator.ask("/v1/setup/blocked", report=report, words="照片与事实不符", until=until)
    page = guest.open("/rider")
    expect(page.locator(".blocked")).to_contain_text("照片与事实不符")
    assert guest.flaws() == []

    drafted(guest)
    send(page)

    expect(page.get_by_text("没有发出去")).to_be_visible()
    operator.ask(f"/v1/setup/blocked/{blocked['rider']}/lift", words="已核实")


def test_who_signs_out_leaves_nothing_but_the_outbox(visitor: Visits) -> None:
    guest = visitor("rider2", size=PHONE)
    page = guest.open("/rider#/reports")
    expect(page.locator(".rows li").first).to_be_visible()
    page.goto(f"{guest.city.at}/rider#/me")

    page.get_by_role("button", name="退出登录").click()
    page.locator("dialog .primary").click()

    expect(page.locator(".sign-in h1")).to_be_visible()
    page.reload()
    expect(page.locator(".sign-in h1")).to_be_visible()
