"""The people of the demo city, with logins that anybody who reads this knows."""

import asyncio
from typing import Final, NamedTuple

from services.city.employees import Employee
from services.city.files import DEMO_CITY, read_city
from services.city.findings import Findings
from services.city.load import Order, load_city
from services.identity.consent import CONSENT_TEXT
from services.wallets import china_day
from services.wiring import Wiring, found_city
from workers.staffing import Newcomers

PASSWORD: Final = "lakeside-lantern-26"  # noqa: S105 - no secret: printed at every start
BY: Final = "system:demo"
RIDERS: Final = {"rider1": "16900000001", "rider2": "16900000002"}  # a range nobody was given


class Cast(NamedTuple):
    """Who plays a part in the demo."""

    staff: list[Employee]
    riders: dict[str, str]  # login -> phone number


async def found_demo(wiring: Wiring) -> Cast:
    """Found the demo city, load it from the files it ships in, let its people in.

    Again changes nothing, and makes up for what a killed start left out. The files are loaded
    once, in one append: what administrators set up since is theirs.
    """
    await found_city(wiring, demo=True)
    await asyncio.to_thread(wiring.book.refresh)
    if not wiring.book.offices:
        newcomers = Newcomers(wiring.identity, PASSWORD)
        order = Order(BY, demo=True)
        await load_city(wiring.app, wiring.book, DEMO_CITY, order, newcomers)
    for login, phone in RIDERS.items():
        if await asyncio.to_thread(wiring.identity.accounts.by_login, login) is None:
            await wiring.identity.riders.enrol(phone, CONSENT_TEXT, "zh", login)
    return Cast(await asyncio.to_thread(_staff, wiring), RIDERS)


def _staff(wiring: Wiring) -> list[Employee]:
    """List whom the files name."""
    return read_city(DEMO_CITY, china_day(wiring.clock()), Findings()).staff or []
