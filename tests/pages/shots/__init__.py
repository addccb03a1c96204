"""Which pictures of the pages there are, page by page."""

from typing import Final

from tests.pages.shots import audit, dashboard, desk, rider, setup
from tests.pages.shots.shot import Shot
from tests.pages.visitor import PHONE

HOME: Final[dict[str, Shot]] = {
    "home": Shot("/"),
    "home-phone-dark-en": Shot("/", size=PHONE, language="en", scheme="dark"),
}
SHOTS: Final = HOME | rider.SHOTS | desk.SHOTS | setup.SHOTS | audit.SHOTS | dashboard.SHOTS
