"""The audit console: the log searched, a report beside its events, people, what is taken out."""

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages.conftest import Visits
from tests.pages.desk import get, post
from tests.pages.visitor import DESK, NARROW, PHONE, Visitor, expect

PARTS = ("log", "report", "people", "export")


def _opened(guest: Visitor, part: str) -> Page:
    page = guest.open(f"/audit#/{part}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".state-block.loading")).to_have_count(0)
    return page


def _first_resolved(page: Page) -> None:
    """Go from the log to the report of the newest resolution."""
    row = page.locator(".event", has_text="report.resolved").first
    row.locator("summary").click()
    row.locator("a").first.click()
    expect(page.locator(".step").first).to_be_visible()


def test_an_auditor_signs_in_and_finds_what_one_person_did(visitor: Visits) -> None:
    guest = visitor()
    page = guest.open("/audit")
    guest.sign_in("auditor1")

    page.get_by_label("谁做的").fill("dispatcher1")
    page.get_by_role("button", name="查找").click()

    expect(page.locator(".event .by").first).to_have_text("dispatcher1")
    assert set(page.locator(".event .by").all_inner_texts()) == {"dispatcher1"}
    assert "by=dispatcher1" in page.url


def test_kinds_of_event_are_chosen_from_a_list(visitor: Visits) -> None:
    guest = visitor("auditor1")
    page = _opened(guest, "log")

    page.locator(".el-select__wrapper").click()
    page.get_by_role("combobox", name="事件类型").fill("resolved")
    page.get_by_role("option", name="处置完成 report.resolved").click()
    assert guest.flaws() == []
    page.get_by_role("combobox", name="事件类型").press("Escape")
    page.get_by_role("button", name="查找").click()

    expect(page.locator(".event", has_not_text="report.resolved")).to_have_count(0)
    expect(page.locator(".event").first).to_be_visible()


def test_the_log_is_read_from_the_newest_back_to_the_first(visitor: Visits) -> None:
    page = _opened(visitor("auditor1"), "log?topics=office.opened,community.opened")
    events = page.locator(".event")
    expect(events).to_have_count(50)

    while page.get_by_role("button", name="更早的事件").is_visible():
        shown = events.count()
        page.get_by_role("button", name="更早的事件").click()
        page.wait_for_selector(f".event >> nth={shown}")
        expect(page.locator(".log section")).to_have_attribute("aria-busy", "false")

    positions = [int(one) for one in page.locator(".event .position").all_inner_texts()]
    assert positions == sorted(positions, reverse=True)
    assert len(set(positions)) == len(positions)
    expect(page.get_by_text("已到最早")).to_be_visible()


def test_a_number_nobody_gave_is_said_at_its_field(visitor: Visits) -> None:
    guest = visitor("auditor1", language="en")
    page = _opened(guest, "log")

    page.get_by_label("Report number or stream").fill("not a number")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_role("alert")).to_contain_text("There is no report of that number")
    expect(page.get_by_label("Report number or stream")).to_have_attribute("aria-invalid", "true")
    assert guest.flaws() == []


def test_an_event_opens_to_its_last_field_and_names_what_is_sealed(visitor: Visits) -> None:
    page = _opened(visitor("auditor1"), "log?topics=report.submitted")

    page.locator(".event summary").first.click()

    opened = page.locator(".event details[open]").first
    expect(opened).to_contain_text("category_version")
    expect(opened).to_contain_text("个人信息，已加密封存")
    expect(opened).to_contain_text("叶哈希")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_report_is_a_story_beside_its_events_in_step(
    visitor: Visits, size: dict[str, int]
) -> None:
    guest = visitor("auditor1", size=size)
    page = _opened(guest, "log?topics=report.resolved")
    _first_resolved(page)

    step = page.locator(".step", has_text="report.dispatched").first
    expect(step.locator(".story")).to_contain_text("规则第 1 版")  # why it was routed so
    expect(step.locator(".story")).to_contain_text("类别第 1 版")  # and why it was due then
    if size is PHONE:
        step.locator("summary").click()
    expect(step.locator(".raw-event")).to_contain_text("rule_version")
    expect(page.get_by_role("row", name="待入账").first).to_contain_text("第 1 版")
    step.locator(".story").focus()
    expect(step).to_have_class("step lit")
    step.locator("summary").focus()
    expect(step).to_have_class("step lit")
    assert guest.flaws() == []
    assert guest.overflow() <= 0


