"""Pictures of the desk's team and of the set-up."""

from typing import Final

from tests.pages.shots.shot import Shot
from tests.pages.visitor import PHONE, Visitor, expect


def _another_limit(guest: Visitor) -> None:
    """Change the limit of the category that is open, and see what saving would do."""
    guest.page.get_by_label("时限", exact=True).first.fill("6")
    guest.page.locator(".changes").scroll_into_view_if_needed()


def _new_person(guest: Visitor) -> None:
    """Begin to add somebody to the staff."""
    guest.page.locator(".part .actions .primary").click()
    expect(guest.page.locator(".changes")).to_be_visible()


SHOTS: Final[dict[str, Shot]] = {
    "desk-team": Shot("/desk#/team", "supervisor1"),
    "desk-team-phone-dark-en": Shot(
        "/desk#/team", "supervisor1", size=PHONE, language="en", scheme="dark"
    ),
    "setup-categories": Shot("/desk#/setup/categories", "admin1"),
    "setup-category": Shot(
        "/desk#/setup/categories/M06010", "admin1", whole=True, then=_another_limit
    ),
    "setup-staff-new": Shot("/desk#/setup/staff", "supervisor1", then=_new_person),
    "setup-policy-dark-en": Shot("/desk#/setup/policy", "admin1", language="en", scheme="dark"),
    "setup-photos-phone": Shot("/desk#/setup/photos", "supervisor1", size=PHONE),
}
