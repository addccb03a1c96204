"""The words for what was noticed about a report's evidence, and which of them hold points."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Flag(StrEnum):
    """What was noticed; the comment is the unit of `Finding.measured`."""

    PHOTO_WITHOUT_METADATA = "photo_without_metadata"
    PHOTO_TAKEN_LONG_AGO = "photo_taken_long_ago"  # minutes before it was received
    PHOTO_TAKEN_IN_FUTURE = "photo_taken_in_future"  # minutes after it was received
    PHOTO_FAR_FROM_LOCATION = "photo_far_from_location"  # metres, by the kinder reading
    METADATA_READERS_DISAGREE = "metadata_readers_disagree"
    DEVICE_CLOCK_OFF = "device_clock_off"  # seconds ahead; behind is negative
    ACCURACY_EXACTLY_ZERO = "accuracy_exactly_zero"
    ACCURACY_POOR = "accuracy_poor"  # metres
    IMPLAUSIBLE_SPEED = "implausible_speed"  # km/h since the rider's last report
    SAME_PHOTO = "same_photo"  # seen before, from the same rider
    SAME_PHOTO_OTHER_RIDER = "same_photo_other_rider"
    NEAR_DUPLICATE_PHOTO = "near_duplicate_photo"  # bits that differ
    POSSIBLE_DUPLICATE_PHOTO = "possible_duplicate_photo"  # bits that differ
    LOCATION_OUTSIDE = "location_outside"
    LOCATION_AMBIGUOUS = "location_ambiguous"  # how many areas could claim the place
    REPEATED_LOCATION = "repeated_location"  # in how many earlier reports


# Points wait for a person. The other flags are as common among the honest: messengers
# strip metadata, cheap clocks run wrong, high buildings spoil a fix.
HOLDING = frozenset(
    {
        Flag.PHOTO_TAKEN_LONG_AGO,
        Flag.PHOTO_FAR_FROM_LOCATION,
        Flag.ACCURACY_EXACTLY_ZERO,
        Flag.IMPLAUSIBLE_SPEED,
        Flag.SAME_PHOTO,
        Flag.SAME_PHOTO_OTHER_RIDER,
        Flag.NEAR_DUPLICATE_PHOTO,
        Flag.POSSIBLE_DUPLICATE_PHOTO,
        Flag.REPEATED_LOCATION,
    }
)


class Finding(Struct, frozen=True):
    """A flag, the photograph it is about, what was measured, and the other report."""

    flag: Flag
    photo: str | None = None
    measured: int | None = None
    other: str | None = None


def holds_points(findings: Iterable[Finding]) -> bool:
    """Whether points wait until a person has looked."""
    return any(finding.flag in HOLDING for finding in findings)
