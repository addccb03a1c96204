"""Small facts that several events carry, in the shapes the log keeps for ever."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A plain fact inside an event: immutable, typed, no unknown fields."""


class Location(Value, frozen=True):
    """The place of the problem on WGS-84, in units of 1e-7 degree."""

    lon_e7: int
    lat_e7: int


class Source(StrEnum):
    """How the sender knew the place."""

    DEVICE = "device"  # the phone's own fix
    PIN = "pin"  # a finger on a map
    PHOTO = "photo"  # read from the photograph
    ADDRESS = "address"  # looked up from words


class Fix(Value, frozen=True):
    """What the rider's device said, untouched; personal."""

    lon_e7: int  # in the datum the event names
    lat_e7: int
    accuracy_cm: int | None = None
    device_time: datetime | None = None


class PhotoRole(StrEnum):
    """What a photograph is there to show."""

    BEFORE = "before"
    AFTER = "after"
    CHECK = "check"
    EVIDENCE = "evidence"


class Photo(Value, frozen=True):
    """A stored photograph, named by the digest of its ciphertext."""

    id: str  # 32 hex digits
    digest: str  # SHA-256 of the ciphertext, 64 hex digits
    type: str
    bytes: int
    role: PhotoRole = PhotoRole.BEFORE


class Role(StrEnum):
    """What a person may be to the city."""

    RIDER = "rider"
    DISPATCHER = "dispatcher"
    SUPERVISOR = "supervisor"
    OPERATOR = "operator"
    VERIFIER = "verifier"
    LEAD = "lead"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Kind(StrEnum):
    """The two kinds of the national directory: things, and what goes on."""

    COMPONENT = "component"
    MATTER = "matter"
