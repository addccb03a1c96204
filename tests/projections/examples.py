"""One example of every event of a report, made from the types of its fields."""

from datetime import UTC, datetime
from typing import Any, get_args

import msgspec
from msgspec.inspect import (
    BoolType,
    CustomType,
    DateTimeType,
    DictType,
    EnumType,
    IntType,
    ListType,
    NoneType,
    StrType,
    StructType,
    Type,
    UnionType,
    type_info,
)

from domain.kernel import Event
from domain.report.events import ClosingEvent, HandlingEvent, IntakeEvent

KINDS: list[type[Event]] = [
    kind for chapter in (IntakeEvent, HandlingEvent, ClosingEvent) for kind in get_args(chapter)
]


def example(kind: type[Event], *, full: bool = True) -> Event:
    """Make an event with every field said, or with those alone that must be."""
    made: Event = msgspec.convert(_struct(type_info(kind), full=full), kind)  # type: ignore[arg-type] # an event is a struct
    return made


def _struct(kind: StructType, *, full: bool) -> dict[str, Any]:
    return {
        field.name: _value(field.type, full=full) for field in kind.fields if full or field.required
    }


def _value(kind: Type, *, full: bool) -> Any:  # noqa: PLR0911 - one answer for each kind of type
    match kind:
        case StrType():
            return "a1" * 16
        case BoolType():
            return True
        case IntType(gt=None):
            return 1
        case DateTimeType():
            return datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
        case ListType(item_type=item):
            return [_value(item, full=full)]
        case DictType():
            return {}
        case EnumType(cls=cls):
            return next(iter(cls)).value
        case StructType():
            return _struct(kind, full=full)
        case UnionType(types=types):
            best = [one for one in types if not isinstance(one, NoneType)]
            return _value(best[0], full=full) if full else None
        case CustomType() | _:
            raise TypeError(kind)
