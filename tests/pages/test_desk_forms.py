"""Every form of the desk: opened, readable by everybody, refused in words, and carried out."""

from typing import Any

import pytest

from tests.pages.conftest import Visits
from tests.pages.desk import ask, deed, form, get, mended, panel, row, rows, send, sent, waiting
from tests.pages.visitor import NARROW, Visitor, expect

AT_THE_OFFICE = {
    "dispatched": ["指派给", "询问上报人", "内部备注", "核定立案条件", "变更类别"],
    "claimed": ["延期", "挂账", "释放认领", "回退派遣台", "转派"],
}


def opened(guest: Visitor, report: dict[str, Any]) -> None:
    page = guest.open("/desk")
    expect(rows(page).first).to_be_visible()
    page.get_by_role("searchbox").fill(report["number"])
    page.get_by_role("searchbox").press("Enter")
    expect(panel(page).get_by_text(report["number"])).to_be_visible()


@pytest.mark.parametrize("state", AT_THE_OFFICE)
def test_a_supervisors_forms_fit_a_narrow_phone(visitor: Visits, state: str) -> None:
    report = waiting(visitor("operator1"), "表单")
    guest = visitor("supervisor1", size=NARROW)
    if state == "claimed":
        ask(visitor("dispatcher1"), report, "claim", {})
    opened(guest, report)

    for name in AT_THE_OFFICE[state]:
        deed(guest.page, name).click()
        expect(form(guest.page)).to_be_visible()
        assert guest.flaws() == [], name
        assert guest.overflow() <= 0, name
        guest.page.keyboard.press("Escape")
        expect(form(guest.page)).to_have_count(0)


def test_an_operators_forms_fit_a_narrow_phone(visitor: Visits) -> None:
    guest = visitor("operator1", size=NARROW, language="en", scheme="dark")
    opened(guest, send(guest, "表单", (121.9, 31.9)))

    for name in ("Dispatch", "Mark as duplicate", "Do not take up", "Escalate", "Publish a photo"):
        deed(guest.page, name).click()
        expect(form(guest.page)).to_be_visible()
        assert guest.flaws() == [], name
        assert guest.overflow() <= 0, name
        guest.page.keyboard.press("Escape")


def test_a_form_says_what_is_missing_and_offers_texts(visitor: Visits) -> None:
    report = waiting(visitor("operator1"), "不归我们")
    guest = visitor("dispatcher1")
    page = guest.page
    opened(guest, report)
    deed(page, "回退派遣台").click()

    form(page).locator("button[type=submit]").click()
    expect(form(page).get_by_role("alert")).to_contain_text("原因、说明")
    assert guest.flaws() == []
    form(page).get_by_label("不在辖区内").check()
    form(page).get_by_role("button", name="请重新派遣").click()
    expect(form(page).get_by_role("textbox")).to_have_value(
        "现场位置不在本街道辖区内，请重新派遣。"
    )
    form(page).get_by_label("建议的街道").select_option("330105012")
    sent(page)

    expect(panel(page).locator(".panel-head .status-tag[data-tone=back]")).to_be_visible()
    seen = get(visitor("operator1"), "/v1/queues/desk?limit=200")["items"]
    assert [one["suggested"] for one in seen if one["id"] == report["id"]] == ["330105012"]


def test_a_refusal_is_said_in_the_citys_words(visitor: Visits) -> None:
    report = waiting(visitor("operator1"), "挂账两次")
    guest = visitor("supervisor1")
    page = guest.page
    opened(guest, report)
    deed(page, "挂账").click()
    form(page).get_by_label("等待材料").check()
    form(page).get_by_label("挂账至").fill("2020-01-01T18:00")
    form(page).get_by_role("textbox", name="说明").fill("等配件")

    form(page).locator("button[type=submit]").click()
    expect(form(page).get_by_role("alert")).to_contain_text("结束时间须在未来一年之内")
    form(page).get_by_role("button", name="7 天", exact=True).click()
    sent(page)
    expect(panel(page).locator(".panel-head .status-tag[data-tone=rests]")).to_be_visible()
    deed(page, "恢复处置").click()
    sent(page)

    expect(panel(page).locator(".panel-head .status-tag[data-tone=waits]")).to_be_visible()


