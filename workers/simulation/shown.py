"""Compares what the views show with the second opinion, row by row, in their own tables."""

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from services.eventlog.instants import to_micros
from workers.simulation.cases import Cases
from workers.simulation.purses import Purses
from workers.simulation.witness import demand

_NOW: Final = 2**63 - 1
_QUEUE: Final = (
    "SELECT report, state, office, holder, rider, version, open, lease_until FROM queue"
    " JOIN projection p ON p.view = 'queues' AND p.live = generation WHERE valid_to = ?"
)
_BALANCE: Final = (
    "SELECT wallet, balance, pending FROM credit_balance"
    " JOIN projection p ON p.view = 'credits' AND p.live = generation WHERE valid_to = ?"
)
_READ: Final = (
    "SELECT b.view, b.position FROM projection_bookmark b"
    " JOIN projection p ON p.view = b.view AND p.live = b.generation"
)
_CLOSED: Final = ("verified", "rejected", "duplicate", "withdrawn")


class Shown:
    """Looks into the views' database, past the product's own queries."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._db = sqlite3.connect(folder / "views.db", isolation_level=None)

    def read(self) -> dict[str, int]:
        """Say how far each view has read the log."""
        return dict(self._db.execute(_READ).fetchall())

    def compare(self, cases: Cases, purses: Purses) -> None:
        """Demand that views which have read everything show what the second opinion says."""
        rows = self._db.execute(_QUEUE, [_NOW]).fetchall()
        shown = {name: tuple(row) for name, *row in rows}
        for name, row in shown.items():
            if row[0] != "claimed":  # who resolved it is shown on; the claim is over
                shown[name] = (*row[:2], None, *row[3:])
        told: dict[str, tuple[Any, ...]] = {
            name: (
                case.state,
                case.office,
                case.holder,
                case.rider,
                case.version,
                int(case.state not in _CLOSED),
                _micros(case.lease_until),
            )
            for name, case in cases.all.items()
        }
        for name in told.keys() | shown.keys():
            mine, theirs = told.get(name), shown.get(name)
            demand(mine == theirs, "the queue shows what happened", (name, mine, theirs))
        balances = {row[0]: (row[1], row[2]) for row in self._db.execute(_BALANCE, [_NOW])}
        owned = {name: (purse.balance, purse.pending) for name, purse in purses.all.items()}
        demand(balances == owned, "the ledger shows what was earned", (balances, owned))

    def holds(self, text: bytes) -> bool:
        """Say whether a text stands anywhere in the views' files."""
        files = [
            self._folder / name for name in ("views.db", "views.db-wal", "log.db", "log.db-wal")
        ]
        return any(text in one.read_bytes() for one in files if one.exists())

    def close(self) -> None:
        """Look no more."""
        self._db.close()


def _micros(at: datetime | None) -> int | None:
    return None if at is None else to_micros(at)
