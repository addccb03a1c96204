"""A file that cannot be read to its end is a flaw like any other, and no end of the program."""

from datetime import date
from pathlib import Path

import pytest

from services.city.files import read_city
from services.city.findings import BadCityFiles, Findings
from tests.services.city.folders import spoil, write_city

TODAY = date(2026, 3, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_city(tmp_path / "city")


def flaws(folder: Path) -> list[str]:
    findings = Findings()
    read_city(folder, TODAY, findings)
    with pytest.raises(BadCityFiles) as refused:
        findings.settle()
    return [str(problem) for problem in refused.value.problems]


def test_bytes_that_are_no_text_are_named(folder: Path) -> None:
    (folder / "staff.toml").write_bytes('[[staff]]\nlogin = "北"'.encode("gb18030"))
    assert flaws(folder) == ["staff.toml:2: this is not UTF-8"]


@pytest.mark.parametrize("depth", [1_000, 100_000])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ("{a=", "}")], ids=["list", "table"])
@pytest.mark.parametrize("file", ["city.toml", "categories.toml", "calendar-2026.toml"])
def test_what_is_nested_without_end_is_named(
    folder: Path, file: str, opens: str, closes: str, depth: int
) -> None:
    (folder / file).write_text(f"name = {opens * depth}1{closes * depth}\n")

    assert flaws(folder) == [f"{file}:1: this is nested too deeply to be read"]


def test_a_number_of_thousands_of_digits_is_named(folder: Path) -> None:
    spoil(folder, "city.toml", "daily_points = 60", f"daily_points = {'9' * 5_000}")

    assert flaws(folder) == ["city.toml:1: a number in this is too long to be read"]
