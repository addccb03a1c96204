"""The city that is measured: the demo city with riders who have a photograph ready."""

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from projections.house import open_house
from services.city.files import DEMO_CITY
from services.city.load import Order, load_city
from services.identity.consent import CONSENT_TEXT
from services.settings import from_environment
from services.wiring import Wiring, found_city
from workers.staffing import Newcomers

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "reed-lantern-42"  # noqa: S105 - of everybody in this made-up city
PLACE = {"longitude": 120.1437, "latitude": 30.2591, "datum": "gcj02", "accuracy": 8}
PLENTY = {"REQUESTS_PER_MINUTE": "1000000", "SUBMITS_PER_HOUR": "100000", "PHOTO_CHILDREN": "1"}


@dataclass(frozen=True)
class Rider:
    """Somebody signed in, with a photograph uploaded."""

    token: str
    photo: str


class Served(NamedTuple):
    """A server in another process."""

    address: str
    pid: int

    @property
    def cpu_seconds(self) -> float:
        """The time that processors have worked for it so far (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Town:
    """A founded city, the variables that open it, and its riders."""

    variables: dict[str, str]
    riders: list[Rider]

    @contextmanager
    def served(self, *mode: str) -> Iterator[Served]:
        """Serve it from another process."""
        journal = Path(self.variables["SUISHOUPAI_DATA"]) / f"journal-{'-'.join(mode)}.log"
        with journal.open("wb") as written:
            server = subprocess.Popen(
                [sys.executable, "-m", "tests.bench.server", *mode],
                cwd=ROOT,
                env=os.environ | self.variables,
                stdout=subprocess.PIPE,
                stderr=written,
            )
        try:
            assert server.stdout
            address = server.stdout.readline().decode().strip()
            assert address, journal.read_text("utf-8")
            yield Served(address, server.pid)
        finally:
            server.terminate()
            server.wait(30)


def furnish(folder: Path, database: str, keys: str, riders: int) -> Town:
    """Found the demo city with its log and keys in these databases."""
    given = PLENTY | {"DATA": str(folder), "DATABASE": database, "KEYS": keys, "PORT": "0"}
    variables = {f"SUISHOUPAI_{name}": value for name, value in given.items()}
    house = open_house(from_environment(variables))
    try:
        return Town(variables, asyncio.run(_peopled(house.wiring, riders)))
    finally:
        house.close()


async def _peopled(wiring: Wiring, riders: int) -> list[Rider]:
    await found_city(wiring, demo=True)
    people = Newcomers(wiring.identity, PASSWORD)
    order = Order(by="0" * 32, demo=True)
    await load_city(wiring.app, wiring.book, DEMO_CITY, order, people)
    return [await _rider(wiring, number) for number in range(riders)]


async def _rider(wiring: Wiring, number: int) -> Rider:
    identity, login = wiring.identity, f"rider-{number}"
    phone = f"169{number:08}"
    pseudonym = await identity.riders.enrol(phone, CONSENT_TEXT, "zh", login)
    account = identity.accounts.by_login(login)
    assert account
    signed = identity.sessions.start(account)
    photo = await wiring.vault.store(_sent(_picture(number)), pseudonym)
    return Rider(signed.token, photo.id)


async def _sent(data: bytes) -> AsyncIterator[bytes]:
    yield data


def _picture(number: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (number % 256, 90, 30)).save(out, "JPEG", comment=str(number))
    return out.getvalue()


def wish(rider: Rider) -> dict[str, Any]:
    """What a rider sends."""
    note = "东门外一堆垃圾, 两天没有人清理"
    return {"category": "M06010", "photos": [rider.photo], "location": PLACE, "note": note}
