"""A small real city in one folder: its house, its clock, and the everyday deeds in it."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO
from unittest import mock
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import update

from domain.actor import Actor
from domain.datum import Datum
from domain.kernel import Event
from domain.report.closing_events import Method, Outcome
from domain.report.intake_events import RejectReason
from domain.report.state import Report
from domain.streams import wallet_stream
from domain.values import Source
from domain.wallet import Wallet
from projections.house import House, open_house
from projections.marks import bookmark
from services.commands import Command
from services.identity.senders import RememberingSender
from services.photos.picture import inspect
from services.photos.pool import DecodingPool
from services.photos.protocol import Inspection
from services.reporting import closing, handling, intake
from services.reporting.context import Asked, Reporting, report_of
from services.settings import Settings, from_environment
from services.suishoupai import Suishoupai
from tests import examples as ex
from tests.cities import RUBBISH, furnish, ground
from tests.postgres import databases_on
from workers.crew import WORKERS

NOTHING: Mapping[str, str] = {}
_marks = count(1)


@dataclass
class Now:
    """A clock that tests set; with `tick` it goes on by itself at every look."""

    at: datetime = ex.MONDAY
    tick: timedelta = timedelta()

    def __call__(self) -> datetime:
        self.at += self.tick
        return self.at

    def wait(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class Home:
    """A house, and what people do in it every day."""

    house: House
    now: Now
    settings: Settings
    workers: dict[str, Any] = field(default_factory=dict)

    @property
    def desk(self) -> Reporting:
        return self.house.wiring.desk

    @property
    def app(self) -> Suishoupai:
        return self.house.wiring.app

    def another(self) -> "Home":
        """Open the same city as another process would."""
        return opened(self.settings, self.now)

    def close(self) -> None:
        self.house.close()

    def asked(self, actor: Actor, key: str = "", version: int | None = None) -> Asked:
        key = key or f"key-{next(_marks)}"
        return Asked(actor, Command.of(actor.id, "test", key, b""), version=version)

    def report(self, report: UUID) -> Report:
        return self.app.load(Report, report)

    def wallet(self, rider: Actor = ex.RIDER) -> Wallet:
        return self.app.load(Wallet, wallet_stream(rider.id))

    def events(self, stream: UUID) -> list[Event]:
        return [step.event for step in self.app.history(stream)]

    def size(self) -> int:
        return self.app.event_log.max_notification_id() or 0

    async def work(self, *names: str) -> int:
        """Let workers (all of them, unless named) catch up, after the views."""
        done = 0
        for name in ("project", *(names or ("inspect", "dispatch", "award", "deadlines"))):
            if name not in self.workers:
                self.workers[name] = WORKERS[name](self.house)
            done += await self.workers[name]()
        return done

    def forget(self, *names: str) -> None:
        """Let workers lose their bookmarks, and everything they keep in memory."""
        with self.house.projections.engine.begin() as db:
            lost = update(bookmark).where(bookmark.c.worker.in_(names))
            db.execute(lost.values(position=0))
        self.workers.clear()

    async def photo(self, sender: Actor, picture: bytes | None = None) -> str:
        async def stream() -> AsyncIterator[bytes]:
            yield picture or new_picture()

        return (await self.desk.vault.store(stream(), sender.id)).id

    async def submit(
        self, rider: Actor = ex.RIDER, office: str | None = ex.BEISHAN, **more: Any
    ) -> UUID:
        asked = more.pop("asked", None) or self.asked(rider)
        if "photos" not in more:
            more["photos"] = [await self.photo(rider)]
        given: dict[str, Any] = {
            "category": RUBBISH,
            "condition": None,
            "place": ground(office),
            "datum": Datum.WGS84,
            "source": Source.PIN,
        }
        draft = intake.Draft(**given | more)
        return report_of(await intake.submit(self.desk, draft, rider.id, asked)).id

    async def dispatched(self, rider: Actor = ex.RIDER, **more: Any) -> UUID:
        report = await self.submit(rider, **more)
        asked = self.asked(ex.OPERATOR)
        await intake.dispatch(self.desk, report, ex.BEISHAN, None, asked)
        return report

    async def claimed(self, rider: Actor = ex.RIDER, **more: Any) -> UUID:
        report = await self.dispatched(rider, **more)
        await handling.claim(self.desk, report, None, self.asked(ex.DISPATCHER))
        return report

    async def resolve(self, report: UUID, picture: bytes | None = None) -> None:
        photo = await self.photo(ex.DISPATCHER, picture)
        work = self.asked(ex.DISPATCHER)
        await closing.resolve(self.desk, report, Outcome.CLEANED, "swept", [photo], work)

    async def resolved(self, rider: Actor = ex.RIDER, **more: Any) -> UUID:
        report = await self.claimed(rider, **more)
        await self.resolve(report)
        return report

    async def verify(self, report: UUID) -> None:
        asked = self.asked(ex.VERIFIER)
        await closing.verify(self.desk, report, Method.PHOTO_PAIR, "", [], asked)

    async def verified(self, rider: Actor = ex.RIDER, **more: Any) -> UUID:
        report = await self.resolved(rider, **more)
        await self.verify(report)
        return report

    async def reject(self, report: UUID, reason: RejectReason = RejectReason.OTHER) -> None:
        await intake.reject(self.desk, report, reason, "no", self.asked(ex.OPERATOR))


def new_picture() -> bytes:
    """Draw a picture that is like no other, even once compressed."""
    number = next(_marks)
    image = Image.frombytes("L", (16, 12), b"".join(_noise(number, part) for part in range(6)))
    return jpeg(image.convert("RGB").resize((64, 48), Image.Resampling.NEAREST))


def jpeg(image: Image.Image, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=90, **options)
    return out.getvalue()


def opened(settings: Settings, now: Now) -> Home:
    """Open a house; no draw but the tests' own decides anything."""
    house = open_house(settings, now, RememberingSender())
    desk = replace(house.wiring.desk, randbelow=lambda most: most - 1)
    return Home(replace(house, wiring=replace(house.wiring, desk=desk)), now, settings)