def test_a_supervisor_gives_the_work_to_a_member_of_the_crew(visitor: Visits) -> None:
    report = waiting(visitor("operator1"), "派给周宝石")
    guest = visitor("supervisor1")
    page = guest.page
    opened(guest, report)

    deed(page, "指派给").click()
    form(page).get_by_label("交给谁").select_option("dispatcher2")
    sent(page)

    expect(panel(page).locator(".panel-head .who")).to_contain_text("dispatcher2")


def test_a_repeat_is_joined_with_the_report_beside_it(visitor: Visits) -> None:
    operator = visitor("operator1")
    first, again = waiting(operator, "第一次"), waiting(operator, "又一次")
    guest = visitor("dispatcher1")
    page = guest.page
    opened(guest, again)

    deed(page, "判为重复").click()
    form(page).get_by_label("按编号查找").fill(first["number"])
    form(page).get_by_role("button", name="按编号查找").click()
    expect(form(page).locator(".choice.on")).to_contain_text(first["number"])
    assert guest.flaws() == []
    sent(page)
    expect(panel(page).locator(".panel-head .status-tag")).to_have_text("重复")
    panel(page).get_by_role("button", name="原单").click()

    expect(panel(page).locator(".panel-head .number")).to_have_text(first["number"])


def test_the_way_there_is_named_in_the_datum_of_each_map(visitor: Visits) -> None:
    report = waiting(visitor("operator1"), "怎么去")
    guest = visitor("dispatcher1", size=NARROW)
    page = guest.page
    opened(guest, report)
    shifted = get(guest, f"/v1/reports/{report['id']}?datum=gcj02")["location"]

    panel(page).get_by_text("去这里").click()
    amap = panel(page).get_by_role("link", name="高德地图")
    expect(amap).to_be_visible()

    assert f"to={shifted['longitude']},{shifted['latitude']}," in str(amap.get_attribute("href"))
    plain = panel(page).get_by_role("link", name="手机默认地图").get_attribute("href")
    assert str(plain).startswith(f"geo:{report['location']['latitude']},")
    assert guest.flaws() == []


def test_a_check_that_fails_sends_it_back_to_work(visitor: Visits) -> None:
    operator, dispatcher = visitor("operator1"), visitor("dispatcher1")
    report = mended(dispatcher, waiting(operator, "还没修好"))
    guest = visitor("operator2")
    page = guest.page
    opened(guest, report)

    deed(page, "返工").click()
    form(page).get_by_role("textbox").fill("还有一半没清")
    sent(page)

    expect(panel(page).locator(".panel-head .status-tag[data-tone=waits]")).to_be_visible()
    expect(panel(page).locator(".story")).to_contain_text("还有一半没清")
    assert row(page, report).count() == 0  # no business of the operator's desk


def test_what_was_written_outlives_the_session(visitor: Visits) -> None:
    report = waiting(visitor("operator1"), "写到一半")
    guest = visitor("dispatcher1")
    page = guest.page
    opened(guest, report)
    deed(page, "内部备注").click()
    form(page).get_by_role("textbox").fill("已联系物业，下午到场。")

    guest.context.clear_cookies()
    form(page).locator("button[type=submit]").click()
    login = page.locator(".staff-login")
    expect(login).to_contain_text("写到一半的内容还在")
    assert guest.flaws() == []
    login.get_by_label("账号").fill("dispatcher1")
    login.get_by_label("密码").fill(guest.city.password)
    login.get_by_role("button", name="登录").click()

    expect(form(page).get_by_role("textbox")).to_have_value("已联系物业，下午到场。")
    sent(page)
    expect(panel(page)).to_contain_text("已联系物业，下午到场。")
