"""Which failures are the databases' own, so that trying again later may help."""

from typing import Final

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.eventlog.errors import ChangedMeanwhile, LogBusy, LogUnavailable

TROUBLE: Final = (
    LogBusy,
    LogUnavailable,
    ChangedMeanwhile,
    OperationalError,
    InterfaceError,
    PoolTimeout,
)
"""Raised while a database is away, full or busy, whatever was asked of it."""
