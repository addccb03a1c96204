"""Which failures are the databases' own, so that trying again later may help."""

from typing import Final

from services.database import AWAY
from services.eventlog.errors import ChangedMeanwhile, LogBusy, LogUnavailable

TROUBLE: Final = (
    LogBusy,
    LogUnavailable,
    ChangedMeanwhile,
    *AWAY,
)
"""Raised while a database is away, full or busy, whatever was asked of it."""
