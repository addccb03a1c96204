"""The rider's page on a cheap phone: slow 3G and a quarter of this processor, by emulation."""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench.table import Fact
from tests.pages.browser import opened
from tests.pages.city import LiveCity, alive, tell_past
from tests.pages.visitor import PHONE, visit

SLOW_3G: Final = {
    "offline": False,
    "latency": 400,  # ms
    "downloadThroughput": 50_000,  # bytes a second
    "uploadThroughput": 50_000,
}
SLOWER: Final = 4
_PAINT: Final = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
_SINCE: Final = "() => performance.now()"
_BYTES: Final = """() => performance.getEntriesByType('resource')
  .filter((one) => !one.name.includes('/v1/')).reduce((sum, one) => sum + one.transferSize, 0)"""


def measure(folder: Path, rounds: int) -> Iterator[Fact]:
    """Open the page so many times, signed in and not; then scroll the longest list."""
    past = folder / "told"
    tell_past(past)
    with alive(past, folder / "data") as city, opened(folder) as browser:
        for who, what in ((None, "signing in"), ("rider1", "taking a photograph")):
            loads = [_load(browser, city, who) for _ in range(rounds)]
            paint, usable, size = (median(one) for one in zip(*loads, strict=True))
            yield Fact(f"slow 3G, CPU / {SLOWER}: first paint", f"{paint / 1000:.1f} s")
            yield Fact(f"the same, usable for {what}", f"{usable / 1000:.1f} s")
            yield Fact("scripts and styles on the wire by then", f"{size / 1000:.0f} KB")
        again = median(_second(browser, city) for _ in range(rounds))
        yield Fact("the second start, kept by the service worker", f"{again / 1000:.1f} s")
        longest = max(_scroll(browser, city) for _ in range(rounds))
        yield Fact(f"longest task while scrolling, CPU / {SLOWER}", f"{longest:.0f} ms")


def _slowed(page: Page) -> CDPSession:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_3G)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return devtools


def _load(browser: Browser, city: LiveCity, who: str | None) -> tuple[float, float, float]:
    with visit(browser, city, who, size=PHONE, service_workers="block") as guest:
        _slowed(guest.page)
        guest.page.goto(f"{city.at}/rider", wait_until="commit")
        guest.page.locator(".shoot, #phone").first.wait_for()
        usable = _number(guest.page, _SINCE)
        return _number(guest.page, _PAINT), usable, _number(guest.page, _BYTES)


def _second(browser: Browser, city: LiveCity) -> float:
    with visit(browser, city, "rider1", size=PHONE) as guest:
        guest.open("/rider").locator(".shoot").wait_for()
        guest.page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
        _slowed(guest.page)
        guest.page.goto(f"{city.at}/rider?again", wait_until="commit")
        guest.page.locator(".shoot").wait_for()
        return _number(guest.page, _SINCE)


def _scroll(browser: Browser, city: LiveCity) -> float:
    """Scroll the inbox from end to end, and answer the longest task that got in the way."""
    with visit(browser, city, "rider1", size=PHONE) as guest:
        page = guest.open("/rider#/inbox")
        page.locator(".notice").first.wait_for()
        while (more := page.get_by_role("button", name="加载更多")).count():
            more.click()
            page.wait_for_function("() => !document.querySelector('.stack > button:disabled')")
        page.wait_for_timeout(1500)
        devtools = _slowed(page)
        browser.start_tracing(page=page, categories=["toplevel", "__metadata"])
        for way in (-45, -45, -45, 45, 45, -45):
            before = _number(page, "() => scrollY")
            _fling(page, devtools, way)
            assert _number(page, "() => scrollY") != before, "it did not scroll"
        return _longest(browser.stop_tracing())


def _longest(trace: bytes) -> float:
    """Find the longest task of the page in processor time, in ms: others use this machine, too."""
    events: list[dict[str, Any]] = json.loads(trace)["traceEvents"]
    ours = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    tasks = [one["tdur"] for one in events if "tdur" in one and (one["pid"], one["tid"]) in ours]
    return float(max(tasks)) / 1000


def _fling(page: Page, devtools: CDPSession, by: int) -> None:
    """Draw a finger over the screen, by so many pixels a frame, and let the page run on."""
    height = 600 if by < 0 else 150
    for number in range(11):
        point = {"x": 180, "y": height + number * by}
        kind = "touchMove" if number else "touchStart"
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        page.wait_for_timeout(16)
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(600)


def _number(page: Page, expression: str) -> float:
    found: Any = page.evaluate(expression)
    return float(found)
