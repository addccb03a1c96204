"""Everybody's main job at the desk, from the login form to its result, on a desk and on a phone."""

from typing import Any

import pytest

from tests.pages.conftest import Visits
from tests.pages.desk import (
    NOWHERE,
    ask,
    deed,
    form,
    get,
    mended,
    panel,
    row,
    rows,
    send,
    sent,
    sought,
    waiting,
)
from tests.pages.visitor import DESK, PHONE, Visitor, expect

SCREENS = pytest.mark.parametrize(
    ("size", "language"), [(DESK, "zh"), (PHONE, "en")], ids=["desk-zh", "phone-en"]
)
Size = dict[str, int]


def signed_in(visitor: Visits, login: str, size: Size, language: str) -> Visitor:
    guest = visitor(size=size, language=language)
    guest.open("/desk")
    guest.sign_in(login)
    expect(rows(guest.page).first).to_be_visible()
    return guest


def found(guest: Visitor, report: dict[str, Any]) -> None:
    """Find the report by its number, as one does on the telephone, and open it."""
    page = guest.page
    sought(page, {**report, "number": report["number"].lower()}).click()
    expect(panel(page).get_by_text(report["number"])).to_be_visible()


@SCREENS
def test_a_dispatcher_claims_a_report_and_resolves_it(
    visitor: Visits, size: Size, language: str
) -> None:
    report = waiting(visitor("operator1"), "东门外一堆垃圾")
    guest = signed_in(visitor, "dispatcher1", size, language)
    page, english = guest.page, language == "en"
    found(guest, report)
    expect(panel(page).get_by_role("blockquote")).to_have_text("东门外一堆垃圾")

    deed(page, "Claim" if english else "认领").click()
    expect(panel(page).locator(".panel-head .status-tag[data-tone=works]")).to_be_visible()
    deed(page, "Resolve" if english else "处置完成").click()
    form(page).locator("input[type=file]").set_input_files(guest.city.mended)
    expect(form(page).locator("li.sending")).to_have_count(0)
    assert guest.flaws() == []
    assert guest.overflow() <= 0
    sent(page)

    expect(panel(page).locator(".panel-head .status-tag[data-tone=check]")).to_be_visible()
    expect(panel(page).locator(".photo-pair figure")).to_have_count(2)


def test_on_the_street_it_takes_three_taps(visitor: Visits) -> None:
    report = waiting(visitor("operator1"), "路口的垃圾")
    ask(visitor("dispatcher2"), report, "claim", {})
    guest = visitor("dispatcher2", size=PHONE)
    page = guest.open("/desk")

    expect(rows(page).first.locator(".row.mine")).to_be_visible()  # my claims come first
    row(page, report).click()
    panel(page).locator("#deed-shot").set_input_files(guest.city.mended)
    expect(form(page).locator("li.sending")).to_have_count(0)
    sent(page)

    expect(panel(page).locator(".panel-head .status-tag[data-tone=check]")).to_be_visible()


@SCREENS
def test_a_supervisor_approves_more_time(visitor: Visits, size: Size, language: str) -> None:
    report = waiting(visitor("operator1"), "要等配件")
    dispatcher = visitor("dispatcher1")
    ask(dispatcher, report, "claim", {})
    asked = ask(dispatcher, report, "extend", {"reason": "parts", "words": "配件明天到"})
    guest = signed_in(visitor, "supervisor1", size, language)
    page, english = guest.page, language == "en"

    page.get_by_role("button", name="Awaits my approval" if english else "待我审批").click()
    row(page, report).click()
    expect(panel(page).get_by_text("配件明天到").first).to_be_visible()
    panel(page).locator(".waits button").click()
    form(page).get_by_label("Agree" if english else "同意", exact=True).check()
    assert guest.flaws() == []
    sent(page)

    expect(panel(page).locator(".waits")).to_have_count(0)
    later = panel(page).locator(".panel-head time").get_attribute("datetime")
    assert later is not None
    assert later > asked["due_at"]


@SCREENS
def test_an_operator_places_what_lies_outside_every_boundary(
    visitor: Visits, size: Size, language: str
) -> None:
    report = send(visitor("operator1"), "大桥边，不知道归哪里管", NOWHERE)
    guest = signed_in(visitor, "operator1", size, language)
    page, english = guest.page, language == "en"
    found(guest, report)

    deed(page, "Dispatch" if english else "派遣").click()
    form(page).get_by_label("Office" if english else "街道").select_option("330106002")
    assert guest.flaws() == []
    sent(page)

    expect(panel(page).locator(".panel-head .status-tag[data-tone=waits]")).to_be_visible()
    expect(panel(page).get_by_text("北山街道").first).to_be_visible()


@SCREENS
def test_a_verifier_looks_at_the_pair_and_goes_on_to_the_next(
    visitor: Visits, size: Size, language: str
) -> None:
    operator, dispatcher = visitor("operator1"), visitor("dispatcher1")
    drawn: dict[str, Any] = {"drawn": None}
    while not drawn["drawn"]:  # the same photograph again is a flag, and a flag is drawn
        drawn = mended(dispatcher, waiting(operator, "待核查"))
    guest = signed_in(visitor, "verifier1", size, language)
    page, english = guest.page, language == "en"
    found(guest, drawn)

    panel(page).locator(".photo-pair button").first.click()
    pair = page.get_by_role("dialog")
    expect(pair.get_by_role("img")).to_have_count(2)
    pair.get_by_role("button", name="Zoom in" if english else "放大", exact=True).click()
    assert guest.flaws() == []
    page.keyboard.press("Escape")
    deed(page, "Verify" if english else "核查通过").click()
    sent(page)

    expect(page.locator(f"#row-{drawn['id']}")).not_to_have_attribute("aria-selected", "true")
    assert get(guest, f"/v1/reports/{drawn['id']}")["state"] == "verified"
