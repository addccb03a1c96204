"""Which failures are the databases' own, so that trying again later may help."""

from typing import Final

from services.database import AWAY
from services.eventlog.errors import ChangedMeanwhile, LogBusy, LogUnavailable
from services.leases import LeaseLost
from services.migrations import NewerSchema


class ViewBehind(Exception):
    """A view does not show yet what a worker has to look at there."""

    def __init__(self, view: str, position: int) -> None:
        super().__init__(f"{view} has not read position {position} yet")
        self.view = view


TROUBLE: Final = (
    ViewBehind,
    LogBusy,
    LogUnavailable,
    ChangedMeanwhile,
    *AWAY,
)
"""Raised while a database is away, full or busy, or a view behind, whatever was asked of it."""
OVER: Final = (LeaseLost, NewerSchema)
"""Raised once a work is somebody else's: it must not go on here, nor be taken for done."""
