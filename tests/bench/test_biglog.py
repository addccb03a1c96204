"""The big log of the measurements is one that the services might have written."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec
import pytest

from projections.keeper import unseen
from services.eventlog.request import Line
from tests.bench.biglog import Plan, write
from tests.bench.lives import Life, lives
from tests.houses import Home, on_either
from workers.verdict import judge_live

EVENTS = 600


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> list[Life]:
    return lives(tmp_path_factory.mktemp("lives"))


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    with on_either(request, tmp_path) as home:
        yield home


def test_it_verifies_and_every_view_follows_it(home: Home, real: list[Life]) -> None:
    before = home.size()

    size = write(home.settings.database, real, Plan(EVENTS, days=3))

    assert abs(size - before - EVENTS) < EVENTS / 5
    verdict = judge_live(home.house, unseen)
    assert verdict.clean, verdict.spoken()
    assert set(verdict.positions.values()) == {size}


def test_its_events_say_what_the_services_say(home: Home, real: list[Life]) -> None:
    before = home.size()
    write(home.settings.database, real, Plan(EVENTS, days=3))

    made = _shapes(home.app.event_log.lines(before, EVENTS * 2))
    assert made == _shapes([line for life in real for some in life.commands for line in some])


def test_the_city_goes_on_after_it(home: Home, real: list[Life]) -> None:
    size = write(home.settings.database, real, Plan(EVENTS, days=3))
    reopened = home.another()
    try:
        assert reopened.size() == size
    finally:
        reopened.close()


def _shapes(lines: list[Line]) -> dict[str, set[str]]:
    """Say what is stored of each kind of event: its fields, the kinds of their values."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        found[line.topic].add(repr(_shape(msgspec.json.decode(line.state))))
    return found


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shape(one) for name, one in value.items()}
    return [_shape(one) for one in value] if isinstance(value, list) else type(value).__name__
