"""A small real city behind a real API: its people, and what they do every day."""

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest
from PIL import Image
from starlette.testclient import TestClient

from api.app import create_app
from api.problems import TABLE
from projections.house import House, open_house
from services import city
from services.city.load import Order, load_city
from services.identity.consent import CONSENT_TEXT
from services.identity.senders import RememberingSender
from services.reporting import closing
from services.settings import Settings, from_environment
from services.wiring import found_city
from workers.staffing import Newcomers

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # 09:30 in China
PASSWORD = "reed-lantern-42"  # noqa: S105 - of everybody in this made-up city
CANARY_PHONE = "13912345678"
NOTE = "canary: the pile by the east gate"
BEISHAN = "330106002"
TIANSHUI = "330105012"
RUBBISH = "M06010"
_colours = count(1)
_keys = count(1)


@dataclass
class Now:
    """A clock that tests set."""

    at: datetime = MONDAY

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


@dataclass
class Town:
    """One house, its API, and whoever speaks to it."""

    house: House
    client: TestClient
    now: Now
    sender: RememberingSender
    journal: io.StringIO
    people: dict[str, "Person"] = field(default_factory=dict)

    def __getitem__(self, login: str) -> "Person":
        if login not in self.people:
            assert self.client.portal
            staff = self.house.wiring.identity.staff
            signed = self.client.portal.call(staff.token, login)
            headers = {"Authorization": f"Bearer {signed.token}"}
            self.people[login] = Person(login, self.client, headers)
        return self.people[login]

    @property
    def nobody(self) -> "Person":
        return Person("nobody", self.client, {})

    def place(self, office: str = BEISHAN) -> dict[str, Any]:
        ground = self.house.wiring.book.grounds()[office]
        assert ground is not None
        point = ground.representative_point()
        return {"longitude": round(point.x, 6), "latitude": round(point.y, 6), "datum": "wgs84"}

    def inspect(self, report: dict[str, Any], *photos: str) -> None:
        """Put photographs under the report's key, as the inspection will."""
        for photo in (*photos, *(one["id"] for one in report["photos"])):
            self.house.wiring.vault.adopt(photo, UUID(report["id"]).hex)

    def report(self, rider: str = "rider1", **more: Any) -> dict[str, Any]:
        """Send a report in."""
        person = self[rider]
        wish = {"category": RUBBISH, "photos": [person.photo()], "location": self.place()}
        return done(person.post("/v1/reports", wish | more), 201)

    def claimed(self, rider: str = "rider1", by: str = "dispatcher1") -> dict[str, Any]:
        """A report that an office works on."""
        report = self.dispatched(rider)
        return done(self[by].ask(report, "claim"))

    def dispatched(self, rider: str = "rider1", office: str = BEISHAN) -> dict[str, Any]:
        """A report that waits at an office."""
        return done(self["operator1"].ask(self.report(rider), "dispatch", {"office": office}))

    def resolved(self, rider: str = "rider1", by: str = "dispatcher1") -> dict[str, Any]:
        """A report that its handler says is mended."""
        wish = {"outcome": "cleaned", "photos": [self[by].photo()], "words": "清理完毕"}
        return done(self[by].ask(self.claimed(rider, by), "resolve", wish))

    def verified(self, rider: str = "rider1") -> dict[str, Any]:
        """A report that somebody else looked at."""
        return done(self["verifier1"].ask(self.resolved(rider), "verify"))


@dataclass
class Person:
    """Somebody with a token, or with nothing."""

    login: str
    client: TestClient
    headers: dict[str, str]

    def get(self, path: str, **headers: str) -> httpx2.Response:
        return self.client.get(path, headers=self.headers | _spelled(headers))

    def post(
        self, path: str, wish: object = None, key: str | None = None, **headers: str
    ) -> httpx2.Response:
        named = {"Idempotency-Key": key or f"key-{next(_keys)}"} | _spelled(headers)
        return self.client.post(path, json=wish, headers=self.headers | named)

    def ask(
        self, report: dict[str, Any], command: str, wish: object = None, **more: str
    ) -> httpx2.Response:
        return self.post(f"/v1/reports/{report['id']}/{command}", wish or {}, **more)

    def upload(self, data: bytes, **headers: str) -> httpx2.Response:
        named = {"Idempotency-Key": f"key-{next(_keys)}", "Content-Type": "image/jpeg"}
        return self.client.post(
            "/v1/photos", content=data, headers=self.headers | named | _spelled(headers)
        )

    def photo(self) -> str:
        found: str = done(self.upload(picture()), 201)["id"]
        return found


def picture() -> bytes:
    """Draw a picture that was never drawn before."""
    number = next(_colours)
    image = Image.new("RGB", (64, 48), (number % 256, number // 256 % 256, 90))
    out = io.BytesIO()
    image.save(out, "JPEG", comment=f"{number}")  # near colours are equal once compressed
    return out.getvalue()


def done(answer: httpx2.Response, status: int = 200) -> dict[str, Any]:
    """Take the body of an answer that must be this good."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    found: dict[str, Any] = answer.json()
    return found


def refused(answer: httpx2.Response, status: int, code: str) -> dict[str, Any]:
    """Take a problem document that must be this one, with the members its row names."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    found: dict[str, Any] = answer.json()
    assert (answer.status_code, found["code"]) == (status, code), found
    row, own = TABLE[code], found.keys() - STANDARD
    assert set(row.members) <= own <= {*row.members, *row.where_known}, found
    return found


STANDARD = {"type", "title", "status", "detail", "code"}
"""The members of every problem document."""


def settings(folder: Path, **more: str) -> Settings:
    """The settings of a house in `folder`, with limits that tests do not meet."""
    plenty = {"REQUESTS_PER_MINUTE": "1000000", "CODES_PER_HOUR": "1000"}
    given = plenty | {"SUBMITS_PER_HOUR": "100000", "PHOTO_CHILDREN": "1"} | more
    named = {f"SUISHOUPAI_{name}": value for name, value in given.items()}
    return from_environment({"SUISHOUPAI_DATA": str(folder), **named})


async def furnish(folder: Path, **more: str) -> None:
    """Found the demo city in `folder`, with its staff and three riders."""
    house = open_house(settings(folder, **more), Now(), RememberingSender())
    try:
        wiring = house.wiring
        await found_city(wiring, demo=True)
        people = Newcomers(wiring.identity, PASSWORD)
        files = Path(str(city.__file__)).parent / "demo"
        await load_city(wiring.app, wiring.book, files, Order(by="0" * 32), people)
        for number in (1, 2, 3):
            riders = wiring.identity.riders
            await riders.enrol(f"1380000000{number}", CONSENT_TEXT, "zh", f"rider{number}")
    finally:
        house.close()


def open_town(folder: Path, **more: str) -> Town:
    """Open the API of a furnished city; its client must be entered and left."""
    now, sender, journal = Now(), RememberingSender(), io.StringIO()
    house = open_house(settings(folder, **more), now, sender)
    app = create_app(house, journal_to=journal)
    return Town(house, TestClient(app), now, sender, journal)


def _spelled(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def asked_in_vain(town: Town, patch: pytest.MonkeyPatch, error: Exception) -> httpx2.Response:
    """Ask the reporter something, while `error` is what comes of it."""

    async def failing(*_: object) -> None:
        raise error

    report = town.claimed()
    patch.setattr(closing, "ask", failing)
    return town["dispatcher1"].ask(report, "ask", {"words": "?"})
