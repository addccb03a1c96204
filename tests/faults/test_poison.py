"""40 kinds of poisoned events and more: the touched stream parks, all else is up to date."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple
from uuid import UUID

import httpx2
from structlog.testing import capture_logs

from domain.actor import Actor
from domain.parking import Stop as Stopped
from domain.report.intake_events import Dispatched, Inspected
from domain.report.state import Report
from domain.streams import wallet_stream
from projections.house import House
from projections.marks import given_up
from services import legible
from services.commands import Command
from services.parking import Wish, say
from services.reporting.context import Asked
from tests.faults.at_work import at_work, heard, settled, until
from tests.faults.city import OFFICE, City, at_the_door
from tests.faults.conftest import Figure
from tests.faults.errands import Errands, done
from tests.faults.judging import caught_up
from tests.faults.kinds import KINDS
from tests.faults.poison import Poisoner
from tests.faults.sides import side_by_side
from tests.faults.spoiling import Kind, Sick


class Stop(NamedTuple):
    """Who gave up which stream."""

    by: str  # views, workers or city
    name: str
    stream: UUID


def test_only_the_touched_stream_parks(
    sqlite_copies: Callable[[], City], postgresql_copies: Callable[[], City], figure: Figure
) -> None:
    """On either engine, at the same time: neither fills a core."""
    assert len(KINDS) >= 40
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    slowest = side_by_side(suffered, [sqlite_copies(), postgresql_copies()])
    told = " and ".join(f"{seconds:.2f} s" for seconds in slowest)
    figure(f"{len(KINDS)} kinds on SQLite and PostgreSQL: bystanders served within {told}")


def suffered(city: City) -> float:
    """Poison a city; answer how long the slowest bystander took."""
    return asyncio.run(poisoned(city))


async def poisoned(city: City) -> float:
    """Poison a city at work, kind by kind; answer how long the slowest bystander took."""
    with capture_logs() as journal, Poisoner(city.settings) as poisoner:
        async with at_the_door(city) as (house, client):
            errands = Errands(city, client)
            reports = await errands.dispatched(len(KINDS))
            await caught_up(house)
            async with at_work(house):
                stops, slowest = await given(city, errands, poisoner, house, reports)
            await told_of(city, house, client, stops)
            await left_out(city, house, reports)
            assert await asyncio.to_thread(house.projections.verify) == []
    said = {(one["event"], one.get("stream")) for one in journal if one["log_level"] == "error"}
    assert {("stream parked", str(stop.stream)) for stop in stops if stop.by != "workers"} <= said
    assert "worker failed" not in {event for event, _ in said}
    return slowest


async def given(
    city: City, errands: Errands, poisoner: Poisoner, house: House, reports: list[str]
) -> tuple[set[Stop], float]:
    """Give each report its kind, and look who stops and who does not."""
    photo, stops, slowest = await errands.photo("rider2"), parked(house), 0.0
    assert not stops
    for kind, report in zip(KINDS, reports, strict=True):
        sick = patient(house, city, report, reports[0])
        where = kind.where(sick)
        ahead = 1 - sick.version if kind.ahead is None else kind.ahead
        poisoner.append(where, kind.topic, kind.state(sick), ahead)
        slowest = max(slowest, await bystander(house, errands, photo))
        await heard(house)  # who has not read it yet gives up nothing
        new = parked(house) - stops
        expected(kind, new, where)
        stops |= new
    return stops, slowest


def patient(house: House, city: City, report: str, first: str) -> Sick:
    """Say what there is to poison: a report that waits at an office, and what surrounds it."""
    stream, people = UUID(report), city.people
    app = house.wiring.app
    number = next(legible.history(app, UUID(first))).event.number  # type: ignore[attr-defined]
    version = app.load(Report, stream).version + 1
    return Sick(house, stream, version, wallet_stream(people["rider3"]), number, people["crew9"])


async def bystander(house: House, errands: Errands, photo: str) -> float:
    """Report, be dispatched, be claimed, be shown, be inspected: as if nothing had happened."""
    start = monotonic()
    wish = errands.submission(photo)
    report = UUID(done(await errands.post("rider2", "/v1/reports", wish))["id"])

    def seen() -> bool:
        topics = {step.event.TOPIC for step in house.wiring.app.history(report)}
        return topics >= {Dispatched.TOPIC, Inspected.TOPIC}

    await until(seen)
    done(await errands.post("crew1", f"/v1/reports/{report}/claim"))
    await settled(house)
    return monotonic() - start


def parked(house: House) -> set[Stop]:
    views = {Stop("views", one.view, one.stream) for one in house.projections.parked()}
    engine = house.wiring.views_engine
    workers = {Stop("workers", one.worker, one.stream) for one in given_up(engine)}
    return views | workers | {Stop("city", "city", it) for it in house.wiring.book.stopped}


def expected(kind: Kind, new: set[Stop], where: UUID) -> None:
    """Those stop who must, and nobody stops anything else."""
    assert {stop.stream for stop in new} <= {where}, (kind.name, new)
    if kind.stops != "any":  # as far as the database can keep it
        who = " ".join(sorted({stop.by for stop in new})) or "nothing"
        assert who == kind.who, (kind.name, new)


async def left_out(city: City, house: House, reports: list[str]) -> None:
    """Skip what one database can keep and the other cannot: then both show the same again."""
    odd = {UUID(it) for kind, it in zip(KINDS, reports, strict=True) if kind.stops == "any"}
    admin = Actor(city.people["admin1"], frozenset())
    for stop in house.projections.parked():
        if stop.stream in odd:
            said = Stopped(stop.view, stop.stream.hex, stop.position, stop.topic, stop.error)
            asked = Asked(admin, Command.worker("test", stop.view, stop.position))
            await say(house.wiring.app, Wish(said, "a test", skip=True), asked)
    await asyncio.to_thread(house.projections.catch_up)
    assert not odd & {stop.stream for stop in house.projections.parked()}


async def told_of(city: City, house: House, client: httpx2.AsyncClient, stops: set[Stop]) -> None:
    """An alarm can be raised, and whoever reads a list is told that something is missing."""
    figures = await client.get("/metrics", headers=city.headers("admin1", "-"))
    for by in ("views", "workers", "city"):
        count = len([stop for stop in stops if stop.by == by])
        assert f'suishoupai_parked{{by="{by}"}} {float(count)}' in figures.text
    for view in {stop.name for stop in stops if stop.by == "views"}:
        assert house.projections.incomplete(view)
    queue = await client.get(f"/v1/queues/{OFFICE}", headers=city.headers("crew1", "-"))
    assert done(queue)["incomplete"]
