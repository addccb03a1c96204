"""Those who use the city during the drill, founded without a past, and signed in."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from deploy.scaled.city import ScaledCity
from projections.house import open_house
from services.city.files import DEMO_CITY
from services.city.load import Order, load_city
from services.identity.consent import CONSENT_TEXT
from services.settings import from_environment
from services.wiring import Wiring
from workers.demo.accounts import BY, PASSWORD, found_demo
from workers.staffing import Newcomers

RIDERS: Final = 6
PLENTY: Final = {  # a few stand for many
    "REQUESTS_PER_MINUTE": "1000000",
    "SUBMITS_PER_HOUR": "100000",
    "PHOTO_CHILDREN": "1",
    "LOG_LEVEL": "warning",
}


@dataclass
class People:
    """Riders by their bearer tokens, once the city is founded."""

    riders: list[str]

    def found(self, city: ScaledCity) -> None:
        """Found the city without a past, and sign everybody in."""
        house = open_house(from_environment(city.environ))
        try:
            asyncio.run(self._sign_in(house.wiring))
        finally:
            house.close()

    async def _sign_in(self, wiring: Wiring) -> None:
        await found_demo(wiring)
        await _lift_daily_limit(wiring)
        staff, enrol = wiring.identity.staff, wiring.identity.riders.enrol
        for number in range(RIDERS):
            login = f"drill{number}"
            await enrol(f"1690001{number:04}", CONSENT_TEXT, "zh", login)
            self.riders.append((await staff.token(login)).token)


async def _lift_daily_limit(wiring: Wiring) -> None:
    """Let one rider report all day, as in the drill a few stand for many."""
    with TemporaryDirectory(prefix="city-") as name:
        files = Path(name) / "city"
        shutil.copytree(DEMO_CITY, files)
        rules = files / "city.toml"
        text = rules.read_text("utf-8")
        rules.write_text(text.replace("daily_reports = 100", "daily_reports = 100000"), "utf-8")
        order = Order(BY, demo=True)
        await load_city(wiring.app, wiring.book, files, order, Newcomers(wiring.identity, PASSWORD))


def key_file(city: ScaledCity) -> Path:
    """Say where the key-encryption key lies, which is kept apart from every backup."""
    return from_environment(city.environ).key_file
