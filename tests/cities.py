"""The city of the tests' houses: three square offices, three categories, a calendar."""

import asyncio
import json
from datetime import date, datetime
from functools import partial
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

from domain.calendar import Calendar
from domain.category import Category, Closing, ClosingKind, Definition
from domain.city import City, Policy
from domain.kernel import Aggregate
from domain.office import Boundary, Community, Office
from domain.reward import Offer, Reward
from domain.streams import (
    calendar_stream,
    category_stream,
    city_stream,
    community_stream,
    office_stream,
    reward_stream,
)
from domain.values import Fix
from services.commands import Command
from services.wiring import Wiring, found_city
from tests import examples as ex
from tests.domain.clocks import HOLIDAYS, MAKE_UP_DAYS

A = TypeVar("A", bound=Aggregate[Any])
BY = "system:tests"
STEP = 200_000  # 0.02 degree: the side of an office's square, about two kilometres
WEST, SOUTH = 1_201_000_000, 302_000_000
OFFICES = (ex.BEISHAN, ex.XIXI, ex.LIUXIA)  # side by side, from west to east
RUBBISH, ROAD, SHACK = "M06010", "M06013", "M06001"
_marks = count(1)


async def furnish(wiring: Wiring) -> None:
    """Found the city and set it up: three offices, three categories, a calendar, a reward."""
    await found_city(wiring, demo=True)
    for number, code in enumerate(OFFICES):
        await set_up(
            wiring, Office, office_stream(code), partial(_open_office, wiring, code, number)
        )
    place = community_stream(ex.SHUGUANG)
    await set_up(wiring, Community, place, partial(_open_community, wiring))
    for definition in definitions():
        stream = category_stream(definition.code)
        define = partial(_define, definition)
        await set_up(wiring, Category, stream, define)
    await publish(wiring, 2026, sorted(HOLIDAYS), sorted(MAKE_UP_DAYS))
    await set_up(wiring, City, city_stream(), lambda it, *who: it.set_policy(Policy(), *who))
    await set_up(wiring, Reward, reward_stream("water"), _offer)
    await asyncio.to_thread(wiring.book.refresh)


async def set_up(wiring: Wiring, kind: type[A], stream: UUID, decide: Any) -> None:
    """Let a thing of the city's set-up change: `decide` gets it, who, and when."""
    command = Command.worker("set-up", stream, next(_marks))
    await wiring.app.change([(kind, stream)], lambda it: decide(it, BY, wiring.clock()), command)


async def publish(wiring: Wiring, year: int, holidays: list[date], make_up: list[date]) -> None:
    await set_up(
        wiring,
        Calendar,
        calendar_stream(year),
        lambda it, *who: it.publish(year, holidays, make_up, "notice", *who),
    )


def definitions() -> list[Definition]:
    """Closing by itself without a sample; a long limit; closing by another person."""
    quiet = ex.definition(closing=Closing(sample_percent=0))
    road = ex.definition(ROAD, _coded(ROAD), Closing(sample_percent=0), after_photo=False)
    shack = ex.definition(SHACK, _coded(SHACK), Closing(kind=ClosingKind.ANOTHER))
    return [quiet, road, shack]


def _coded(code: str) -> list[Any]:
    first = ex.CONDITIONS[1]  # one working day
    return [type(first)(code=f"{code}.1", name="x", name_en="x", limit=first.limit)]


def _define(definition: Definition, it: Category, by: str, now: datetime) -> None:
    it.define(definition, by, now)


def _open_office(
    wiring: Wiring, code: str, number: int, it: Office, by: str, now: datetime
) -> None:
    it.open(code, f"office {number}", "district", by, now)
    it.draw(_square(wiring, WEST + number * STEP, STEP), by, now)


def _open_community(wiring: Wiring, it: Community, by: str, now: datetime) -> None:
    it.open(ex.SHUGUANG, "community", ex.BEISHAN, by, now)
    it.draw(_square(wiring, WEST + STEP // 4, STEP // 2), by, now)


def _square(wiring: Wiring, west: int, side: int) -> Boundary:
    lons, lats = (west / 1e7, (west + side) / 1e7), (SOUTH / 1e7, (SOUTH + STEP) / 1e7)
    ring = [(lons[0], lats[0]), (lons[1], lats[0]), (lons[1], lats[1]), (lons[0], lats[1])]
    content = json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}).encode()
    return Boundary(
        version=1,
        digest=wiring.log.blobs.put(content),
        bytes=len(content),
        datum="wgs84",
        source="tests",
        approximate=True,
        valid_from=date(2026, 1, 1),
    )


def _offer(it: Reward, by: str, now: datetime) -> None:
    offer = Offer(
        code="water",
        name="水",
        name_en="Water",
        sponsor="a shop",
        price=8,
        limit_per_rider=2,
        season_from=date(2026, 1, 1),
        season_to=date(2026, 12, 31),
        places=["the station"],
    )
    it.put_up(offer, by, now)
    it.restock(3, by, now)


def ground(office: str | None, east: int = 0, north: int = 0) -> Fix:
    """Name a place in an office's square, so far (1e-7 degree) from its middle; or in none."""
    column = OFFICES.index(office) if office else -3
    middle = STEP // 2
    return Fix(lon_e7=WEST + column * STEP + middle + east, lat_e7=SOUTH + middle + north)
