"""The page about a city's files: its examples are a city that loads."""

import re
from pathlib import Path

from tests.services.city.conftest import TownHall

PAGE = Path(__file__).resolve().parents[3] / "docs" / "city-files.md"
EXAMPLE = re.compile(r"```(?:toml|json|csv)\n(.*?)```", re.DOTALL)


def test_the_examples_of_the_page_are_a_city_without_a_flaw(hall: TownHall, tmp_path: Path) -> None:
    folder = tmp_path / "documented"
    folder.mkdir()
    for section in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        name = re.findall("`([^`]+)`", section.splitlines()[0])[-1].replace("YYYY", "2026")
        (example,) = EXAMPLE.findall(section)
        (folder / name).write_text(example, encoding="utf-8")

    assert len(list(folder.iterdir())) == 7
    assert hall.load(folder).changed == {
        "city": 1,
        "office": 1,
        "community": 1,
        "category": 1,
        "calendar": 1,
        "reward": 1,
        "staff": 1,
    }
