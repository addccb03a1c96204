"""What fields of requests are made of: plain text, whole numbers, known words, nothing more."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
)
from pydantic_core import PydanticCustomError

from domain.characters import seen, turned
from domain.datum import Datum
from domain.values import Source
from services.eventlog.instants import read_instant

_ALLOWED_CONTROLS: Final = "\n\t"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST: Final = datetime(1900, 1, 1, tzinfo=UTC)  # a phone's clock may be far off
_LAST: Final = datetime(9999, 1, 1, tzinfo=UTC)  # what comes later has no name in every zone


def _plain(text: str | None) -> str | None:
    """Refuse what is no text: control characters, and halves of characters."""
    for sign in text or "":
        control = (sign < " " and sign not in _ALLOWED_CONTROLS) or "\x7f" <= sign <= "\x9f"
        if control or "\ud800" <= sign <= "\udfff":
            raise PydanticCustomError("plain_text", "must be plain text")
    return text


def _straight(text: str) -> str:
    """Refuse what turns round how a name is read, and the line it stands in."""
    if turned(text):
        raise PydanticCustomError("plain_text", "must be plain text")
    return text


def _seen(text: str) -> str:
    """Refuse words that nobody could read."""
    if not seen(text):
        raise PydanticCustomError("unseen", "must hold something that can be seen")
    return text


def _written(moment: object) -> datetime:
    """Read an instant; a bare number is none: nobody could tell seconds from milliseconds."""
    if isinstance(moment, datetime):
        return moment
    text = moment if isinstance(moment, str) else ""
    try:
        return read_instant(text)
    except ValueError as error:
        raise _unwritten(text) from error


def _unwritten(text: str) -> PydanticCustomError:
    """Say what is wrong with an instant: sometimes its zone alone."""
    try:
        read_instant(text + "Z")
    except ValueError:
        return PydanticCustomError("moment", "must be an RFC 3339 instant")
    return PydanticCustomError("timezone_aware", "must name its time zone")


def _day(day: object) -> date:
    """Read a date; a number is none, as above."""
    try:
        return date.fromisoformat(day if isinstance(day, str) and _DAY.fullmatch(day) else "")
    except ValueError as error:
        raise PydanticCustomError("day", "must be a date such as 2026-11-23") from error


def _unescaped(moment: str) -> str:
    """Read the + of an offset that was sent as it is, and arrived as a blank."""
    return moment.replace(" ", "+")


def _sayable(moment: datetime) -> datetime:
    if not _FIRST <= moment < _LAST:
        raise PydanticCustomError("moment", "must be an RFC 3339 instant")
    return moment


Plain = AfterValidator(_plain)
Seen = AfterValidator(_seen)
Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_sayable)]
AskedMoment = Annotated[Moment, BeforeValidator(_unescaped)]
Day = Annotated[date, BeforeValidator(_day)]
Words = Annotated[str, Field(max_length=2000), Plain]
Short = Annotated[str, Field(max_length=100), Plain, AfterValidator(_straight)]
PhotoId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Photos = Annotated[list[PhotoId], Field(max_length=9)]
Office = Annotated[str, Field(pattern=r"^[0-9]{9}$")]


class Order(BaseModel):
    """A request body: what is not documented is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def like(**fields: Any) -> ConfigDict:  # noqa: ANN401 - whatever the fields are
    """Configure an order that shows this example in the documentation."""
    return ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [fields]})


class Place(Order):
    """Where the problem is, and how the sender knows."""

    longitude: Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)]
    latitude: Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)]
    datum: Datum
    accuracy: Annotated[
        float | None,
        Field(strict=True, ge=0, le=100_000, allow_inf_nan=False, description="In metres."),
    ] = None
    source: Source = Source.DEVICE
