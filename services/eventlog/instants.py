"""Moments as the log keeps them, in microseconds since 1970, and as programs write them."""

import re
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:[0-5]\d)", re.ASCII | re.IGNORECASE
)


def to_micros(moment: datetime) -> int:
    """Count the microseconds from 1970 to an aware `moment`, exactly."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Answer with the aware moment, in UTC, that `to_micros` counted."""
    return _EPOCH + timedelta(microseconds=micros)


def read_instant(text: str) -> datetime:
    """Read an instant as RFC 3339 writes it, with seconds and offset; ValueError for all else.

    No leap second: the last one was years before the first log.
    """
    if not _RFC_3339.fullmatch(text):
        raise ValueError(f"{text!r} is no instant of RFC 3339")
    return datetime.fromisoformat(text.upper())
