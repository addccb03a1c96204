"""The log in which everything that happens is written down, once and for ever."""

from services.eventlog.errors import (
    BlobMissing,
    ChangedMeanwhile,
    CommandReused,
    EventTooLarge,
    LogBusy,
    LogClosed,
    LogUnavailable,
    NotFounded,
    TenantMismatch,
)
from services.eventlog.instants import from_micros, to_micros
from services.eventlog.recorder import EventLog
from services.eventlog.request import Append, Head, KnownCommand, Line, Receipt

__all__ = [
    "Append",
    "BlobMissing",
    "ChangedMeanwhile",
    "CommandReused",
    "EventLog",
    "EventTooLarge",
    "Head",
    "KnownCommand",
    "Line",
    "LogBusy",
    "LogClosed",
    "LogUnavailable",
    "NotFounded",
    "Receipt",
    "TenantMismatch",
    "from_micros",
    "to_micros",
]
