"""Reads the offices and communities of a city: who they are, and their ground."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

from msgspec import Meta, Struct

from services.city.findings import Findings, Problem, Unique, Where
from services.city.geojson import SHARED, Feature, read_features
from services.city.ground import Drawing, Ground, read_ground
from services.city.reading import Table, Words, read_struct, read_text

Code9 = Annotated[str, Meta(pattern=r"^[0-9]{9}\Z")]
Code12 = Annotated[str, Meta(pattern=r"^[0-9]{12}\Z")]


class OfficeRow(Struct, frozen=True):
    """What a file says about a street office."""

    code: Code9
    name: Words
    district: Words


class CommunityRow(Struct, frozen=True):
    """What a file says about a community."""

    code: Code12
    name: Words
    office: Code9


R = TypeVar("R", OfficeRow, CommunityRow)


class Place(NamedTuple):
    """An office or community as a file has it; `office` is the community's own."""

    code: str
    name: str
    district: str
    office: str
    ground: Ground | None
    where: Where


def read_offices(path: Path, today: date, findings: Findings) -> list[Place]:
    """Read offices.geojson: every office needs its ground."""
    unique = Unique("office")
    return [
        Place(row.code, row.name, row.district, "", ground, feature.where)
        for feature in read_features(path, findings)
        if (row := _row(OfficeRow, feature)) is not None
        and unique.check(row.code, feature.where)
        and (ground := _ground(feature, today)) is not None
    ]


def read_communities(path: Path, today: date, findings: Findings) -> list[Place]:
    """Read communities.geojson: the ground may be left open with a null geometry."""
    unique = Unique("community")
    found = []
    for feature in read_features(path, findings):
        row = _row(CommunityRow, feature)
        if row is not None and unique.check(row.code, feature.where):
            ground = None if feature.geometry is None else _ground(feature, today)
            found.append(Place(row.code, row.name, "", row.office, ground, feature.where))
    return found


def read_community_list(path: Path, findings: Findings) -> list[Place]:
    """Read communities.csv: code, name and office, without any ground."""
    unique = Unique("community")
    return [
        Place(row.code, row.name, "", row.office, None, where)
        for table, where in _csv(path, findings)
        if (row := read_struct(CommunityRow, table, where)) is not None
        and unique.check(row.code, where)
    ]


def _row(kind: type[R], feature: Feature) -> R | None:
    own = {name: value for name, value in feature.properties.items() if name not in SHARED}
    return read_struct(kind, own, feature.where)


def _ground(feature: Feature, today: date) -> Ground | None:
    said = {name: value for name, value in feature.properties.items() if name in SHARED}
    drawing = read_struct(Drawing, said, feature.where)
    if drawing is None:
        return None
    if drawing.valid_from > today:
        feature.where.report(f"valid_from {drawing.valid_from}: load a boundary once it is valid")
    if feature.geometry is None:
        feature.where.report("geometry: an office needs its boundary")
        return None
    return read_ground(feature.geometry, drawing, feature.where)


def _csv(path: Path, findings: Findings) -> Iterator[tuple[Table, Where]]:
    text = read_text(path, findings)
    if text is None:
        return
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        names = next(reader, [])
        for row in reader:
            line = reader.line_num
            if not row:
                continue
            if len(row) != len(names):
                message = f"{len(row)} fields; the first line names {len(names)}"
                findings.report(Problem(path.name, line, message))
                continue
            yield dict(zip(names, row, strict=True)), _at(findings, path, line)
    except csv.Error as error:
        findings.report(Problem(path.name, reader.line_num, f"this is not CSV: {error}"))


def _at(findings: Findings, path: Path, line: int) -> Where:
    return Where(findings, path.name, lambda _: line)
