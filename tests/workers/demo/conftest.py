"""A demo city with a short past, whose telling was killed once and begun again."""

import asyncio
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from domain.kernel import Event, Step
from projections.house import House, open_house
from services.settings import Settings, from_environment
from tests.workers.demo import killed
from workers.demo.seed import seed
from workers.demo.stage import Told
from workers.demo.world import Scale

ROOT = Path(killed.__file__).resolve().parents[3]
NOW = datetime(2026, 11, 20, 9, 10, tzinfo=UTC)  # a Friday, shortly after five in China
SCALE = Scale(days=12, reports=14)
KILLED_AT = 120


class City(NamedTuple):
    """What was told, and where it can be read."""

    settings: Settings
    told: Told
    house: House
    steps: list[Step[Event]]

    def topics(self) -> Counter[str]:
        return Counter(step.event.TOPIC for step in self.steps)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder = tmp_path_factory.mktemp("demo")
    words = [str(folder), str(SCALE.days), str(SCALE.reports), NOW.isoformat(), str(KILLED_AT)]
    first = subprocess.run([sys.executable, "-m", killed.__name__, *words], cwd=ROOT, check=False)
    assert first.returncode == -signal.SIGKILL
    settings = from_environment({"SUISHOUPAI_DATA": str(folder)})
    told = asyncio.run(seed(settings, scale=SCALE, now=lambda: NOW))
    house = open_house(settings)
    house.projections.catch_up()
    log, codec = house.wiring.log, house.wiring.codec
    lines = log.lines(0, log.head().size)
    yield City(settings, told, house, [codec.to_domain_event(line) for line in lines])
    house.close()
