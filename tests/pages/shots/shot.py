"""One picture: who looks, at what, on which screen."""

from collections.abc import Callable
from typing import NamedTuple

from tests.pages.visitor import DESK, Visitor


def _nothing(_: Visitor) -> None:
    """Do nothing more than open the page."""


class Shot(NamedTuple):
    """A page, as somebody sees it once `then` is done."""

    path: str
    who: str | None = None
    size: dict[str, int] = DESK
    language: str = "zh"
    scheme: str = "light"
    whole: bool = False
    then: Callable[[Visitor], None] = _nothing
