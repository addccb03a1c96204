"""How a demo city is opened: founded in the past where it is new, and told up to now."""

import asyncio
from datetime import timedelta
from typing import Final, NamedTuple

from projections.house import House, open_house
from services.settings import Settings
from workers.demo.accounts import PASSWORD, Cast, found_demo
from workers.demo.pictures import write_examples
from workers.demo.seed import FULL, seed, unseen
from workers.demo.stage import Progress
from workers.telling import Declined

SCALE = FULL
UNREAD: Final = timedelta(days=2)  # how far back the riders' inboxes are still to be read
EXAMPLES: Final = "examples"
"""The folder, in the data folder, of two pictures for the walk in the README."""


class NotADemo(Declined):
    """The log is that of a real city: no demo may be played in it."""

    def __init__(self, city: str) -> None:
        super().__init__(f"the log of {city} is no demo's: start without --demo, or elsewhere")
        self.city = city


class Opened(NamedTuple):
    """The house, under the machine's clock, and who plays in it."""

    house: House
    cast: Cast


async def open_demo(settings: Settings, progress: Progress = unseen) -> Opened:
    """Open a demo city, its past told first where the log is new; leave pictures to try.

    Raises NotADemo, and what `open_house` raises.
    """
    told = await seed(settings, progress, SCALE)
    house = await asyncio.to_thread(open_house, settings)
    try:
        if house.wiring.log.head().size and not house.wiring.book.demo:
            raise NotADemo(settings.city)  # noqa: TRY301 - the house is closed just below
        cast = await found_demo(house.wiring)
        if told.beats:
            await asyncio.to_thread(_read_inboxes, house, cast)
        await asyncio.to_thread(write_examples, settings.data / EXAMPLES, house.wiring.clock())
    except BaseException:
        await asyncio.to_thread(house.close)
        raise
    return Opened(house, cast)


def _read_inboxes(house: House, cast: Cast) -> None:
    """Let the riders have read what they were told until a while ago, as riders do."""
    wiring = house.wiring
    position = wiring.log.position_at(wiring.clock() - UNREAD)
    for login in cast.riders:
        if account := wiring.identity.accounts.by_login(login):
            wiring.identity.telling.marks.move(account.pseudonym, position)


_ROLES: Final = {
    "dispatcher": "调度员",
    "supervisor": "主管",
    "operator": "派遣员",
    "verifier": "核查员",
    "lead": "城运中心",
    "auditor": "审计员",
    "admin": "管理员",
}


def playbill(cast: Cast, city: str, address: str) -> str:
    """Write what is printed at the start: where, who, and what to try next."""
    lines = [
        f"{city}, a demo city, at {address}",
        "pages: /rider 小哥, /desk 街道, /dashboard 看板, /audit 审计; the API at /docs",
        "",
        f"staff, password {PASSWORD}:",
    ]
    for one in cast.staff:
        posts = "; ".join(
            " ".join(filter(None, (_ROLES[post.role], post.office, post.community)))
            for post in one.posts
        )
        lines.append(f"  {one.login:<12} {posts}")
    lines += ["riders, by phone and a code that the process which answers prints:"]
    lines += [f"  {login:<12} {phone}" for login, phone in cast.riders.items()]
    lines += [
        "",
        "try next: suishoupai token rider1     a bearer token for curl",
        "          README.md                   ten lines, from a photo to points",
        "          suishoupai verify           is what is shown what happened?",
    ]
    return "\n".join(lines)
