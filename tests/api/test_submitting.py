"""What a report is sent in with, and how many of them a rider sends in a day."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from api import filing
from domain.city import City, Policy
from domain.streams import city_stream
from services.commands import Command
from tests.api.town import RUBBISH, Town, done, refused

RUBBLE = "M06011"  # its one question has choices
_policies = count(1)


def test_an_answer_is_one_that_was_offered(town: Town) -> None:
    report = town.report(category=RUBBLE, answers={"size": "超过一车"})

    seen = done(town["rider1"].get(f"/v1/reports/{report['id']}"))
    assert seen["answers"] == {"size": "超过一车"}


def test_an_answer_that_nobody_asked_for_is_refused(town: Town) -> None:
    rider = town["rider1"]
    wish = {"category": RUBBLE, "photos": [rider.photo()], "location": town.place()}

    for answers in ({"colour": "red"}, {"size": "两袋"}):
        found = refused(
            rider.post("/v1/reports", wish | {"answers": answers}), 422, "unknown-answer"
        )
        assert (found["question"], found["category"]) == (next(iter(answers)), RUBBLE)
    done(rider.post("/v1/reports", wish | {"answers": {}}), 201)


@pytest.fixture
def two_a_day(town: Town) -> Iterator[None]:
    """A city that takes two reports a day from one rider."""
    set_policy(town, Policy(daily_reports=2))
    yield
    set_policy(town, Policy())


def set_policy(town: Town, policy: Policy) -> None:
    wiring, by = town.house.wiring, "0" * 32

    def decide(city: City) -> None:
        city.set_policy(policy, by, wiring.clock())

    assert town.client.portal
    command = Command.worker("test", "policy", next(_policies))
    town.client.portal.call(wiring.app.change, [(City, city_stream())], decide, command)


def sent(town: Town, **more: Any) -> dict[str, Any]:
    town.house.projections.catch_up()
    return {
        "category": RUBBISH,
        "photos": [town["rider3"].photo()],
        "location": town.place(),
    } | more


@pytest.mark.usefixtures("two_a_day")
def test_a_rider_sends_so_many_reports_a_day(town: Town) -> None:
    rider = town["rider3"]
    first, second = sent(town), sent(town)
    told = done(rider.post("/v1/reports", first, key="first"), 201)
    done(rider.post("/v1/reports", second, key="second"), 201)

    found = refused(rider.post("/v1/reports", sent(town)), 429, "daily-reports")
    assert found["most"] == 2
    midnight = datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert 0 <= found["retry_after"] - (midnight - town.now.at).total_seconds() <= 1
    assert done(rider.post("/v1/reports", first, key="first"), 201) == told
    town.report("rider2")

    town.now.at = midnight
    town.report("rider3")


def test_a_key_that_cannot_be_fetched_ahead_is_fetched_when_it_is_needed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("select", {}, Exception("the keys are away"))

    monkeypatch.setattr(town.house.wiring.keyring, "ahead", away)
    done(town["rider3"].post("/v1/reports", sent(town)), 201)


@pytest.mark.usefixtures("two_a_day")
@pytest.mark.parametrize(
    "trouble",
    [OperationalError("select", {}, Exception("the view is away")), PoolTimeout("all are busy")],
    ids=lambda trouble: type(trouble).__name__,
)
def test_a_report_is_taken_while_nobody_can_count(
    town: Town, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def away(*_: object) -> int:
        raise trouble

    monkeypatch.setattr(filing, "sent_since", away)
    for _ in range(3):
        done(town["rider3"].post("/v1/reports", sent(town)), 201)
