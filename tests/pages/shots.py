"""Which pictures of the pages there are: who looks, at what, on which screen."""

from collections.abc import Callable
from typing import Final, NamedTuple

from tests.pages import desk
from tests.pages.visitor import DESK, PHONE, Visitor


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


SHOTS: Final[dict[str, Shot]] = {
    "home": Shot("/"),
    "home-phone-dark-en": Shot("/", size=PHONE, language="en", scheme="dark"),
    "desk-queue": Shot("/desk", "dispatcher1", then=desk.looked_around),
    "desk-report": Shot("/desk", "dispatcher1", then=desk.looked_at),
    "desk-resolve": Shot("/desk", "dispatcher1", then=desk.at_work),
    "desk-dark-en": Shot("/desk", "supervisor1", language="en", scheme="dark", then=desk.looked_at),
    "desk-verify": Shot("/desk", "verifier1", then=desk.looked_at),
    "desk-operator": Shot("/desk", "operator1", then=desk.looked_at),
    "desk-phone": Shot("/desk", "dispatcher1", size=PHONE),
    "desk-phone-report": Shot("/desk", "dispatcher1", size=PHONE, then=desk.looked_at),
    "desk-phone-resolve-dark-en": Shot(
        "/desk", "dispatcher1", size=PHONE, language="en", scheme="dark", then=desk.at_work
    ),
}
