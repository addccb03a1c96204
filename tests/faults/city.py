"""The city of these tests: many claimers, many riders, known to this and other processes."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Final, TypeVar, cast

import httpx2

from api.app import create_app
from projections.house import House, open_house
from services import city as rules
from services.city.load import Order, load_city
from services.clock import Clock, system_clock
from services.identity.consent import CONSENT_TEXT
from services.identity.senders import CodeSender, RememberingSender
from services.settings import Settings, from_environment
from services.wiring import Wiring, found_city
from workers.staffing import Newcomers

T = TypeVar("T")
AT_ONCE: Final = 16
OFFICE: Final = "330106002"
CATEGORY: Final = "M06010"  # 暴露垃圾
CREW: Final = 64
AROUND: Final = 0.004  # degrees: some hundred metres
RIDERS: Final = 200
PLENTY: Final = {
    "REQUESTS_PER_MINUTE": "1000000",
    "SUBMITS_PER_HOUR": "100000",
    "SESSION_HOURS": "8760",
    "REQUESTS_AT_ONCE": "1000",
    "PHOTO_CHILDREN": "1",
    "LOG_LEVEL": "warning",
    "PORT": "0",
}
_FOR_ALL: Final = '\n[[staff]]\nlogin = "{login}"\nname = "{login}"\nposts = [{post}]\n'
_POST: Final = f'{{ role = "dispatcher", office = "{OFFICE}" }}'
_REWARD: Final = """
[[reward]]
code = "{code}"
name = "{code}"
name_en = "{code}"
sponsor = "-"
price = {price}
limit_per_rider = 100000
season_from = 2025-01-01
season_to = 2099-12-31
places = ["-"]
supplied = {supplied}
"""
PRICE: Final = 7  # of either reward; `many` never runs out, `last` has run out from the start


@dataclass(frozen=True)
class City:
    """Where a city lives, and who may act in it."""

    folder: Path
    database: str  # "" for SQLite in the folder
    keys: str
    tokens: dict[str, str]  # by login
    people: dict[str, str]  # login -> pseudonym
    place: dict[str, object]  # inside the office's ground
    more: dict[str, str] = field(default_factory=dict)  # settings of one test

    @property
    def environ(self) -> dict[str, str]:
        """The settings as a process reads them."""
        stores = {"DATABASE": self.database, "KEYS": self.keys} if self.database else {}
        given = PLENTY | stores | {"DATA": str(self.folder)} | self.more
        return {f"SUISHOUPAI_{name}": value for name, value in given.items()}

    @property
    def settings(self) -> Settings:
        """The settings as this process reads them."""
        return from_environment(self.environ)

    def around(self, chance: Random) -> dict[str, object]:
        """Draw a place near the usual one: where all lie together, each is compared with all."""
        drawn = {
            name: round(cast("float", self.place[name]) + chance.uniform(-AROUND, AROUND), 6)
            for name in ("longitude", "latitude")
        }
        return self.place | drawn

    def headers(self, login: str, key: str) -> dict[str, str]:
        """Sign and name a wish."""
        return {"Authorization": f"Bearer {self.tokens[login]}", "Idempotency-Key": key}


async def furnish(folder: Path, database: str, keys: str, *, riders: int = RIDERS) -> City:
    """Found the demo city with a crew and riders enough for every race."""
    bare = City(folder / "data", database, keys, {}, {}, {})
    house = open_house(bare.settings, sender=RememberingSender())
    try:
        wiring = house.wiring
        await found_city(wiring, demo=True)
        newcomers = Newcomers(wiring.identity, "reed-lantern-42")
        files = _files(folder / "files")
        await load_city(wiring.app, wiring.book, files, Order(by="0" * 32), newcomers)
        founded = replace(bare, place=_place(wiring))
        staffed = await _signed_in(founded, wiring, [one.login for one in newcomers.made])
        return await _joined(staffed, wiring, range(1, riders + 1))
    finally:
        house.close()


async def crowded(city: City, riders: int) -> City:
    """Let riders join a city until there are so many."""
    house = await asyncio.to_thread(open_house, city.settings)
    try:
        known = sum(login.startswith("rider") for login in city.tokens)
        return await _joined(city, house.wiring, range(known + 1, riders + 1))
    finally:
        await asyncio.to_thread(house.close)


async def _joined(city: City, wiring: Wiring, numbers: Iterable[int]) -> City:
    names = {f"rider{number}": f"138{number - 1:08}" for number in numbers}
    enrol = wiring.identity.riders.enrol
    await in_turns([partial(enrol, phone, CONSENT_TEXT, "zh", who) for who, phone in names.items()])
    return await _signed_in(city, wiring, list(names))


async def _signed_in(city: City, wiring: Wiring, logins: list[str]) -> City:
    sessions = await in_turns([partial(wiring.identity.staff.token, who) for who in logins])
    signed = dict(zip(logins, sessions, strict=True))
    tokens = {login: one.token for login, one in signed.items()}
    people = {login: one.signed.pseudonym for login, one in signed.items()}
    return replace(city, tokens=city.tokens | tokens, people=city.people | people)


@asynccontextmanager
async def at_the_door(
    city: City, clock: Clock = system_clock, sender: CodeSender | None = None
) -> AsyncIterator[tuple[House, httpx2.AsyncClient]]:
    """Open the city's API in this process, with a client that many tasks may share."""
    house = await asyncio.to_thread(open_house, city.settings, clock, sender)
    try:
        door = httpx2.ASGITransport(create_app(house), raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=door, base_url="http://city") as client:
            yield house, client
    finally:
        await asyncio.to_thread(house.close)


async def in_turns(errands: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    """Run errands, so many at once; answer what each brought."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(errand: Callable[[], Awaitable[T]]) -> T:
        async with room:
            return await errand()

    return await asyncio.gather(*map(one, errands))


def _files(folder: Path) -> Path:
    """Write the demo's files, with more staff and two more rewards."""
    shutil.copytree(Path(str(rules.__file__)).parent / "demo", folder)
    city = folder / "city.toml"
    text = city.read_text("utf-8")
    for limit in ("daily_points = 60", "daily_reports = 100"):
        text = text.replace(limit, f"{limit.split()[0]} = 100000")
    city.write_text(text, "utf-8")
    with (folder / "staff.toml").open("a", encoding="utf-8") as staff:
        for number in range(1, CREW + 1):
            staff.write(_FOR_ALL.format(login=f"crew{number}", post=_POST))
    with (folder / "rewards.toml").open("a", encoding="utf-8") as rewards:
        rewards.write(_REWARD.format(code="many", price=PRICE, supplied=1_000_000))
        rewards.write(_REWARD.format(code="last", price=PRICE, supplied=0))
    return folder


def _place(wiring: Wiring) -> dict[str, object]:
    ground = wiring.book.grounds()[OFFICE]
    if ground is None:
        raise ValueError(f"{OFFICE} has no ground")
    point = ground.representative_point()
    return {"longitude": round(point.x, 6), "latitude": round(point.y, 6), "datum": "wgs84"}