def settings_in(folder: Path, more: Mapping[str, str] = NOTHING) -> Settings:
    """The settings of a house in a folder; a PostgreSQL is given by `DATABASE` and `KEYS`."""
    named = {f"SUISHOUPAI_{name}": value for name, value in {"PHOTO_CHILDREN": "1", **more}.items()}
    return from_environment({"SUISHOUPAI_DATA": str(folder / "data"), **named})


@contextmanager
def home_in(
    folder: Path, more: Mapping[str, str] = NOTHING, now: Now | None = None
) -> Iterator[Home]:
    """Found a city in a folder; photographs are decoded without a process of their own."""
    with mock.patch.object(DecodingPool, "inspect", _decoded_here):
        home = opened(settings_in(folder, more), now or Now())
        try:
            asyncio.run(furnish(home.house.wiring))
            yield home
        finally:
            home.close()


def _noise(*names: object) -> bytes:
    return sha256(repr(names).encode()).digest()


@contextmanager
def on_either(request: pytest.FixtureRequest, folder: Path) -> Iterator[Home]:
    """Found a city on the engine that a fixture's parameter names."""
    if request.param == "sqlite":
        with home_in(folder) as home:
            yield home
        return
    with databases_on(request.getfixturevalue("postgresql_server")) as fresh:
        stores = {"DATABASE": fresh(), "KEYS": fresh()}
        with home_in(folder, stores) as home:
            yield home


async def _decoded_here(_: DecodingPool, picture: BinaryIO) -> Inspection:
    picture.seek(0)
    answer = inspect(picture.read(), heic=False)
    assert isinstance(answer, Inspection)
    return answer
