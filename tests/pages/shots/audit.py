"""Pictures of the audit console."""

from typing import Final

from tests.pages.shots.shot import Shot
from tests.pages.visitor import PHONE, Visitor, expect

_RESOLVED: Final = "/audit#/log?topics=report.resolved"


def _opened_event(guest: Visitor) -> None:
    """Open the newest event of the log."""
    guest.page.locator(".event summary").first.click()


def _opened_report(guest: Visitor) -> None:
    """Go on to the report whose resolution is the newest."""
    _opened_event(guest)
    guest.page.locator(".event details[open] a").first.click()
    expect(guest.page.locator(".step").first).to_be_visible()


def _a_day_ago(guest: Visitor) -> None:
    """Go a day back."""
    newest = guest.page.locator("output").inner_text()
    guest.page.locator(".steps button").first.click()
    expect(guest.page.locator("output")).not_to_have_text(newest)
    expect(guest.page.locator('[aria-busy="true"]')).to_have_count(0)


SHOTS: Final[dict[str, Shot]] = {
    "audit-log": Shot("/audit", "auditor1", then=_opened_event),
    "audit-log-phone-dark-en": Shot(
        _RESOLVED, "auditor1", size=PHONE, language="en", scheme="dark", then=_opened_event
    ),
    "audit-report": Shot(_RESOLVED, "auditor1", then=_opened_report),
    "audit-report-phone": Shot(_RESOLVED, "auditor1", size=PHONE, then=_opened_report),
    "audit-past": Shot("/audit#/past?queue=330106002", "auditor1", then=_a_day_ago),
    "audit-past-figures-dark-en": Shot(
        "/audit#/past?show=figures", "auditor1", language="en", scheme="dark", then=_a_day_ago
    ),
    "audit-past-phone": Shot("/audit#/past?queue=330106002", "auditor1", size=PHONE),
    "audit-difference": Shot("/audit#/difference?queue=330106002", "auditor1", whole=True),
    "audit-people": Shot("/audit#/people", "auditor1"),
    "audit-export-en": Shot("/audit#/export", "auditor1", language="en"),
}
