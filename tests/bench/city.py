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
from typing import Any, Final, NamedTuple
from uuid import UUID

from PIL import Image

from domain.actor import system
from domain.datum import Datum, to_e7
from domain.values import Fix, Source
from projections.house import open_house
from services.city.files import DEMO_CITY
from services.city.load import Order, load_city
from services.commands import Command
from services.identity.actors import actor_for
from services.identity.consent import CONSENT_TEXT
from services.reporting.context import Asked, report_of
from services.reporting.intake import Draft, dispatched_by_rule, submit
from services.settings import from_environment
from services.wiring import Wiring, found_city
from workers.staffing import Newcomers

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "reed-lantern-42"  # noqa: S105 - of everybody in this made-up city
NOTE = "东门外一堆垃圾, 两天没有人清理"
TOGETHER = 64  # reports prepared at a time
PLACE: Final[dict[str, Any]] = {
    "longitude": 120.1437,
    "latitude": 30.2591,
    "datum": "gcj02",
    "accuracy": 8,
}
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
        folder = Path(self.variables["SUISHOUPAI_DATA"])
        journal = folder / f"journal-{'-'.join(mode)}-{len(list(folder.iterdir()))}.log"
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


def prepare(town: Town, count: int) -> "Work":
    """Have `count` reports dispatched to one office, whose dispatcher is signed in."""
    house = open_house(from_environment(town.variables))
    try:
        return asyncio.run(_dispatched(house.wiring, town.riders, count))
    finally:
        house.close()


class Work(NamedTuple):
    """Reports that wait at an office, and its dispatcher with a photograph ready."""

    token: str
    photo: str
    reports: list[UUID]


async def _dispatched(wiring: Wiring, riders: list[Rider], count: int) -> Work:
    account = wiring.identity.accounts.by_login("dispatcher1")
    assert account
    signed = await wiring.identity.staff.token("dispatcher1")
    photo = await wiring.vault.store(_sent(_picture(1_000)), account.pseudonym)
    reports: list[UUID] = []
    for begin in range(0, count, TOGETHER):
        some = range(begin, min(begin + TOGETHER, count))
        reports += await asyncio.gather(*(_waiting(wiring, riders[0], number) for number in some))
    return Work(signed.token, photo.id, reports)


async def _waiting(wiring: Wiring, rider: Rider, number: int) -> UUID:
    signed = wiring.identity.sessions.session(rider.token)
    assert signed
    actor, _ = actor_for(signed, wiring.book)
    place = Fix(lon_e7=to_e7(PLACE["longitude"]), lat_e7=to_e7(PLACE["latitude"]), accuracy_cm=800)
    draft = Draft("M06010", None, [rider.photo], place, Datum.GCJ02, Source.DEVICE, NOTE)
    asked = Asked(actor, Command.worker("bench-submit", number))
    report = report_of(await submit(wiring.desk, draft, actor.id, asked)).id
    by_rule = Asked(system("dispatch"), Command.worker("bench-dispatch", number))
    assert all(await wiring.desk.carry_out([dispatched_by_rule(wiring.desk, report, by_rule)]))
    return report


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
    return {"category": "M06010", "photos": [rider.photo], "location": PLACE, "note": NOTE}
