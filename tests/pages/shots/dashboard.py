"""Pictures of the dashboard."""

from typing import Final

from tests.pages.shots.shot import Shot
from tests.pages.visitor import PHONE, WALL, Visitor, expect


def _drawn(guest: Visitor) -> None:
    """Wait until the charts near the window are drawn."""
    expect(guest.page.locator(".chart[data-state=drawn]").first).to_be_visible()


def _all_drawn(guest: Visitor) -> None:
    """Bring every chart near the window once, and go back to the top."""
    _drawn(guest)
    charts = guest.page.locator(".chart:visible, .map-pane:visible")
    for number in range(charts.count()):
        charts.nth(number).scroll_into_view_if_needed()
    expect(guest.page.locator(".chart[data-state=waiting]:visible")).to_have_count(0)
    guest.page.evaluate("scrollTo(0, 0)")


SHOTS: Final[dict[str, Shot]] = {
    "dashboard": Shot("/dashboard", whole=True, then=_all_drawn),
    "dashboard-lead-dark": Shot(
        "/dashboard#/?period=quarter&sort=value&span=handling_clock",
        "lead1",
        scheme="dark",
        whole=True,
        then=_all_drawn,
    ),
    "dashboard-phone": Shot("/dashboard", size=PHONE, whole=True, then=_all_drawn),
    "dashboard-phone-en": Shot("/dashboard", size=PHONE, language="en", then=_drawn),
    "dashboard-wall": Shot("/dashboard#/wall", size=WALL, then=_all_drawn),
}
