"""Reads the smaller files of a city: its policy, calendars and rewards."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta, Struct

from domain.characters import seen
from domain.city import Figure, Policy
from domain.clock import BadSlots, WorkingCalendar
from domain.reward import Offer
from domain.templates import Use
from services.city.findings import Findings, Rule, Unique, Where
from services.city.reading import Table, Words, read_rows, read_struct, read_toml

_HOURS = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])")
SATURDAY = 5
MOST = 100_000  # of anything a policy counts
LONGEST = 500  # characters of a template


class Year(NamedTuple):
    """The calendar of a year as its file has it."""

    year: int
    holidays: list[date]
    make_up_days: list[date]
    notice: str
    where: Where


class Shelf(NamedTuple):
    """A reward, and how many of it were put on the shelf in all."""

    offer: Offer
    supplied: int
    where: Where


class _CityFile(Struct, frozen=True):
    name: Words
    policy: Table = {}


class _CalendarFile(Struct, frozen=True):
    notice: Words
    holidays: list[Any]
    make_up_days: list[Any] = []


class _RewardRow(Struct, frozen=True):
    code: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}\Z")]
    name: Words
    name_en: Words
    sponsor: Words
    price: Annotated[int, Meta(ge=1, le=MOST)]
    limit_per_rider: Annotated[int, Meta(ge=1, le=MOST)]
    season_from: date
    season_to: date
    places: Annotated[list[Words], Meta(min_length=1)]
    supplied: Annotated[int, Meta(ge=0, le=10 * MOST)]


def read_policy(path: Path, findings: Findings) -> Policy | None:
    """Read city.toml: the city's name and its rules of the house."""
    read = read_toml(path, findings)
    file = read_struct(_CityFile, *read) if read else None
    if read is None or file is None:
        return None
    return policy_in(file.policy, file.name, read[1].at("policy"))


def policy_in(given: Table, city: str, where: Where) -> Policy | None:
    """Read the rules of the house of a city of this name from a table of them."""
    table = dict(given)
    for name in ("slots", "name"):
        if name in table:
            where.at(name).report(f"unknown field {name}", Rule.UNKNOWN)
    hours = table.pop("working_hours", None)
    if hours is not None:
        table["slots"] = _slots(hours, where.at("working_hours"))
    policy = read_struct(Policy, table | {"name": city}, where)
    if policy is not None:
        _check_policy(policy, where)
    return policy


def read_calendar(path: Path, year: int, findings: Findings) -> Year | None:
    """Read calendar-YYYY.toml: the days as the notice of the State Council has them."""
    read = read_toml(path, findings)
    file = read_struct(_CalendarFile, *read) if read else None
    if read is None or file is None:
        return None
    where = read[1]
    unique = Unique("the day")
    holidays = _days(file.holidays, year, unique, where.at("holidays"))
    make_up_days = _days(file.make_up_days, year, unique, where.at("make_up_days"))
    for number, day in enumerate(make_up_days):
        if day.weekday() < SATURDAY:
            spot = where.at("make_up_days", number)
            spot.report(f"{day} is no weekend: it cannot become a workday")
    return Year(year, holidays, make_up_days, file.notice, where)


def read_rewards(path: Path, findings: Findings) -> list[Shelf]:
    """Read rewards.toml."""
    unique = Unique("reward")
    found = []
    for table, spot in read_rows(path, "reward", findings):
        shelf = shelf_in(table, spot)
        if shelf is not None and unique.check(shelf.offer.code, spot.at("code")):
            found.append(shelf)
    return found


def shelf_in(table: object, where: Where) -> Shelf | None:
    """Read one reward, and how many of it there were in all."""
    row = read_struct(_RewardRow, table, where)
    if row is None:
        return None
    if row.season_to < row.season_from:
        message = f"the season ends on {row.season_to}, before it begins"
        where.at("season_to").report(message, Rule.SEASON)
    terms = msgspec.structs.asdict(row)
    supplied = terms.pop("supplied")
    return Shelf(Offer(**terms), supplied, where)


def _slots(hours: object, where: Where) -> list[list[int]]:
    """Turn "08:00-12:00" into minutes after midnight."""
    spans = hours if isinstance(hours, list) else [hours]
    found = []
    for number, span in enumerate(spans):
        parts = _HOURS.fullmatch(span) if isinstance(span, str) else None
        if parts is None:
            message = f'{span!r} are no hours: write them like "08:00-12:00"'
            where.at(number).report(message, Rule.HOURS)
            continue
        opens, minute, closes, last = map(int, parts.groups())
        found.append([60 * opens + minute, 60 * closes + last])
    return found


def _check_policy(policy: Policy, where: Where) -> None:
    try:
        WorkingCalendar(slots=policy.slots)
    except BadSlots as refused:
        where.at("working_hours").report(str(refused), Rule.HOURS)
    _check_words(policy, where)
    for name, value in msgspec.structs.asdict(policy).items():
        if isinstance(value, int):
            most = 100 if name.endswith("_percent") else MOST
            if not 1 <= value <= most:
                message = f"{name} is {value}; 1 to {most} is allowed"
                where.at(name).report(message, Rule.RANGE)


def _check_words(policy: Policy, where: Where) -> None:
    unique = Unique("figure")
    for number, figure in enumerate(policy.public_figures):
        spot = where.at("public_figures", number)
        if figure not in set(Figure):
            message = f"there is no figure {figure}: choose of {', '.join(Figure)}"
            spot.report(message, Rule.FIGURE)
        unique.check(figure, spot)
    for number, template in enumerate(policy.templates):
        spot = where.at("templates", number)
        if template.use not in set(Use):
            message = f"there is no use {template.use}: choose of {', '.join(Use)}"
            spot.at("use").report(message, Rule.USE)
        for language, text in (("zh", template.zh), ("en", template.en)):
            if not (seen(text) and text.isprintable() and len(text) <= LONGEST):
                message = f"{language} must be one line of 1 to {LONGEST} characters"
                spot.at(language).report(message, Rule.LINE)


def _days(days: list[Any], year: int, unique: Unique, where: Where) -> list[date]:
    found = []
    for number, day in enumerate(days):
        spot = where.at(number)
        if type(day) is not date:
            spot.report(f"{day!r} is no day: write it like {year}-01-01, without quotes")
        elif day.year != year:
            spot.report(f"{day} is not a day of {year}")
        elif unique.check(day, spot):
            found.append(day)
    return found
