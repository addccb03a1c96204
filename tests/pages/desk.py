"""What happens at a desk in the tests: reports that come in, and who handles them how."""

import time
from typing import Any, Final

from playwright.sync_api import Locator, Page

from tests.pages.visitor import Visitor, expect

BEISHAN: Final = (120.1405, 30.2632)
NOWHERE: Final = (121.9, 31.9)  # outside every boundary
RUBBISH: Final = "M06010"


def send(operator: Visitor, note: str, place: tuple[float, float] = BEISHAN) -> dict[str, Any]:
    """Let an operator write down what a rider told by phone."""
    photo = post(operator, "/v1/photos", operator.city.picture.read_bytes())
    wish = {
        "category": RUBBISH,
        "photos": [photo["id"]],
        "note": note,
        "phone": operator.city.phone(),
        "location": {
            "longitude": place[0],
            "latitude": place[1],
            "datum": "wgs84",
            "source": "pin",
        },
    }
    return post(operator, "/v1/reports", wish)


def waiting(operator: Visitor, note: str) -> dict[str, Any]:
    """Send a report, and wait until the rules have given it to its office."""
    report = get(operator, f"/v1/reports/{send(operator, note)['id']}")
    assert report["state"] == "dispatched"
    return report


def ask(who: Visitor, report: dict[str, Any], deed: str, wish: dict[str, Any]) -> dict[str, Any]:
    """Ask something of a report behind the page's back."""
    return post(who, f"/v1/reports/{report['id']}/{deed}", wish)


def mended(who: Visitor, report: dict[str, Any]) -> dict[str, Any]:
    """Claim a report and say, with a photograph, that it is mended."""
    ask(who, report, "claim", {})
    photo = post(who, "/v1/photos", who.city.mended.read_bytes())
    return ask(who, report, "resolve", {"outcome": "cleaned", "photos": [photo["id"]]})


def post(who: Visitor, path: str, body: bytes | dict[str, Any]) -> dict[str, Any]:
    """Write as the visitor, as their page would."""
    kind = "image/jpeg" if isinstance(body, bytes) else "application/json"
    headers = {
        "Origin": who.city.at,
        "Content-Type": kind,
        "Idempotency-Key": f"desk-{time.monotonic_ns()}",
    }
    answer = who.context.request.post(who.city.at + path, headers=headers, data=body)
    assert answer.ok, answer.text()
    found: dict[str, Any] = answer.json()
    return found


def get(who: Visitor, path: str) -> dict[str, Any]:
    """Read as the visitor, once all is shown that was done."""
    who.city.settle()
    found: dict[str, Any] = who.context.request.get(who.city.at + path).json()
    return found


def rows(page: Page) -> Locator:
    """Find the rows of the list."""
    return page.locator(".queue-list").get_by_role("option")


def row(page: Page, report: dict[str, Any]) -> Locator:
    """Find the row of a report."""
    return page.locator(f"#row-{report['id']}")


def sought(page: Page, report: dict[str, Any]) -> Locator:
    """Type a report's number, and wait until the list holds that report alone."""
    page.get_by_role("searchbox").fill(report["number"])
    expect(rows(page)).to_have_count(1)
    return row(page, report)


def panel(page: Page) -> Locator:
    """Find the panel of the report that is open."""
    return page.locator("article.panel")


def deed(page: Page, name: str) -> Locator:
    """Find the button that begins something, behind "more" where it is not in reach."""
    buttons = panel(page).locator(".deed-bar").get_by_role("button", name=name, exact=True)
    expect(panel(page).locator(".likely")).to_be_visible()
    more = panel(page).locator(".deed-bar .more")
    if not buttons.count() and more.get_attribute("aria-expanded") == "false":
        more.click()
    return buttons


def form(page: Page) -> Locator:
    """Find the form that is open."""
    return page.locator("form.deed-form")


def sent(page: Page) -> None:
    """Press the form's own button, and wait until it was carried out."""
    form(page).locator("button[type=submit]").click()
    expect(form(page)).to_have_count(0)


def looked_around(guest: Visitor) -> None:
    """Open the map beside the list, for a picture."""
    expect(rows(guest.page).first).to_be_visible()
    guest.page.keyboard.press("m")
    expect(guest.page.locator(".map-count").first).to_be_visible()


def looked_at(guest: Visitor) -> None:
    """Open the first report, for a picture."""
    expect(rows(guest.page).first).to_be_visible()
    rows(guest.page).first.click()
    expect(panel(guest.page).locator(".story li").first).to_be_visible()


def at_work(guest: Visitor) -> None:
    """Open the form that ends one's own work, for a picture."""
    expect(rows(guest.page).first).to_be_visible()
    rows(guest.page).locator(".row.mine").first.click()
    expect(panel(guest.page).locator(".story li").first).to_be_visible()
    guest.page.keyboard.press("r")
    form(guest.page).locator("input[type=file]").set_input_files(guest.city.mended)
    expect(form(guest.page).locator("li.sending")).to_have_count(0)
