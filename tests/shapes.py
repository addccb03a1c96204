"""The shapes of events: what their fields are, down to the last enum and struct."""

from collections.abc import Iterator
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from msgspec import Meta, Struct
from msgspec.structs import fields

from domain import EVENTS
from domain.kernel import Personal


def parts(annotation: Any) -> tuple[Any, ...]:
    """Split a union; anything else is its only part."""
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def plain(annotation: Any) -> Any:
    """Strip the bounds of a number."""
    arguments = get_args(annotation)
    return arguments[0] if any(isinstance(one, Meta) for one in arguments) else annotation


def within(annotation: Any) -> Iterator[type]:
    """Name every class an annotation mentions, structs looked into."""
    annotation = plain(annotation)
    for one in get_args(annotation):
        yield from within(one)
    kind = get_origin(annotation) or annotation
    if isinstance(kind, type) and kind not in (NoneType, Personal):
        yield kind
        if issubclass(kind, Struct):
            for field in fields(kind):
                yield from within(field.type)


def stored(kind: type) -> list[type[Any]]:
    """List the classes of one sort that any event stores, by name."""
    found = {
        one
        for event in EVENTS.values()
        for field in fields(event)
        for one in within(field.type)
        if issubclass(one, kind)
    }
    return sorted(found, key=lambda one: one.__name__)


def enums() -> list[type[StrEnum]]:
    """List the enums whose words the log keeps."""
    return stored(StrEnum)


def values() -> list[type[Struct]]:
    """List the structs that events carry."""
    return stored(Struct)


def written(annotation: Any) -> str:
    """Write a type as a reader of the documents knows it."""
    annotation = plain(annotation)
    pieces = [one for one in parts(annotation) if one is not NoneType]
    if len(pieces) < len(parts(annotation)):
        return f"{' or '.join(map(written, pieces))}, or nothing"
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Personal:
        return written(arguments[0])
    if origin in (list, tuple):
        return f"list of {written(arguments[0])}"
    if origin is dict:
        return f"map of {written(arguments[0])} to {written(arguments[1])}"
    name: str = annotation.__name__
    return NAMES.get(name, name)


NAMES = {"str": "text", "int": "number", "bool": "yes or no", "datetime": "moment", "date": "day"}
