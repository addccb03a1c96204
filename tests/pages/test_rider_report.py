"""A rider's main job: from signing in to a report that the city has, with one thumb."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.pages.conftest import Visits
from tests.pages.errands import Hand
from tests.pages.rider_steps import (
    KINDS,
    NEWCOMER,
    ask_code,
    choose,
    drafted,
    photograph,
    reported,
    send,
)
from tests.pages.visitor import BEISHAN, DESK, NARROW, PHONE, expect
from tests.shared import SHARED, needs_shared

REAL = SHARED / "photos" / "gps" / "Samsung_SM-G935L_(Galaxy_S7_Edge).jpg"  # 12 megapixels
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
AWAY = {**BEISHAN, "latitude": BEISHAN["latitude"] + 0.004}  # nobody reported anything there
MOVED = {**AWAY, "latitude": AWAY["latitude"] + 0.004}


@pytest.mark.parametrize("language", ["zh", "en"])
@SIZES
def test_a_newcomer_signs_in_agrees_once_and_reports(
    visitor: Visits, size: dict[str, int], language: str
) -> None:
    guest = visitor(size=size, language=language)
    phone = str(int(NEWCOMER) + 2 * (size == DESK) + (language == "en"))
    page = guest.open("/rider")
    expect(page.locator(".sign-in h1")).to_be_visible()
    assert guest.flaws() == []

    ask_code(guest, phone)
    expect(page.locator(".terms h1")).to_be_visible()
    assert guest.flaws() == []
    page.locator(".terms .primary").click()
    expect(page.locator(".shoot")).to_be_visible()
    assert guest.flaws() == []
    reported(guest)

    assert guest.flaws() == []
    page.locator(".sent a.button").first.click()
    expect(page.locator(".story li").first).to_be_visible()
    assert guest.flaws() == []
    assert guest.overflow() <= 0


def test_who_agreed_before_is_not_asked_again(visitor: Visits) -> None:
    guest = visitor(size=PHONE)
    page = guest.open("/rider")

    ask_code(guest, guest.city.phone("rider1"))

    expect(page.locator(".shoot")).to_be_visible()


def test_a_wrong_code_says_so(visitor: Visits) -> None:
    guest = visitor(size=PHONE)
    page = guest.open("/rider")

    page.locator("#phone").fill(guest.city.phone("rider2"))
    page.locator("form .primary").click()
    page.locator("#code").fill("000000")

    expect(page.get_by_role("alert")).to_contain_text("验证码不对")
    assert guest.flaws() == []


def test_three_taps_and_no_typing_make_a_report(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE, place=AWAY)
    page = guest.open("/rider")

    photograph(page, guest.city.picture)  # one
    page.get_by_role("button", name="暴露垃圾", exact=True).click()  # two
    send(page)  # three

    expect(page.locator(".sent .number")).to_be_visible()
    newest = Hand(guest.city, "rider1").see("/v1/me/reports?limit=1")["items"][0]
    assert newest["category"] == "M06010"
    assert newest["location"]["latitude"] == pytest.approx(AWAY["latitude"])
    assert len(newest["photos"]) == 1


@pytest.mark.parametrize("size", [PHONE, NARROW, DESK], ids=["phone", "narrow", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_form(visitor: Visits, size: dict[str, int], scheme: str) -> None:
    guest = visitor("rider1", size=size, scheme=scheme, place=AWAY)
    page = guest.open("/rider")
    drafted(guest)
    page.locator("button.more").click()
    page.locator("details summary").click()

    assert guest.flaws() == []
    assert guest.overflow() <= 0


@pytest.mark.parametrize("path", ["/", "/reports", "/inbox", "/points", "/points/rules", "/me"])
def test_every_view_holds_letters_of_twice_the_size(visitor: Visits, path: str) -> None:
    guest = visitor("rider1", size=NARROW)
    page = guest.open(f"/rider#{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".state-block.loading")).to_have_count(0)

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert guest.overflow() <= 0


def test_details_go_with_the_report(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE, place=MOVED)
    page = guest.open("/rider")
    photograph(page, guest.city.picture)
    choose(page, "污水井盖")

    page.locator("details summary").click()
    page.locator("details .choices button").first.click()
    page.locator("#note").fill("东门外第二个路口")
    send(page)
    page.get_by_role("link", name="看进展").click()

    expect(page.locator(".head .note")).to_have_text("东门外第二个路口")


def test_the_pin_can_be_moved_and_says_how_far(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE, place=MOVED)
    page = guest.open("/rider")
    photograph(page, guest.city.picture)

    page.get_by_role("button", name="改位置").click()
    expect(page.locator(".leaflet-container")).to_be_visible()
    assert guest.flaws() == []
    page.get_by_role("button", name="向北 10 米").click()
    page.get_by_role("button", name="向北 10 米").click()
    expect(page.get_by_text("离定位点 20 米")).to_be_visible()
    page.get_by_role("button", name="就是这里").click()

    expect(page.locator(".place .words")).to_have_text("您标的位置")
    choose(page, "路灯")
    send(page)
    expect(page.locator(".sent .number")).to_be_visible()
    placed = Hand(guest.city, "rider1").see("/v1/me/reports?limit=1")["items"][0]["location"]
    assert placed["latitude"] == pytest.approx(MOVED["latitude"] + 20 / 111_320, abs=1e-6)


def test_without_a_position_the_photograph_tells_the_place(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE, place=None)
    page = guest.open("/rider")

    page.locator("input[capture]").first.set_input_files(guest.city.picture)

    expect(page.locator(".place .words")).to_contain_text("用照片里的位置")


def test_without_any_position_the_map_takes_its_place(visitor: Visits, tmp_path: Path) -> None:
    guest = visitor("rider1", size=PHONE, place=None)
    page = guest.open("/rider")
    bare = tmp_path / "bare.jpg"
    Image.open(guest.city.picture).save(bare)
    page.locator("input[capture]").first.set_input_files(bare)
    expect(page.locator(".place .words")).to_contain_text("没有定位权限")
    choose(page, KINDS["zh"][0])
    expect(page.locator("button.send")).to_be_disabled()
    assert guest.flaws() == []

    page.get_by_role("button", name="标位置").click()
    page.locator(".leaflet-container").click(position={"x": 150, "y": 120})
    page.get_by_role("button", name="就是这里").click()

    expect(page.locator("button.send")).to_be_enabled()


def test_who_moves_fast_is_asked_to_stop_and_may_keep_it(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE, place=AWAY)
    page = guest.open("/rider")
    drafted(guest)

    guest.context.set_geolocation(MOVED)  # type: ignore[arg-type]  # a TypedDict of the same keys

    expect(page.get_by_text("停稳再发")).to_be_visible()
    assert guest.flaws() == []
    page.get_by_role("button", name="先存着").click()
    page.locator(".draft").click()
    expect(page.locator(".strip img")).to_be_visible()
    expect(page.locator('.tiles [aria-pressed="true"]')).to_have_text("暴露垃圾")
    send(page)
    expect(page.locator(".sent .number")).to_be_visible()
    newest = Hand(guest.city, "rider1").see("/v1/me/reports?limit=1")["items"][0]
    assert newest["location"]["latitude"] == pytest.approx(AWAY["latitude"])  # of the photograph


def test_inside_wechat_the_way_to_the_home_screen_is_told(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE, user_agent="Mozilla/5.0 Mobile MicroMessenger/8.0.50")

    page = guest.open("/rider")

    expect(page.locator(".install")).to_contain_text("在浏览器打开")
    assert guest.flaws() == []


@needs_shared
def test_a_real_photograph_tells_its_place_and_goes_out_small(visitor: Visits) -> None:
    guest = visitor("rider1", size=PHONE, place=None)
    page = guest.open("/rider")
    page.locator("input[capture]").first.set_input_files(REAL)
    expect(page.locator(".place .words")).to_contain_text("用照片里的位置")
    choose(page, "路灯")
    expect(page.locator("button.send")).to_be_enabled()

    with page.expect_request("**/v1/reports") as asked, page.expect_request("**/v1/photos") as sent:
        send(page)

    assert len(sent.value.post_data_buffer or b"") < REAL.stat().st_size / 4
    body: Any = asked.value.post_data_json
    assert body["location"]["source"] == "photo"
    assert body["location"]["latitude"] == pytest.approx(48.8925, abs=1e-4)
    assert body["location"]["longitude"] == pytest.approx(2.2364, abs=1e-4)
    assert body["taken_at"] == "2017-02-09T19:51:38+08:00"
