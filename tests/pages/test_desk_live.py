"""A desk that is never alone: what others do shows at once, and a lost race says who won."""

from playwright.sync_api import Page, Route

from tests.pages.conftest import Visits
from tests.pages.desk import ask, deed, form, panel, row, rows, sent, sought, waiting
from tests.pages.visitor import DESK, PHONE, Visitor, expect


def opened(visitor: Visits, login: str, **how: object) -> tuple[Visitor, Page]:
    guest = visitor(login, **how)
    page = guest.open("/desk")
    expect(rows(page).first).to_be_visible()
    expect(page.locator('.line[data-line="live"]')).to_be_visible()
    return guest, page


def test_of_two_dispatchers_the_slower_one_reads_who_won(visitor: Visits) -> None:
    report = waiting(visitor("operator1"), "两个人同时看到")
    _, first = opened(visitor, "dispatcher1")
    second_guest, second = opened(visitor, "dispatcher2", size=PHONE, language="en")
    for page in (first, second):
        sought(page, report).click()
        expect(deed(page, "认领").or_(deed(page, "Claim"))).to_be_visible()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    second.route(f"**/v1/reports/{report['id']}/claim", hold)

    deed(second, "Claim").click()
    expect(panel(second).locator(".likely button").first).to_be_disabled()
    deed(first, "认领").click()
    expect(panel(first).locator(".panel-head .status-tag[data-tone=works]")).to_be_visible()
    held[0].continue_()

    told = second.get_by_role("alert")
    expect(told).to_contain_text("dispatcher1 has claimed it until")
    expect(panel(second).locator(".panel-head")).to_contain_text("dispatcher1")
    expect(panel(second).get_by_role("button", name="Claim", exact=True)).to_have_count(0)
    assert second_guest.flaws() == []


def test_a_form_that_was_overtaken_keeps_its_words(visitor: Visits) -> None:
    report = waiting(visitor("operator1"), "写到一半")
    _, page = opened(visitor, "dispatcher1")
    sought(page, report).click()
    deed(page, "询问上报人").click()
    form(page).get_by_role("textbox").fill("在路的哪一侧？")

    ask(visitor("dispatcher2"), report, "note", {"words": "我已去看过"})
    expect(panel(page).locator(".fresh")).to_be_visible()
    form(page).locator("button[type=submit]").click()
    expect(page.get_by_role("alert")).to_contain_text("dispatcher2")
    expect(form(page).get_by_role("textbox")).to_have_value("在路的哪一侧？")
    sent(page)

    expect(panel(page).locator(".story")).to_contain_text("在路的哪一侧？")


def test_a_new_report_is_announced_and_waits_for_its_place(visitor: Visits) -> None:
    guest, page = opened(visitor, "dispatcher1")
    before = rows(page).first.get_attribute("id")
    all_there_is = page.locator(".chips button").first.locator("b")
    count = int(all_there_is.inner_text())

    report = waiting(visitor("operator1"), "刚刚发生")

    expect(all_there_is).to_have_text(str(count + 1))
    news = page.get_by_role("button", name="更新列表")
    expect(news).to_be_visible()
    assert rows(page).first.get_attribute("id") == before  # nothing has jumped
    expect(row(page, report)).to_have_count(0)
    expect(page.locator(".live-state [role=status]")).to_contain_text("新到 1 件")
    assert guest.flaws() == []
    page.keyboard.press(".")
    expect(news).to_have_count(0)
    expect(sought(page, report)).to_be_visible()


def test_a_row_changes_where_it_stands_and_one_that_leaves_turns_grey(visitor: Visits) -> None:
    operator = visitor("operator1")
    report = waiting(operator, "要退回的")
    _, page = opened(visitor, "dispatcher1")
    expect(sought(page, report).locator(".status-tag")).to_have_text("待认领")
    dispatcher = visitor("dispatcher2")

    ask(dispatcher, report, "claim", {})
    expect(row(page, report).locator(".status-tag")).to_have_text("处置中")
    expect(row(page, report)).to_contain_text("dispatcher2")
    ask(dispatcher, report, "return", {"reason": "not_our_ground", "words": "不在辖区"})
    expect(row(page, report)).to_contain_text("已移出本队列")
    page.get_by_role("button", name="更新列表").click()

    expect(row(page, report)).to_have_count(0)


def test_a_broken_line_is_told_and_made_up_for(visitor: Visits) -> None:
    guest, page = opened(visitor, "dispatcher1", size=DESK)
    all_there_is = page.locator(".chips button").first.locator("b")
    count = int(all_there_is.inner_text())

    guest.context.set_offline(True)
    expect(page.locator('.line[data-line="broken"]')).to_be_visible()
    assert guest.flaws() == []
    rows(page).first.click()
    expect(panel(page).get_by_text("没有网络")).to_be_visible()
    waiting(visitor("operator1"), "断线时上报")
    guest.context.set_offline(False)

    expect(page.locator('.line[data-line="live"]')).to_be_visible()
    expect(all_there_is).to_have_text(str(count + 1))
    panel(page).get_by_role("button", name="重试").click()
    expect(panel(page).locator(".story")).to_be_visible()
