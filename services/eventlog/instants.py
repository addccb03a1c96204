"""Moments as the log keeps them: whole microseconds since 1970."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(moment: datetime) -> int:
    """Count the microseconds from 1970 to an aware `moment`, exactly."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Answer with the aware moment, in UTC, that `to_micros` counted."""
    return _EPOCH + timedelta(microseconds=micros)
