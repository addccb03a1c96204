"""Two people set up the city at the same moment: one of them does, whole."""

import asyncio
from pathlib import Path

import pytest

from services.city.load import Order, load_city
from services.eventlog.errors import ChangedMeanwhile
from tests.services.city.conftest import TownHall
from tests.services.city.folders import spoil, write_city


def test_of_two_loads_at_once_one_is_refused_whole(each_hall: TownHall, tmp_path: Path) -> None:
    hall = each_hall
    other = write_city(tmp_path / "other")
    spoil(other, "categories.toml", 'name = "Lamp"', 'name = "Lantern"')

    def meanwhile(step: str, done: int, _: int) -> None:
        if (step, done) == ("comparing", 1):
            asyncio.run(load_city(hall.app, hall.book, other, Order("system:b"), hall.register))

    mine = load_city(hall.app, hall.book, hall.folder, Order("system:a"), hall.register, meanwhile)
    with pytest.raises(ChangedMeanwhile):
        asyncio.run(mine)

    assert {step.event.by for step in hall.steps()} == {"system:b"}
    assert len(hall.topics()) == hall.size > 0
    assert hall.load().changed == {"category": 1}
