"""The desk without a mouse: every key does what the help says, and leaves those who type alone."""

from tests.pages.conftest import Visits
from tests.pages.desk import form, panel, row, rows, waiting
from tests.pages.visitor import expect


def test_a_whole_job_is_done_by_keys_alone(visitor: Visits) -> None:
    report = waiting(visitor("operator1"), "只用键盘")
    guest = visitor("dispatcher1")
    page = guest.open("/desk")
    expect(rows(page).first).to_be_visible()
    keys = page.keyboard

    keys.press("/")
    keys.type(f"{report['number']}")
    expect(rows(page)).to_have_count(1)
    keys.press("Enter")
    expect(row(page, report)).to_have_attribute("aria-selected", "true")
    keys.press("Escape")  # out of the field; then the letters are keys again
    page.locator("body").press("Escape")
    keys.press("j")
    expect(panel(page).locator(".likely")).to_be_visible()
    keys.press("c")
    expect(panel(page).locator(".panel-head .status-tag[data-tone=works]")).to_be_visible()
    keys.press("n")
    expect(form(page).get_by_role("textbox")).to_be_focused()
    keys.type("jkc 只是字")
    keys.press("Control+Enter")
    expect(form(page)).to_have_count(0)

    expect(panel(page).locator(".story")).to_contain_text("jkc 只是字")
    expect(panel(page).get_by_role("heading", level=2).first).to_be_focused()


def test_j_and_k_walk_the_list_and_the_panel_keeps_step(visitor: Visits) -> None:
    page = visitor("dispatcher1").open("/desk")
    expect(rows(page).nth(2)).to_be_visible()
    chosen = page.locator('.slot[aria-selected="true"]')

    for key, at in (("j", 0), ("j", 1), ("ArrowDown", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(chosen).to_have_attribute("aria-posinset", str(at + 1))
    number = chosen.locator(".number").inner_text()

    expect(panel(page).locator(".panel-head .number")).to_have_text(number)


def test_the_help_lists_the_keys_and_switches_them_off(visitor: Visits) -> None:
    guest = visitor("dispatcher1", language="en")
    page = guest.open("/desk")
    expect(rows(page).first).to_be_visible()

    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Keys")
    expect(help_.get_by_text("Resolve")).to_be_visible()
    assert guest.flaws() == []
    help_.get_by_label("Use single-letter keys").uncheck()
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    page.wait_for_function("!document.activeElement.closest('dialog')")  # with its next frame
    page.keyboard.press("j")
    expect(page.locator('.slot[aria-selected="true"]')).to_have_count(0)
    page.keyboard.press("ArrowDown")

    expect(page.locator('.slot[aria-selected="true"]')).to_have_count(1)
