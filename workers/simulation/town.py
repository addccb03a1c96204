"""The small city that is played: two offices, two categories, a reward, and its people."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from domain.calendar import Calendar
from domain.category import AwardRule, Category, Closing, Condition, Definition
from domain.city import City, Policy
from domain.clock import Limit, Unit
from domain.office import Boundary, Office
from domain.people import Post, Staff
from domain.reward import Offer, Reward
from domain.streams import (
    calendar_stream,
    category_stream,
    city_stream,
    office_stream,
    reward_stream,
    staff_stream,
)
from domain.values import Fix, Kind, Role
from services.commands import Command
from services.identity.consent import CONSENT_TEXT
from services.wiring import Wiring, found_city
from workers.simulation.process import Process

BEGAN: Final = datetime(2026, 11, 23, 1, tzinfo=UTC)  # a Monday, nine o'clock in China
OFFICES: Final = ("330106002", "330106005")  # side by side, from west to east
STEP: Final = 200_000  # 0.02 degree: the side of an office's square
WEST, SOUTH = 1_201_000_000, 302_000_000
LITTER, ROAD = "M06010", "M06013"
REWARD: Final = "water"
RIDERS: Final = 4
PRICE: Final = 8
BY: Final = "system:simulation"


class Cast(NamedTuple):
    """Who lives there, by pseudonym."""

    riders: tuple[str, ...]
    staff: dict[str, Post]


def ground(office: str | None, east: int = 0, north: int = 0) -> Fix:
    """Name a place in an office's square, so far (1e-7 degree) from its middle; or in none."""
    column = OFFICES.index(office) if office else -3
    return Fix(lon_e7=WEST + column * STEP + STEP // 2 + east, lat_e7=SOUTH + STEP // 2 + north)


async def furnish(process: Process) -> Cast:
    """Found the city of an open process, set it up, and name its people."""
    if process.house is None:
        raise RuntimeError("the city is not open")
    wiring = process.house.wiring
    await found_city(wiring, demo=True)
    for number, code in enumerate(OFFICES):
        await _set_up(
            wiring, Office, office_stream(code), partial(_open_office, wiring, code, number)
        )
    for definition in _definitions():
        await _set_up(
            wiring, Category, category_stream(definition.code), partial(_define, definition)
        )
    for year in (2026, 2027):
        await _set_up(wiring, Calendar, calendar_stream(year), partial(_publish, year))
    await _set_up(
        wiring, City, city_stream(), lambda it, *who: it.set_policy(Policy(daily_points=40), *who)
    )
    await _set_up(wiring, Reward, reward_stream(REWARD), _offer)
    staff = _staff()
    for who, post in staff.items():
        await _set_up(wiring, Staff, staff_stream(who), partial(_grant, who, post))
    enrol = wiring.identity.riders.enrol
    riders = [await enrol(f"1380000{n:04}", CONSENT_TEXT, "zh") for n in range(RIDERS)]
    return Cast(tuple(riders), staff)


async def _set_up(
    wiring: Wiring, kind: type[Any], stream: UUID, decide: Callable[..., None]
) -> None:
    command = Command.worker("simulation", "set-up", kind.__name__, stream)
    await wiring.app.change([(kind, stream)], lambda it: decide(it, BY, wiring.clock()), command)


def _staff() -> dict[str, Post]:
    posts = [Post(role=Role.DISPATCHER, office=office) for office in OFFICES for _ in range(2)]
    posts += [Post(role=Role.SUPERVISOR, office=office) for office in OFFICES]
    posts += [Post(role=role) for role in (Role.OPERATOR, Role.VERIFIER, Role.ADMIN)]
    return {f"{0x51AFF00 + number:032x}": post for number, post in enumerate(posts)}


def _open_office(
    wiring: Wiring, code: str, number: int, it: Office, by: str, now: datetime
) -> None:
    it.open(code, f"office {number}", "district", by, now)
    west, south = (WEST + number * STEP) / 1e7, SOUTH / 1e7
    east, north = west + STEP / 1e7, south + STEP / 1e7
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    content = json.dumps({"type": "Polygon", "coordinates": [ring]}).encode()
    boundary = Boundary(
        version=1,
        digest=wiring.log.blobs.put(content),
        bytes=len(content),
        datum="wgs84",
        source="simulation",
        approximate=True,
        valid_from=date(2026, 1, 1),
    )
    it.draw(boundary, by, now)


def _definitions() -> list[Definition]:
    award = AwardRule(code="everyday", version=1, points=10, corroborator_points=3)
    litter = [("M06010.1", Limit(4, Unit.WORK_HOUR)), ("M06010.2", Limit(2, Unit.URGENT_HOUR))]
    road = [("M06013.1", Limit(5, Unit.WORK_DAY))]
    return [
        Definition(
            code=code,
            kind=Kind.MATTER,
            group="街面",
            name=code,
            name_en=code,
            conditions=[
                Condition(code=one, name=one, name_en=one, limit=most) for one, most in limits
            ],
            award=award,
            source="simulation",
            after_photo=code == LITTER,
            closing=Closing(sample_percent=30),
        )
        for code, limits in ((LITTER, litter), (ROAD, road))
    ]


def _define(definition: Definition, it: Category, by: str, now: datetime) -> None:
    it.define(definition, by, now)


def _publish(year: int, it: Calendar, by: str, now: datetime) -> None:
    it.publish(year, [date(year, 1, 1), date(year, 10, 1)], [], "simulation", by, now)


def _grant(who: str, post: Post, it: Staff, by: str, now: datetime) -> None:
    it.grant(who, post, by, now)


def _offer(it: Reward, by: str, now: datetime) -> None:
    offer = Offer(
        code=REWARD,
        name="水",
        name_en="Water",
        sponsor="a shop",
        price=PRICE,
        limit_per_rider=3,
        season_from=date(2026, 1, 1),
        season_to=date(2050, 12, 31),
        places=["the station"],
    )
    it.put_up(offer, by, now)
    it.restock(4, by, now)
