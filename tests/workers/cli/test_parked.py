"""What was given up: listed, tried again, left out; every word on record, and heard for ever."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.parking import ParkedRetried, ParkedSkipped
from domain.streams import parking_stream
from projections.house import House, open_house
from tests.faults.poison import Poisoner
from tests.workers.cli.conftest import City, Run
from workers.crew import WORKERS

WHY = ("--by", "admin1", "--reason", "written by a broken release")


def poisoned(city: City, topic: str, state: bytes) -> int:
    """Write an event that nobody can read into the stream of the report, and let all meet it."""
    with Poisoner(city.settings) as poisoner:
        position = poisoner.append(UUID(city.report), topic, state)
    house = open_house(city.settings)
    try:
        asyncio.run(all_of_them(house))
    finally:
        house.close()
    return position


async def all_of_them(house: House) -> None:
    for make in WORKERS.values():
        await make(house)()


def listed(run: Run) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("parked", "--json").out.splitlines()]


def test_nothing_is_parked_in_a_healthy_city(city: City) -> None:
    assert city.run("parked").out == "nothing is parked\n"
    assert listed(city.run) == []


def test_what_is_parked_is_listed_with_its_place_and_its_cause(city: City) -> None:
    position = poisoned(city, "report.claimed", b'{"v":1,"d":{}}')

    found = listed(city.run)

    assert {one["name"] for one in found if one["by"] == "view"} >= {"queues", "metrics"}
    assert {(one["position"], one["topic"]) for one in found} == {(position, "report.claimed")}
    assert {UUID(one["stream"]).hex for one in found} == {city.report}
    assert {one["cause"] for one in found} == {"UnreadableEvent"}
    assert all(one["since"].startswith("20") for one in found)
    assert f"{position} " in city.run("parked").out


def test_a_skip_is_an_event_and_the_stream_goes_on(city: City) -> None:
    position = poisoned(city, "report.claimed", b"{")
    assert city.run("verify").code == 1
    for one in listed(city.run):
        said = city.run("parked", "skip", one["name"], str(one["position"]), *WHY)
        assert said.code == 0, said

    assert listed(city.run) == []
    assert city.run("verify").code == 0
    assert city.run("rebuild").code == 0
    assert city.run("verify").code == 0
    house = open_house(city.settings)
    try:
        (step,) = house.wiring.app.history(parking_stream("queues"))
        admin = house.wiring.identity.accounts.by_login("admin1")
    finally:
        house.close()
    assert isinstance(step.event, ParkedSkipped)
    assert admin is not None
    assert (step.event.by, step.event.position) == (admin.pseudonym, position)
    assert step.event.reason == "written by a broken release"


def test_trying_again_in_vain_says_so_and_is_on_record(city: City) -> None:
    position = poisoned(city, "report.claimed", b"{")

    said = city.run("parked", "retry", "queues", str(position), *WHY, "--json")

    assert said.code == 1
    told = json.loads(said.out)
    assert (told["word"], told["parked"]) == ("retried", True)
    house = open_house(city.settings)
    try:
        (step,) = house.wiring.app.history(parking_stream("queues"))
    finally:
        house.close()
    assert isinstance(step.event, ParkedRetried)
    assert "queues" in {one["name"] for one in listed(city.run)}


def test_a_worker_hears_the_word_and_its_next_life_remembers_it(city: City) -> None:
    position = poisoned(city, "report.verified", b"{")  # which `award` follows
    assert ("award", position) in {(one["name"], one["position"]) for one in listed(city.run)}

    assert city.run("parked", "retry", "award", str(position), *WHY).code == 0
    work(city, lambda _: None)
    assert "award" in {one["name"] for one in listed(city.run)}
    assert city.run("parked", "skip", "award", str(position), *WHY).code == 0
    work(city, lambda _: None)
    assert "award" not in {one["name"] for one in listed(city.run)}

    # all that workers remember is lost with the views; the log still says it
    for left in city.folder.glob("views.db*"):
        left.unlink()
    work(city, lambda _: None)
    assert "award" not in {one["name"] for one in listed(city.run)}


def work(city: City, look: Callable[[House], None]) -> None:
    house = open_house(city.settings)
    try:
        asyncio.run(all_of_them(house))
        look(house)
    finally:
        house.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("skip", "queues", "1", *WHY), "nothing parked"),
        (("skip", "nobody", "1", *WHY), "nothing parked"),
        (("skip", "queues", "1", "--by", "dispatcher1", "--reason", "x"), "no administrator"),
        (("skip", "queues", "1", "--by", "nobody9", "--reason", "x"), "no administrator"),
        (("retry", "queues", "1", "--by", "admin1", "--reason", "  "), "say why"),
        (("retry", "queues", "1", "--by", "admin1", "--reason", "a\nb"), "say why"),
    ],
)
def test_a_word_without_a_cause_a_reason_or_an_office_is_refused(
    city: City, words: tuple[str, ...], said: str
) -> None:
    ended = city.run("parked", *words)

    assert ended.code == 1
    assert said in ended.err


def test_a_word_says_by_whom_and_why(run: Run) -> None:
    assert run("parked", "skip", "queues", "1").code == 2
