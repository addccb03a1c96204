"""The page about scale and its arithmetic say the same, and the arithmetic is right."""

import re
from pathlib import Path

import pytest

from deploy.scale.arithmetic import Need
from deploy.scale.given import CITY, COUNTRY, PLACES, PROVINCE, Assumed, Measured
from deploy.scale.pages import tables

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "scale.md").read_text("utf-8")
TABLES = tables(PLACES, Assumed(), Measured())


@pytest.mark.parametrize("name", TABLES)
def test_the_page_shows_the_table(name: str) -> None:
    heading = f"## {name[0].upper()}{name[1:]}"
    section = PAGE.split(f"{heading}\n")[1].split("\n## ")[0]

    assert TABLES[name] in section


def test_the_page_tells_how_to_relieve_what_gives_way_first() -> None:
    rows = TABLES["what gives way first"].splitlines()[2:5]
    told = re.findall(r"(?m)^\d\. \*\*(\w+ \w+)", PAGE)

    assert [one.lower() for one in told] == [" ".join(row.split()[1:3]) for row in rows]


def test_all_china_is_what_it_was_said_to_be() -> None:
    need = Need(COUNTRY, Assumed(), Measured())

    assert need.reports_day == 840_000
    assert round(need.events_mean * 86_400) == 6_720_000
    assert need.photos_day == 840_000 * 3 * Measured().kept_bytes


def test_twice_the_riders_take_twice_the_room() -> None:
    once, twice = (Need(CITY, Assumed(share=share), Measured()) for share in (0.01, 0.02))

    assert twice.log_day == 2 * once.log_day
    assert twice.photos_peak == 2 * once.photos_peak
    assert twice.screens == once.screens  # offices look all day, whoever reports


def test_nobody_stands_on_one_machine() -> None:
    for place in PLACES:
        need = Need(place, Assumed(), Measured())

        assert need.machines >= 2 * place.cities
        assert need.servers >= 2
        assert need.cores <= need.machines * 4 / 2
    assert Need(PROVINCE, Assumed(), Measured()).servers < 2 * PROVINCE.cities
