"""The set-up of things: categories and limits, communities, rewards, rules, photographs."""

import pytest
from playwright.sync_api import Page

from tests.pages.conftest import Visits
from tests.pages.visitor import DESK, NARROW, PHONE, Visitor, expect

PARTS = ("categories", "communities", "staff", "rewards", "policy", "photos", "blocked")


def _opened(guest: Visitor, part: str) -> Page:
    page = guest.open(f"/desk#/setup/{part}")
    expect(page.get_by_role("heading", level=2)).to_be_visible()
    expect(page.locator(".state-block.loading")).to_have_count(0)
    return page


def _saves(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_an_admin_changes_the_limit_of_a_category_and_sees_it(visitor: Visits) -> None:
    guest = visitor()
    page = guest.open("/desk")
    guest.sign_in("admin1")
    page.get_by_role("link", name="设置").click()
    page.get_by_label("查找").fill("M06010")
    page.get_by_role("link", name="暴露垃圾").click()

    page.get_by_label("时限", exact=True).first.fill("6")
    told = page.get_by_role("region", name="保存后会改变")
    expect(told).to_contain_text("4 工作时")
    expect(told).to_contain_text("6 工作时")
    assert guest.flaws() == []
    _saves(page, "保存")

    expect(page.get_by_role("row", name="暴露垃圾")).to_contain_text("6 工作时")
    expect(page.get_by_role("status")).to_contain_text("已保存：M06010")


def test_what_the_rules_refuse_is_said_at_its_field(visitor: Visits) -> None:
    guest = visitor("admin1", language="en")
    page = _opened(guest, "categories/M06010")

    page.get_by_label("Points of a corroborator").fill("999")
    _saves(page, "Save")

    field = page.get_by_label("Points of a corroborator")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator(".flaw, .refused li").first).to_be_visible()
    assert guest.flaws() == []
    field.fill("2")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()  # nothing left to change


def test_a_new_category_with_a_question_is_offered_and_retired(visitor: Visits) -> None:
    page = _opened(visitor("admin1"), "categories/new")
    expect(page.get_by_role("form")).to_be_visible()
    for label, text in {
        "编码": "M06099", "大类": "市容环境", "名称": "测试类别", "英文名称": "A test category",
        "依据": "the city's own rule", "问题编码": "where",
        "问题": "在哪一侧", "英文问题": "On which side", "选项": "左\n右",
    }.items():  # fmt: skip
        if label == "问题编码":
            page.get_by_role("button", name="增加问题").click()
        for box in page.get_by_label(label, exact=True).all():
            if not box.input_value():
                box.fill(text)
    _saves(page, "保存")
    row = page.get_by_role("row", name="测试类别")
    expect(row).to_contain_text("1 工作日")

    row.get_by_role("link").click()
    expect(page.get_by_label("选项")).to_have_value("左\n右")
    page.get_by_role("button", name="停用这个类别").click()
    page.get_by_role("group", name="停用这个类别").locator(".primary").click()

    expect(page.get_by_role("row", name="测试类别")).to_contain_text("已停用")


def test_a_supervisor_reads_the_catalogue_and_changes_nothing(visitor: Visits) -> None:
    guest = visitor("supervisor1", size=PHONE)
    page = _opened(guest, "categories/M06010")

    expect(page.get_by_text("您的岗位可以查看这里，不能修改。")).to_be_visible()
    expect(page.get_by_label("大类")).to_be_disabled()
    expect(page.get_by_role("button", name="保存")).to_have_count(0)
    assert guest.flaws() == []
    assert guest.overflow() <= 0


def test_a_supervisor_opens_and_closes_a_community(visitor: Visits) -> None:
    guest = visitor("supervisor1")
    page = _opened(guest, "communities")

    _saves(page, "新增社区")
    page.get_by_label("社区编码").fill("330106002099")
    page.get_by_label("名称").fill("湖滨新村")
    _saves(page, "保存")
    place = page.locator("li.card", has_text="湖滨新村")
    expect(place).to_be_visible()
    place.get_by_role("button", name="停用").click()
    expect(place.get_by_text("停用湖滨新村")).to_be_visible()
    assert guest.flaws() == []
    place.locator(".asking .primary").click()

    expect(place).to_contain_text("已停用")


