"""Reads the smaller files of a city: its policy, calendars, rewards and staff."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta, Struct

from domain.city import Figure, Policy
from domain.clock import BadSlots, WorkingCalendar
from domain.people import Post
from domain.reward import Offer
from domain.templates import Use
from domain.values import Role
from services.city.findings import Findings, Unique, Where
from services.city.places import Code9, Code12
from services.city.reading import Table, Words, read_struct, read_toml

_HOURS = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])")
_NEEDS_OFFICE = {Role.DISPATCHER}
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


class Employee(NamedTuple):
    """A member of staff: who may log in, and the posts held."""

    login: str
    name: str
    posts: frozenset[Post]
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


class _EmployeeRow(Struct, frozen=True):
    login: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9._-]{1,31}\Z")]
    name: Words
    posts: Annotated[list[Any], Meta(min_length=1)]


class _PostRow(Struct, frozen=True):
    role: Role
    office: Code9 | None = None
    community: Code12 | None = None


def read_policy(path: Path, findings: Findings) -> Policy | None:
    """Read city.toml: the city's name and its rules of the house."""
    read = read_toml(path, findings)
    file = read_struct(_CityFile, *read) if read else None
    if read is None or file is None:
        return None
    where = read[1].at("policy")
    table = dict(file.policy)
    for name in ("slots", "name"):
        if name in table:
            where.at(name).report(f"unknown field {name}")
    hours = table.pop("working_hours", None)
    if hours is not None:
        table["slots"] = _slots(hours, where.at("working_hours"))
    policy = read_struct(Policy, table | {"name": file.name}, where)
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
    for table, spot in _rows(path, "reward", findings):
        row = read_struct(_RewardRow, table, spot)
        if row is None or not unique.check(row.code, spot.at("code")):
            continue
        if row.season_to < row.season_from:
            spot.at("season_to").report(f"the season ends on {row.season_to}, before it begins")
        terms = msgspec.structs.asdict(row)
        supplied = terms.pop("supplied")
        found.append(Shelf(Offer(**terms), supplied, spot))
    return found


def read_staff(path: Path, findings: Findings) -> list[Employee]:
    """Read staff.toml; whether their offices exist is seen when all files are known."""
    unique = Unique("login")
    found = []
    for table, spot in _rows(path, "staff", findings):
        row = read_struct(_EmployeeRow, table, spot)
        if row is None or not unique.check(row.login, spot.at("login")):
            continue
        posts = set()
        for number, one in enumerate(row.posts):
            there = spot.at("posts", number)
            post = read_struct(_PostRow, one, there)
            if post is not None:
                _check_post(post, there)
                posts.add(Post(role=post.role, office=post.office, community=post.community))
        found.append(Employee(row.login, row.name, frozenset(posts), spot))
    return found


def _rows(path: Path, name: str, findings: Findings) -> list[tuple[object, Where]]:
    read = read_toml(path, findings)
    if read is None:
        return []
    table, where = read
    for other in table.keys() - {name}:
        where.at(other).report(f"unknown field {other}")
    rows = table.get(name, [])
    if not isinstance(rows, list):
        where.at(name).report(f"write [[{name}]] above each of them")
        return []
    return [(row, where.at(name, number)) for number, row in enumerate(rows)]


def _slots(hours: object, where: Where) -> list[list[int]]:
    """Turn "08:00-12:00" into minutes after midnight."""
    spans = hours if isinstance(hours, list) else [hours]
    found = []
    for number, span in enumerate(spans):
        parts = _HOURS.fullmatch(span) if isinstance(span, str) else None
        if parts is None:
            where.at(number).report(f'{span!r} are no hours: write them like "08:00-12:00"')
            continue
        opens, minute, closes, last = map(int, parts.groups())
        found.append([60 * opens + minute, 60 * closes + last])
    return found


def _check_policy(policy: Policy, where: Where) -> None:
    try:
        WorkingCalendar(slots=policy.slots)
    except BadSlots as refused:
        where.at("working_hours").report(str(refused))
    _check_words(policy, where)
    for name, value in msgspec.structs.asdict(policy).items():
        if isinstance(value, int):
            most = 100 if name.endswith("_percent") else MOST
            if not 1 <= value <= most:
                where.at(name).report(f"{name} is {value}; 1 to {most} is allowed")


def _check_words(policy: Policy, where: Where) -> None:
    unique = Unique("figure")
    for number, figure in enumerate(policy.public_figures):
        spot = where.at("public_figures", number)
        if figure not in set(Figure):
            spot.report(f"there is no figure {figure}: choose of {', '.join(Figure)}")
        unique.check(figure, spot)
    for number, template in enumerate(policy.templates):
        spot = where.at("templates", number)
        if template.use not in set(Use):
            spot.at("use").report(f"there is no use {template.use}: choose of {', '.join(Use)}")
        for language, text in (("zh", template.zh), ("en", template.en)):
            if not (text.strip() and text.isprintable() and len(text) <= LONGEST):
                spot.at(language).report(
                    f"{language} must be one line of 1 to {LONGEST} characters"
                )


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


def _check_post(post: _PostRow, where: Where) -> None:
    if post.role is Role.RIDER:
        where.at("role").report("riders sign in by themselves")
    if post.role in _NEEDS_OFFICE and post.office is None:
        where.report(f"a {post.role} needs an office")
    if post.community is not None and post.office is None:
        where.at("community").report("a community needs its office beside it")
