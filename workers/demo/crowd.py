"""The everyday reports: who sees what, where and when, and what becomes of it."""

from datetime import datetime, timedelta
from random import Random
from typing import Final

from workers.demo import fates
from workers.demo.fates import Fate
from workers.demo.hours import riding_hour
from workers.demo.matters import Matter, any_matter, matter
from workers.demo.places import BEISHAN, KANGQIAO, TIANSHUI
from workers.demo.world import World

BUSY: Final = {
    BEISHAN: 44,
    "330106004": 11,  # 西溪
    "330106012": 8,  # 灵隐
    "330106005": 7,  # 翠苑
    "330106007": 6,  # 古荡
    "330106008": 5,  # 西湖
    TIANSHUI: 9,
    "330105013": 6,  # 武林
    KANGQIAO: 6,
}
"""How often riders are where; every other office counts as 1."""
FATES: Final[tuple[tuple[Fate, int], ...]] = (
    (fates.plain, 62), (fates.talked_over, 4), (fates.confirmed, 6), (fates.entrusted, 6),
    (fates.passed_on, 3), (fates.sent_back, 3), (fates.done_again, 4), (fates.disputed, 3),
    (fates.late, 4), (fates.forgotten, 2), (fates.rejected, 4), (fates.taken_back, 3),
)  # fmt: skip
SLOW: Final[tuple[Fate, ...]] = (fates.rested, fates.prolonged)
"""What only becomes of work that may take days: of these categories."""
LONG: Final = ("M06013", "M06050", "M06051", "C02017", "C02021")
SLOW_PERCENT: Final = 6


def crowd(world: World) -> None:
    """Let riders report what they see, all over the city, in some streets more than in others.

    The earliest reports go through every fate once, the next through every office.
    """
    rng, offices = world.rng, world.grounds.offices
    weights = [BUSY.get(code, 1) for code in offices]
    first = [*SLOW, *(fate for fate, _ in FATES)]
    for number, at in enumerate(sorted(_moment(world) for _ in range(world.scale.reports))):
        turn = number - len(first)
        once = 0 <= turn < len(offices)
        office = offices[turn] if once else rng.choices(offices, weights)[0]
        fate = first[number] if turn < 0 else _fate(rng)
        fate(world.tale(f"crowd-{number}", at, _seen(fate, rng), office), world)


def _fate(rng: Random) -> Fate:
    if rng.randrange(100) < SLOW_PERCENT:
        return rng.choice(SLOW)
    return rng.choices([fate for fate, _ in FATES], [weight for _, weight in FATES])[0]


def _seen(fate: Fate, rng: Random) -> Matter:
    return matter(rng.choice(LONG)) if fate in SLOW else any_matter(rng)


def _moment(world: World) -> datetime:
    first, last = world.began + timedelta(hours=8), world.end - timedelta(minutes=25)
    day = first + (last - first) * world.rng.random()
    return min(last, max(first, riding_hour(day, world.rng)))
