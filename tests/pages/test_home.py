"""The first page: every door opens, in both languages, on every size."""

import pytest

from tests.pages.conftest import Visits
from tests.pages.visitor import DESK, NARROW, PHONE, expect

DOORS = {"/rider": "我要上报", "/desk": "街道工作台", "/dashboard": "城市看板", "/audit": "审计台"}


@pytest.mark.parametrize("path", DOORS)
def test_every_door_opens(visitor: Visits, path: str) -> None:
    page = visitor().open("/")

    page.get_by_role("link", name=DOORS[path]).click()

    page.wait_for_url(f"**{path}")
    expect(page.locator("#page *").first).to_be_attached()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_everybody_can_read_it(
    visitor: Visits, size: dict[str, int], language: str, scheme: str
) -> None:
    guest = visitor(size=size, language=language, scheme=scheme)
    page = guest.open("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".demo")).to_be_visible()

    assert guest.flaws() == []
    assert guest.overflow() <= 0
    assert page.locator("html").get_attribute("lang") == ("zh-CN" if language == "zh" else "en")


def test_a_language_chosen_once_stays(visitor: Visits) -> None:
    page = visitor().open("/")

    page.get_by_role("button", name="English").click()
    page.reload()

    expect(page.get_by_role("link", name="City dashboard")).to_be_visible()
