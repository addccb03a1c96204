"""Which pictures of the pages there are: who looks, at what, on which screen."""

from collections.abc import Callable
from typing import Final, NamedTuple

from tests.pages.visitor import DESK, PHONE, WALL, Visitor, expect


def _nothing(_: Visitor) -> None:
    """Do nothing more than open the page."""


class Shot(NamedTuple):
    """One picture."""

    path: str
    who: str | None = None
    size: dict[str, int] = DESK
    language: str = "zh"
    scheme: str = "light"
    whole: bool = False
    then: Callable[[Visitor], None] = _nothing


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
    "home": Shot("/"),
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
    "home-phone-dark-en": Shot("/", size=PHONE, language="en", scheme="dark"),
}
