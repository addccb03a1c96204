"""The page about scale and its arithmetic say the same, and the arithmetic is right."""

import re
from pathlib import Path

import pytest

from deploy.drill.steps import reckon
from deploy.scale.arithmetic import Need
from deploy.scale.given import (
    CAUTION,
    CITY,
    COUNTRY,
    FIGURES,
    PLACES,
    PROVINCE,
    Assumed,
    Figure,
    Measured,
    Place,
)
from deploy.scale.pages import tables

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "scale.md").read_text("utf-8")
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


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.row)
def test_a_rate_is_the_one_that_was_measured(figure: Figure) -> None:
    page = (DOCS / "performance.md").read_text("utf-8")
    (row,) = [line for line in page.splitlines() if re.match(rf"\| {figure.row}( \||;)", line)]

    assert figure.shown in re.split(r" *\| *|, ", row), row


def test_no_rate_is_reckoned_with_as_good_as_it_was_measured() -> None:
    measured = Measured()

    assert round(measured.appends_s * CAUTION) == 8_163
    assert round(CAUTION / measured.photo_s, 1) == 7.1
    assert round(1_000 * measured.submit_s, 2) == round(CAUTION * 0.81, 2)


def test_the_drill_reads_the_sum_that_the_page_tells_operators_to_do() -> None:
    need = Need(Place("your city", 4_000_000), Assumed(), Measured())

    assert reckon(4_000_000) == round(need.reports_peak, 1)


def test_both_meals_have_a_peak_and_the_set_is_for_the_higher_one() -> None:
    rows = TABLES["when it arrives"].splitlines()[2:]
    late = Need(CITY, Assumed(lunch=0.1, dinner=0.2), Measured())

    assert len(rows) == 2 * len(PLACES)
    assert all(", after lunch" in row for row in rows[::2])
    assert all(", after dinner" in row for row in rows[1::2])
    assert late.reports_hour == late.reports_day * 0.2


def test_the_backup_is_a_third_copy_with_thirty_dumps_beside_it() -> None:
    need = Need(COUNTRY, Assumed(), Measured())
    bytes_ = need.photos_kept + 30 * need.dump

    assert 0 <= need.backup_disks * 8e12 - bytes_ < 8e12
    assert round(need.photos_kept * need.disk_years / 3) == 8e12


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
