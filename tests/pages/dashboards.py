"""What the tests of the dashboard share: which figures are public, and what a table says."""

import csv
import io
from typing import Final

from playwright.sync_api import Locator, Page

from domain.city import City, Figure, Policy
from domain.streams import city_stream
from services.commands import Command
from tests.pages.city import LiveCity, elsewhere
from tests.pages.visitor import expect

FIGURES: Final = [str(figure) for figure in Figure]


def make_public(city: LiveCity, *figures: str) -> None:
    """Let the city show these figures to everybody, and no others."""
    wiring = city.house.wiring
    now = wiring.clock()

    def decide(it: City) -> None:
        it.set_policy(Policy(public_figures=figures), "0" * 32, now)

    command = Command.worker("test", "figures", *figures, str(now))
    elsewhere(wiring.app.change([(City, city_stream())], decide, command))
    wiring.book.refresh()


def shown(page: Page) -> None:
    """Wait until the figures stand on the page."""
    expect(page.locator("main")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".figure").first).to_be_visible()


def card(page: Page, figure: str) -> Locator:
    """Find a figure by its anchor."""
    return page.locator(f"#{figure}")


def table(page: Page, figure: str) -> list[list[str]]:
    """Open the table of a figure and read its rows, without the headings."""
    box = card(page, figure)
    box.locator("summary").click()
    box.locator(".data-table").wait_for()
    while (more := box.locator(".data-table > button")).is_visible():
        more.click()
    rows: list[list[str]] = box.locator(".data-table tbody").evaluate(
        "(body) => [...body.rows].map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return rows


def downloaded(page: Page, figure: str) -> list[list[str]]:
    """Download the figure as CSV and read its rows, without the headings."""
    with page.expect_download() as coming:
        card(page, figure).get_by_role("link", name="CSV").click()
    text = coming.value.path().read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


def count(cell: str) -> str:
    """Read a number as the file writes it: without the commas, nothing for a dash."""
    return cell.replace(",", "").replace("–", "")
