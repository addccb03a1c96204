"""Somebody in front of a page: signed in or not, on a phone or at a desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.callers import cookie_name
from tests.pages.city import LiveCity, elsewhere

AXE: Final = Path(__file__).resolve().parent / "node_modules" / "axe-core" / "axe.min.js"
DESK: Final = {"width": 1366, "height": 860}
PHONE: Final = {"width": 360, "height": 740}
WALL: Final = {"width": 1920, "height": 1080}
NARROW: Final = {"width": 320, "height": 640}
BEISHAN: Final = {"latitude": 30.2632, "longitude": 120.1405, "accuracy": 12}
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WATCH: Final = """
document.addEventListener('securitypolicyviolation', (event) => {
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI)
})
"""
_AXE: Final = """async (rules) => {
  const asked = { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] }
  const { violations } = await axe.run(document, asked)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} ${node.target.join(' ')}: ${node.failureSummary}`))
}"""
# A colour on its way is no colour of the page's; what turns for ever is not waited for.
_AT_REST: Final = """() => Promise.all(document.getAnimations()
  .filter((one) => one.playState === "running")
  .filter((one) => one.effect.getComputedTiming().endTime < Infinity)
  .map((one) => one.finished.catch(() => undefined)))"""


@dataclass
class Visitor:
    """A browser context of their own, and the page in front of them."""

    city: LiveCity
    context: BrowserContext
    page: Page
    language: str = "zh"
    wrongs: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Open an address of the city, once all is shown that was done."""
        self.city.settle()
        self.page.goto(self.city.at + path)
        return self.page

    def become(self, who: str) -> None:
        """Go on as somebody else, with a session already."""
        self.context.add_cookies([_cookie(self.city, who)])

    def flaws(self) -> list[str]:
        """Let axe look at the page as it stands: WCAG 2.2 AA and good practice."""
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(AXE.read_text("utf-8"))  # the protocol's way: no script tag
        self.page.evaluate(_AT_REST)
        found: list[str] = self.page.evaluate(_AXE, RULES)
        return found

    def overflow(self) -> int:
        """Count the pixels by which the page is wider than its window."""
        found: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return found

    def sign_in(self, login: str) -> None:
        """Sign in through the staff's form, as a person does."""
        self.page.get_by_label("账号").or_(self.page.get_by_label("Login")).fill(login)
        self.page.get_by_label("密码").or_(self.page.get_by_label("Password")).fill(
            self.city.password
        )
        self.page.locator("form button").click()


@contextmanager
def visit(
    browser: Browser,
    city: LiveCity,
    who: str | None = None,
    *,
    size: dict[str, int] = DESK,
    language: str = "zh",
    touch: bool | None = None,
    scheme: str = "light",
    place: dict[str, float] | None = BEISHAN,
    **more: Any,
) -> Iterator[Visitor]:
    """Open a context for `who` (a login, with a session already) and leave it at the end."""
    phone = size["width"] < 600 if touch is None else touch
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]  # a TypedDict of the same keys
        locale="zh-CN" if language == "zh" else "en-GB",
        timezone_id="Asia/Shanghai",
        has_touch=phone,
        is_mobile=phone,
        color_scheme=scheme,  # type: ignore[arg-type]
        permissions=["geolocation"] if place else [],
        geolocation=place,  # type: ignore[arg-type]
        **more,
    )
    context.add_init_script(_WATCH)
    if who:
        context.add_cookies([_cookie(city, who)])
    page = context.new_page()
    guest = Visitor(city, context, page, language)

    def note(text: str) -> None:
        guest.wrongs.append(text)

    context.on("weberror", lambda error: note(f"error: {error.error}"))
    context.on(
        "console",
        lambda said: note(said.text) if said.text.startswith("policy:") else None,
    )
    try:
        yield guest
    finally:
        context.close()


def _cookie(city: LiveCity, who: str) -> Any:
    signed = elsewhere(city.house.wiring.identity.staff.token(who))
    return {"name": cookie_name(city.house.wiring.settings), "value": signed.token, "url": city.at}


__all__ = ["BEISHAN", "DESK", "NARROW", "PHONE", "WALL", "Visitor", "expect", "visit"]