def test_a_report_is_found_by_its_number_and_in_english(visitor: Visits) -> None:
    guest = visitor("auditor1", language="en")
    page = _opened(guest, "log?topics=report.resolved")
    _first_resolved(page)
    number = page.locator(".head h2 .numbers").inner_text()

    _opened(guest, "report")
    page.get_by_role("textbox", name="Report number").fill(f"{number[:4]}-{number[4:].lower()}")
    page.get_by_role("button", name="Open").click()

    expect(page.locator(".head h2 .numbers")).to_have_text(number)
    expect(page.locator(".step .why").first).to_contain_text("rule version 1")


def test_who_held_which_post_when_is_told(visitor: Visits) -> None:
    page = _opened(visitor("auditor1"), "people")

    page.get_by_label("账号", exact=True).fill("supervisor1")
    page.get_by_role("button", name="查看").click()

    posts = page.get_by_role("table", name="谁在何时担任什么").locator("tbody tr")
    expect(posts).to_have_count(1)
    expect(posts).to_contain_text("北山街道")
    expect(posts).to_contain_text("在岗")


def test_a_look_at_personal_data_stands_in_the_log_with_its_purpose(visitor: Visits) -> None:
    guest, operator = visitor("auditor1"), visitor("operator1")
    report = get(operator, "/v1/queues/330106002")["items"][0]
    post(operator, "/v1/contacts", {"report": report["id"], "purpose": "现场找不到，请小哥指路"})

    page = _opened(guest, "people")

    look = page.get_by_role("row", name="现场找不到，请小哥指路")
    expect(look).to_contain_text("operator1")
    assert guest.flaws() == []
    look.get_by_role("link", name="打开案卷").click()
    expect(page.locator(".head h2 .numbers")).to_have_text(report["number"])


def test_what_is_found_is_taken_out_as_lines_and_as_a_table(
    visitor: Visits, tmp_path: Path
) -> None:
    page = _opened(visitor("auditor1"), "export?topics=report.resolved")

    with page.expect_download() as lines:
        page.get_by_role("button", name="下载 NDJSON").click()
    lines.value.save_as(tmp_path / "events.ndjson")
    with page.expect_download() as table:
        page.get_by_role("button", name="下载 CSV").click()
    table.value.save_as(tmp_path / "events.csv")

    events = [json.loads(one) for one in (tmp_path / "events.ndjson").read_text().splitlines()]
    text = (tmp_path / "events.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {event["topic"] for event in events} == {"report.resolved"}
    assert [int(row["position"]) for row in rows] == [event["position"] for event in events]
    assert [json.loads(row["data"]) for row in rows] == [event["data"] for event in events]
    expect(page.get_by_role("status")).to_contain_text(f"已导出 {len(events)} 个事件")


def test_somebody_without_the_post_is_told_so(visitor: Visits) -> None:
    guest = visitor("dispatcher1")
    page = guest.open("/audit")

    expect(page.get_by_text("这个账号没有审计的岗位")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    assert guest.flaws() == []


def test_without_a_network_the_console_says_so_and_goes_on_later(visitor: Visits) -> None:
    guest = visitor("auditor1")
    page = _opened(guest, "log")
    guest.context.set_offline(True)

    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("alert")).to_contain_text("没有网络")
    assert guest.flaws() == []
    guest.context.set_offline(False)
    page.get_by_role("button", name="重试").click()

    expect(page.locator(".event").first).to_be_visible()


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [(DESK, "zh", "light"), (PHONE, "en", "dark"), (NARROW, "zh", "light")],
    ids=["desk", "phone", "narrow"],
)
def test_everybody_can_read_every_part(
    visitor: Visits, size: dict[str, int], language: str, scheme: str
) -> None:
    guest = visitor("auditor1", size=size, language=language, scheme=scheme)
    for part in PARTS:
        _opened(guest, part)

        assert guest.flaws() == [], part
        assert guest.overflow() <= 0, part