def test_an_admin_restocks_and_withdraws_a_reward(visitor: Visits) -> None:
    guest = visitor("admin1")
    page = _opened(guest, "rewards")

    _saves(page, "修改 helmet")
    page.get_by_label("累计入库").fill("3")
    _saves(page, "保存")
    expect(page.locator(".flaw")).to_contain_text("总量不能少于已入库的数量")
    expect(page.get_by_label("累计入库")).to_be_focused()
    page.get_by_label("累计入库").fill("25")
    _saves(page, "保存")
    row = page.get_by_role("row", name="helmet")
    expect(row).to_contain_text("25 / 25")
    row.get_by_role("button", name="下架").click()
    row.locator(".asking .primary").click()

    expect(row).to_contain_text("已下架")


def test_an_admin_sets_the_rules_of_the_house(visitor: Visits) -> None:
    guest = visitor("admin1")
    page = _opened(guest, "policy")

    page.get_by_label("上班时间").fill("08:30-12:00, 13:30-17:30")
    page.get_by_label("参与").uncheck()
    page.get_by_role("button", name="增加模板").click()
    page.get_by_label("中文").fill("已处理完毕。")
    page.get_by_label("英文").fill("It is done.")
    told = page.get_by_role("region", name="保存后会改变")
    expect(told).to_contain_text("08:30-12:00, 13:30-17:30")
    assert guest.flaws() == []
    _saves(page, "保存")

    expect(page.get_by_text("已保存：办事规则")).to_be_visible()
    expect(page.get_by_label("参与")).not_to_be_checked()
    expect(page.get_by_label("中文")).to_have_value("已处理完毕。")


def test_a_photograph_is_looked_at_and_released_for_everybody(visitor: Visits) -> None:
    guest, anybody = visitor("supervisor1"), visitor()
    page = _opened(guest, "photos")
    photo = page.locator(".queue .sight img").first
    address = guest.city.at + (photo.get_attribute("src") or "")
    assert anybody.context.request.get(address).status == 404

    page.locator(".queue .sight").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert guest.flaws() == []
    page.get_by_role("button", name="关闭").click()
    page.locator(".queue").get_by_role("button", name="公开").first.click()
    expect(page.get_by_text("不能收回")).to_be_visible()
    page.locator(".asking .primary").click()

    expect(page.get_by_text("已公开一张照片")).to_be_visible()
    expect(page.locator(f'img[src="{photo.get_attribute("src")}"]')).to_have_count(1)
    assert anybody.context.request.get(address).status == 200


def test_without_a_network_nothing_is_lost_and_saving_again_is_one_wish(visitor: Visits) -> None:
    guest = visitor("admin1")
    page = _opened(guest, "rewards")
    _saves(page, "修改 water")
    page.get_by_label("累计入库").fill("600")
    guest.context.set_offline(True)

    _saves(page, "保存")
    expect(page.get_by_role("alert")).to_contain_text("没有网络")
    expect(page.get_by_label("累计入库")).to_have_value("600")
    assert guest.flaws() == []
    guest.context.set_offline(False)
    _saves(page, "保存")

    expect(page.get_by_role("row", name="water")).to_contain_text("/ 600")


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [(DESK, "en", "dark"), (PHONE, "zh", "light"), (NARROW, "en", "light")],
    ids=["desk", "phone", "narrow"],
)
def test_everybody_can_read_every_part(
    visitor: Visits, size: dict[str, int], language: str, scheme: str
) -> None:
    guest = visitor("admin1", size=size, language=language, scheme=scheme)
    for part in (*PARTS, "categories/new"):
        _opened(guest, part)

        assert guest.flaws() == [], part
        assert guest.overflow() <= 0, part
