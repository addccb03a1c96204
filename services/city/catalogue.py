"""Reads the catalogue: what may be reported, how fast it is mended, what it earns."""

import re
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta, Struct

from domain.category import AwardRule, Closing, ClosingKind, Condition, Definition, Question
from domain.clock import Limit, Unit
from domain.values import Kind
from services.city.findings import Findings, Rule, Unique, Where
from services.city.reading import Table, Text, Words, read_struct, read_toml

_LIMIT = re.compile(r"([1-9][0-9]{0,4}) ([a-z_]+)")
_KINDS = {"M": Kind.MATTER, "C": Kind.COMPONENT}
Points = Annotated[int, Meta(ge=0, le=10_000)]


class _AwardRow(Struct, frozen=True):
    code: Words
    version: Annotated[int, Meta(ge=1, le=2_147_483_647)]
    points: Points
    corroborator_points: Points


class _ClosingRow(Struct, frozen=True):
    kind: ClosingKind = ClosingKind.SELF
    work_days: Annotated[int, Meta(ge=1, le=60)] = 3
    sample_percent: Annotated[int, Meta(ge=0, le=100)] = 10


class _QuestionRow(Struct, frozen=True):
    code: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]
    text: Words
    text_en: Words
    choices: list[Words] = []


class _ConditionRow(Struct, frozen=True):
    code: str
    name: Text
    name_en: Text
    limit: str
    closing: Text = ""


class _CategoryRow(Struct, frozen=True):
    code: Annotated[str, Meta(pattern=r"^[MC][0-9]{5}\Z")]
    group: Words
    name: Words
    name_en: Words
    conditions: Annotated[list[Any], Meta(min_length=1)]
    questions: list[Any] = []
    after_photo: bool = True
    award: Table | None = None
    closing: Table | None = None
    source: Text | None = None
    source_code: Words | None = None
    illustrative: bool | None = None


class _File(Struct, frozen=True):
    source: Text
    award: Table
    category: list[Any]
    closing: Table = {}
    illustrative: bool = False


class _Own(NamedTuple):
    award: AwardRule
    closing: Closing


class Item(NamedTuple):
    """A category as the file has it."""

    definition: Definition
    where: Where


def read_categories(path: Path, findings: Findings) -> list[Item]:
    """Read categories.toml; a category may overrule the file's award, closing and source."""
    read = read_toml(path, findings)
    file = read_struct(_File, *read) if read else None
    if read is None or file is None:
        return []
    where = read[1]
    award = _award(file.award, where.at("award"))
    closing = _closing(file.closing, where.at("closing"))
    unique = Unique("category")
    found = []
    for number, table in enumerate(file.category):
        spot = where.at("category", number)
        row = read_struct(_CategoryRow, table, spot)
        if row is not None and unique.check(row.code, spot.at("code")):
            own = _Own(
                award if row.award is None else _award(row.award, spot.at("award")),
                closing if row.closing is None else _closing(row.closing, spot.at("closing")),
            )
            found.append(Item(_definition(row, file, own, spot), spot))
    return found


def category_in(table: Table, where: Where) -> Item | None:
    """Read one category that says everything itself."""
    row = read_struct(_CategoryRow, table, where)
    if row is None:
        return None
    own = _Own(
        _award(row.award or {}, where.at("award")), _closing(row.closing or {}, where.at("closing"))
    )
    alone = _File(source="", award={}, category=[])
    return Item(_definition(row, alone, own, where), where)


def read_limit(text: str) -> Limit | str:
    """Read a limit such as "5 work_day"; what is wrong with it is answered in words."""
    parts = _LIMIT.fullmatch(text)
    if parts is None:
        return f'{text!r} is no time limit: write one like "5 work_day"'
    if parts[2] not in set(Unit):
        return f"{parts[2]} is no unit of time; there are {', '.join(Unit)}"
    return Limit(int(parts[1]), Unit(parts[2]))


def _definition(row: _CategoryRow, file: _File, own: _Own, where: Where) -> Definition:
    """Put a category together; where parts were flawed, nobody will get to see it."""
    return Definition(
        code=row.code,
        kind=_KINDS[row.code[0]],
        group=row.group,
        name=row.name,
        name_en=row.name_en,
        conditions=_conditions(row, where),
        award=own.award,
        source=file.source if row.source is None else row.source,
        questions=_questions(row, where),
        after_photo=row.after_photo,
        closing=own.closing,
        source_code=row.source_code,
        illustrative=file.illustrative if row.illustrative is None else row.illustrative,
    )


def _conditions(category: _CategoryRow, where: Where) -> list[Condition]:
    unique = Unique("condition")
    found = []
    for number, table in enumerate(category.conditions):
        spot = where.at("conditions", number)
        row = read_struct(_ConditionRow, table, spot)
        if row is None or not unique.check(row.code, spot.at("code")):
            continue
        if not re.fullmatch(re.escape(category.code) + r"\.[1-9][0-9]?", row.code):
            message = (
                f"{row.code} is no condition code of {category.code}, such as {category.code}.1"
            )
            spot.at("code").report(message, Rule.CONDITION)
        limit = read_limit(row.limit)
        if isinstance(limit, str):
            spot.at("limit").report(limit, Rule.LIMIT)
            continue
        found.append(
            Condition(
                code=row.code,
                name=row.name,
                name_en=row.name_en,
                limit=limit,
                closing=row.closing,
            )
        )
    return found


def _questions(category: _CategoryRow, where: Where) -> list[Question]:
    unique = Unique("question")
    found = []
    for number, table in enumerate(category.questions):
        spot = where.at("questions", number)
        row = read_struct(_QuestionRow, table, spot)
        if row is not None and unique.check(row.code, spot.at("code")):
            found.append(Question(**msgspec.structs.asdict(row)))
    return found


def _award(table: Table, where: Where) -> AwardRule:
    row = read_struct(_AwardRow, table, where) or _AwardRow("", 1, 0, 0)
    if row.corroborator_points > row.points:
        message = "corroborator_points exceed the finder's points"
        where.at("corroborator_points").report(message, Rule.POINTS)
    return AwardRule(**msgspec.structs.asdict(row))


def _closing(table: Table, where: Where) -> Closing:
    row = read_struct(_ClosingRow, table, where) or _ClosingRow()
    return Closing(**msgspec.structs.asdict(row))
