"""What a rider does with a thumb, for tests and pictures."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.pages.visitor import Visitor, expect

KINDS = {
    "zh": ["暴露垃圾", "道路破损"],
    "en": ["Uncollected household waste", "Broken road surface"],
}
NEWCOMER = "16900000077"  # nobody was given it


def photograph(page: Page, picture: Path) -> None:
    """Take a photograph with the large button, and wait for the draft."""
    page.locator("input[capture]").first.set_input_files(picture)
    expect(page.locator(".strip img").first).to_be_visible()
    expect(page.locator(".place .words")).to_have_text(
        re.compile("已定位|Place found|照片里|from the")
    )


def choose(page: Page, name: str) -> None:
    """Open all kinds of problems, and tap the picture of one."""
    page.locator("button.more").click()
    page.locator(".all").get_by_role("button", name=name, exact=True).click()


def send(page: Page) -> None:
    """Tap send."""
    page.locator("button.send").click()


def drafted(guest: Visitor) -> None:
    """Take a photograph and choose what it is, but do not send."""
    photograph(guest.page, guest.city.picture)
    choose(guest.page, KINDS[guest.language][0])


def reported(guest: Visitor) -> None:
    """Go the whole way from the first view to the answer of the city."""
    drafted(guest)
    send(guest.page)
    expect(guest.page.locator(".sent .number")).to_be_visible()


def pinned(guest: Visitor) -> None:
    """Open the map to correct the place."""
    photograph(guest.page, guest.city.picture)
    guest.page.locator(".place button").first.click()
    expect(guest.page.locator(".leaflet-container")).to_be_visible()


def offline(guest: Visitor) -> None:
    """Report without a network, and look at what waits."""
    guest.page.locator(".latest, .lead").first.wait_for()
    guest.context.set_offline(True)
    drafted(guest)
    send(guest.page)
    expect(guest.page.locator(".sent h1")).to_be_visible()
    guest.page.evaluate("location.hash = '/outbox'")
    expect(guest.page.locator(".item")).to_be_visible()


def opened(guest: Visitor) -> None:
    """Open the last report that was closed."""
    guest.page.locator(".row", has=guest.page.locator('[data-tone="done"]')).first.click()
    expect(guest.page.locator(".story li").first).to_be_visible()


def redeemed(guest: Visitor) -> None:
    """Exchange points for the cheapest reward."""
    guest.page.locator(".reward .button").first.click()
    guest.page.locator("dialog .button.primary").click()
    expect(guest.page.locator("dialog .code")).to_be_visible()


def eventually(page: Page, happened: Callable[[], bool]) -> None:
    """Let the page live on until something has happened elsewhere, for ten seconds at the most."""
    for _ in range(200):
        if happened():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never happened")


def ask_code(guest: Visitor, phone: str) -> None:
    """Ask for a one-time code, and type the one that was sent."""
    page = guest.page
    page.locator("#phone").fill(phone)
    page.locator("form .primary").click()
    page.locator("#code").wait_for()
    eventually(page, lambda: f"+86{phone}" in guest.city.sender.codes)
    page.locator("#code").fill(guest.city.sender.codes[f"+86{phone}"])


def read_terms(guest: Visitor) -> None:
    """Sign in for the first time, as far as the terms."""
    ask_code(guest, NEWCOMER)
    expect(guest.page.locator(".terms h1")).to_be_visible()
