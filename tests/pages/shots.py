"""Which pictures of the pages there are: who looks, at what, on which screen."""

from collections.abc import Callable
from typing import Final, NamedTuple

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
}
