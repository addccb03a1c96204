"""What is known about a report when its evidence is judged; None is what nobody said."""

from datetime import datetime

from msgspec import Struct

from domain.phash import Hashes
from domain.routing import Placement
from domain.values import Location, Source


class PhotoFacts(Struct, frozen=True, kw_only=True):
    """What was read from one photograph."""

    photo: str
    pixels: str  # keyed digest of the decoded picture
    hashes: Hashes | None = None
    taken_at: datetime | None = None  # the camera's local time, without a zone
    offset_minutes: int | None = None  # of that local time, east of UTC
    lon_e7: int | None = None  # as written: WGS-84 by the standard, GCJ-02 by some phones
    lat_e7: int | None = None
    accuracy_cm: int | None = None
    make: str | None = None
    model: str | None = None
    readers_disagree: bool = False


class EarlierPhoto(Struct, frozen=True, kw_only=True):
    """A photograph of another report near in place and time."""

    report: str
    same_rider: bool
    pixels: str
    hashes: Hashes | None = None


class EarlierFix(Struct, frozen=True, kw_only=True):
    """Where the rider's phone said it was at an earlier report."""

    received_at: datetime
    place: Location
    device_time: datetime | None = None


class SentFacts(Struct, frozen=True, kw_only=True):
    """What came with the report, and where it falls."""

    received_at: datetime
    place: Location
    source: Source
    accuracy_cm: int | None = None
    device_time: datetime | None = None  # the phone's clock at the shot or the sending
    placement: Placement | None = None
    earlier: tuple[EarlierFix, ...] = ()  # of the same rider, from the phone's own fixes
