"""Reads a GeoJSON collection feature by feature, each with the line it begins on."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from services.city.findings import Findings, Problem, Step, Where
from services.city.reading import Table, read_text

_BLANK = re.compile(r"[ \t\n\r]*")
_COLLECTION = {"type", "id", "name", "bbox", "features", "attribution", "licence", "note"}
_FEATURE = {"type", "id", "bbox", "properties", "geometry"}
_DECODER = json.JSONDecoder()
SHARED = {"datum", "source", "valid_from", "approximate"}
"""What the collection may say for all its features."""


class Feature(NamedTuple):
    """One feature: its properties, with what the collection says for all; its geometry."""

    properties: Table
    geometry: object
    where: Where


def read_features(path: Path, findings: Findings) -> list[Feature]:
    """Read all features that deserve the name; what does not is reported."""
    text = read_text(path, findings)
    if text is None:
        return []
    try:
        collection = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        findings.report(Problem(path.name, error.lineno, f"this is not JSON: {error.msg}"))
        return []
    except (ValueError, RecursionError) as error:
        findings.report(Problem(path.name, 1, f"this is not JSON: {error}"))
        return []
    lines = _lines(text, collection)

    def locate(steps: tuple[Step, ...]) -> int:
        return lines[int(steps[0])] if steps else 1

    where = Where(findings, path.name, locate)
    return list(_features(collection, where))


def _features(collection: object, where: Where) -> Iterator[Feature]:
    is_one = isinstance(collection, dict) and collection.get("type") == "FeatureCollection"
    if not is_one or not isinstance(collection["features"], list):  # type: ignore[index] # is a dict
        where.report("this is no GeoJSON FeatureCollection")
        return
    table: Table = collection  # type: ignore[assignment] # as was just seen
    for name in table.keys() - _COLLECTION - SHARED:
        where.report(f"unknown field {name}")
    shared = {name: table[name] for name in SHARED & table.keys()}
    for number, feature in enumerate(table["features"]):
        spot = where.at(number)
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            spot.report("this is no GeoJSON Feature")
            continue
        for name in feature.keys() - _FEATURE:
            spot.report(f"unknown field {name}")
        properties = feature.get("properties")
        if not isinstance(properties, dict):
            spot.report("the feature has no properties")
            continue
        yield Feature(shared | properties, feature.get("geometry"), spot)


def _lines(text: str, collection: object) -> list[int]:
    """Find the line of each feature, by reading the text again piece by piece."""
    if not isinstance(collection, dict) or not isinstance(collection.get("features"), list):
        return []
    place = _skip(text, 0) + 1
    while True:
        name, place = _DECODER.raw_decode(text, _skip(text, place))
        place = _skip(text, _skip(text, place) + 1)
        if name == "features" and text[place] == "[":
            return list(_starts(text, place + 1, len(collection["features"])))
        _, place = _DECODER.raw_decode(text, place)
        place = _skip(text, place) + 1


def _starts(text: str, place: int, count: int) -> Iterator[int]:
    line, counted = 1, 0
    for _ in range(count):
        place = _skip(text, place)
        line += text.count("\n", counted, place)
        counted = place
        yield line
        _, place = _DECODER.raw_decode(text, place)
        place = _skip(text, place) + 1


def _skip(text: str, place: int) -> int:
    blank = _BLANK.match(text, place)
    return blank.end() if blank else place
