"""Real browsers in front of a living city: phones and desks, Chinese and English."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.pages.browser import opened
from tests.pages.city import LiveCity, alive, tell_past
from tests.pages.visitor import DESK, Visitor, visit

Visits = Callable[..., Visitor]


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city with a short past, told once."""
    folder = tmp_path_factory.mktemp("pages") / "told"
    tell_past(folder)
    return folder


@pytest.fixture(scope="package")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all pages; it ends with them, since it holds the thread's event loop."""
    with opened(tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture(scope="module")
def city(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCity]:
    """A copy of it, alive, for the tests of one file."""
    with alive(told, tmp_path_factory.mktemp("city") / "data") as found:
        yield found


@pytest.fixture
def visitor(browser: Browser, city: LiveCity) -> Iterator[Visits]:
    """Let visitors come: `visitor("dispatcher1", size=PHONE, language="en")`, or None for nobody.

    At the end no page may have broken the content-security policy or raised an error.
    """
    with ExitStack() as leaving:
        guests: list[Visitor] = []

        def come(who: str | None = None, **how: Any) -> Visitor:
            guest = leaving.enter_context(visit(browser, city, who, **{"size": DESK, **how}))
            guests.append(guest)
            return guest

        city.settle()  # what the test before began does not go on in this one
        yield come
        assert [wrong for guest in guests for wrong in guest.wrongs] == []
