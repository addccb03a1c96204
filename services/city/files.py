"""Reads the folder that describes a city (docs/city-files.md); every flaw at once."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from domain.city import Policy
from services.city.catalogue import Item, read_categories
from services.city.employees import Employee, read_staff
from services.city.findings import Findings, Problem
from services.city.places import Place, read_communities, read_community_list, read_offices
from services.city.tables import Shelf, Year, read_calendar, read_policy, read_rewards

T = TypeVar("T")
DEMO_CITY: Final = Path(__file__).parent / "demo"
"""The folder of the demo city, shipped with this package; see its NOTICE.md."""
_CALENDAR = re.compile(r"calendar-([12][0-9]{3})\.toml")
_NAMES = {
    "city.toml",
    "offices.geojson",
    "communities.geojson",
    "communities.csv",
    "categories.toml",
    "rewards.toml",
    "staff.toml",
}
_OURS = {".toml", ".json", ".geojson", ".csv"}


@dataclass(frozen=True)
class CityFiles:
    """What a folder, or a form, says; None where it says nothing about a subject at all."""

    digest: str = ""  # over all the files: the same folder, the same digest
    policy: Policy | None = None
    offices: list[Place] | None = None
    communities: list[Place] | None = None
    categories: list[Item] | None = None
    calendars: list[Year] = field(default_factory=list)
    rewards: list[Shelf] | None = None
    staff: list[Employee] | None = None


def read_city(folder: Path, today: date, findings: Findings) -> CityFiles:
    """Read every file of `folder`; a file that is not there says nothing.

    Flaws of single files go to `findings`; whether the files fit together is for
    `services.city.checks`. `today` is the day in China.
    """
    found = {path.name: path for path in sorted(_listed(folder, findings))}

    def read(name: str, how: Callable[[Path], T]) -> T | None:
        return how(found[name]) if name in found else None

    if "communities.geojson" in found and "communities.csv" in found:
        findings.report(Problem("communities.csv", 1, "communities.geojson is there as well"))
    communities = read("communities.geojson", lambda at: read_communities(at, today, findings))
    if communities is None:
        communities = read("communities.csv", lambda at: read_community_list(at, findings))
    years = ((name, _CALENDAR.fullmatch(name)) for name in found)
    calendars = [read_calendar(found[name], int(year[1]), findings) for name, year in years if year]
    return CityFiles(
        digest=_digest(found),
        policy=read("city.toml", lambda at: read_policy(at, findings)),
        offices=read("offices.geojson", lambda at: read_offices(at, today, findings)),
        communities=communities,
        categories=read("categories.toml", lambda at: read_categories(at, findings)),
        calendars=[year for year in calendars if year is not None],
        rewards=read("rewards.toml", lambda at: read_rewards(at, findings)),
        staff=read("staff.toml", lambda at: read_staff(at, findings)),
    )


def _listed(folder: Path, findings: Findings) -> list[Path]:
    """List the files that are meant for us; one with a mistyped name is a flaw."""
    if not folder.is_dir():
        findings.report(Problem(folder.name, 1, "there is no such folder"))
        return []
    known = []
    for path in folder.iterdir():
        if path.name in _NAMES or _CALENDAR.fullmatch(path.name):
            known.append(path)
        elif path.suffix in _OURS:
            findings.report(Problem(path.name, 1, "a file of this name is not read"))
    if not known:
        findings.report(Problem(folder.name, 1, "there are no files of a city in this folder"))
    return known


def _digest(found: dict[str, Path]) -> str:
    total = hashlib.sha256()
    for name, path in found.items():
        total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
