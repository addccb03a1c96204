"""What a photograph says about itself: when, where and with what it was taken."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

Tags = Mapping[int, Any]  # rationals are pairs, texts are bytes
_NORTH_SOUTH, _LATITUDE, _EAST_WEST, _LONGITUDE = 1, 2, 3, 4
_SATELLITE_TIME, _SATELLITE_DATE = 7, 29
_BEARING, _ACCURACY = 17, 31
_TIMES = ((1, 0x9003), (1, 0x9004), (0, 0x0132))  # taken, digitised, changed
_ZONES = (0x9011, 0x9012, 0x9010)
_MAKE, _MODEL = 0x010F, 0x0110
_TEXT = 64  # characters kept of a camera's name
_CHINA = 480  # minutes east of UTC
_UNFIT = (TypeError, ValueError, ArithmeticError, LookupError)
_TURN = 36_000  # hundredths of a degree


class PhotoFacts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The metadata that matters; all of it may be absent, wrong or forged.

    Coordinates are nominally WGS-84 and never converted: some phones write GCJ-02.
    """

    taken_at: datetime | None = None  # the camera's own clock, without a zone
    offset_minutes: int | None = None  # of that clock, east of UTC
    gps_at: datetime | None = None  # UTC, by satellite
    lon_e7: int | None = None
    lat_e7: int | None = None
    accuracy_cm: int | None = None
    bearing_cdeg: int | None = None  # where the camera looked, in 1/100 degree
    make: str | None = None
    model: str | None = None
    broken: tuple[str, ...] = ()  # facts that were there but made no sense
    disputed: tuple[str, ...] = ()  # facts that two readers read differently

    def moment(self, assumed_minutes: int = _CHINA) -> datetime | None:
        """Answer when it was taken, in UTC; China's time where no zone is told."""
        if self.taken_at is None:
            return None
        known = self.offset_minutes is not None
        minutes = self.offset_minutes if known else assumed_minutes
        zone = timezone(timedelta(minutes=minutes or 0))
        return self.taken_at.replace(tzinfo=zone).astimezone(UTC)


def extract(main: Tags, exif: Tags, gps: Tags) -> PhotoFacts:
    """Make sense of the tags of the three directories (Exif 2.32)."""
    found: dict[str, Any] = {}
    broken: list[str] = []

    def take(name: str, present: bool, read: Callable[[], Any]) -> None:  # noqa: FBT001  # a closure, called six lines below
        if not present:
            return
        try:
            found[name] = read()
        except _UNFIT:
            broken.append(name)

    groups = (main, exif)
    clock = next((groups[at][tag] for at, tag in _TIMES if groups[at].get(tag)), None)
    zone = next((exif[tag] for tag in _ZONES if exif.get(tag)), None)
    dated = _SATELLITE_DATE in gps and _SATELLITE_TIME in gps
    placed = _LATITUDE in gps or _LONGITUDE in gps
    take("taken_at", clock is not None, lambda: _clock(clock))
    take("offset_minutes", zone is not None, lambda: _offset(zone))
    take("gps_at", dated, lambda: _satellite(gps))
    take("place", placed, lambda: _place(gps))
    take("accuracy_cm", _ACCURACY in gps, lambda: _scaled(gps[_ACCURACY], 100))
    take("bearing_cdeg", _BEARING in gps, lambda: _scaled(gps[_BEARING], 100) % _TURN)
    take("make", bool(main.get(_MAKE)), lambda: _name(main[_MAKE]))
    take("model", bool(main.get(_MODEL)), lambda: _name(main[_MODEL]))
    if place := found.pop("place", None):
        found["lon_e7"], found["lat_e7"] = place
    return PhotoFacts(broken=tuple(broken), **found)


def compare(first: PhotoFacts | None, second: PhotoFacts | None) -> PhotoFacts:
    """Join two readings: the first counts, the second fills in, differences show."""
    if first is None or second is None:
        return first or second or PhotoFacts()
    names = [one.name for one in fields(first) if one.name not in ("broken", "disputed")]
    pairs = {name: (getattr(first, name), getattr(second, name)) for name in names}
    disputed = tuple(name for name, (one, other) in pairs.items() if one != other)
    missing = {name: other for name, (one, other) in pairs.items() if one is None}
    return replace(first, disputed=disputed, **missing)


def _text(value: Any) -> str:  # noqa: ANN401  # tags hold whatever the file says
    if not isinstance(value, bytes):
        raise TypeError("not a text")
    return value.split(b"\0")[0].decode("utf-8", "replace").strip()


def _name(value: Any) -> str | None:  # noqa: ANN401  # as above
    kept = "".join(sign for sign in _text(value) if sign.isprintable())
    return kept[:_TEXT] or None


def _clock(value: Any) -> datetime | None:  # noqa: ANN401  # as above
    text = _text(value)
    if not text.strip(" :0"):
        return None  # how Exif writes 'unknown'
    return datetime.fromisoformat(_day(text) + "T" + text[11:19])


def _day(text: str) -> str:
    """Turn Exif's 2026:03:01 into what Python reads without loading a further module."""
    return text[:10].replace(":", "-")


def _offset(value: Any) -> int | None:  # noqa: ANN401  # as above
    text = _text(value)
    if not text.strip(" :"):
        return None
    away = datetime.fromisoformat(f"2000-01-01T00:00:00{text}").utcoffset()
    if away is None:
        raise ValueError("no offset")
    return round(away.total_seconds()) // 60


def _satellite(gps: Tags) -> datetime:
    day = datetime.fromisoformat(_day(_text(gps[_SATELLITE_DATE]))).replace(tzinfo=UTC)
    hours, minutes, seconds = (_ratio(part) for part in gps[_SATELLITE_TIME])
    return day + timedelta(seconds=int(hours * 3600 + minutes * 60 + seconds))


def _place(gps: Tags) -> tuple[int, int]:
    east = _signed(gps[_LONGITUDE], _text(gps[_EAST_WEST]), "E", "W", 180)
    north = _signed(gps[_LATITUDE], _text(gps[_NORTH_SOUTH]), "N", "S", 90)
    if east == north == 0:
        raise ValueError("nobody takes a photograph at null island")
    return east, north


def _signed(parts: Sequence[Any], letter: str, plus: str, minus: str, most: int) -> int:
    degrees, minutes, seconds = (_ratio(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    if letter not in (plus, minus) or not 0 <= value <= most:
        raise ValueError("no such place")
    return round(value * 10_000_000) * (1 if letter == plus else -1)


def _scaled(value: Any, scale: int) -> int:  # noqa: ANN401  # as above
    amount = _ratio(value) * scale
    if not 0 <= amount < 1 << 31:
        raise ValueError("out of range")
    return round(amount)


def _ratio(pair: Any) -> Fraction:  # noqa: ANN401  # as above
    above, below = pair
    return Fraction(above, below)
