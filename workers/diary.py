"""What the clock will ask, in order: in a little memory, however much is open."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final, NamedTuple
from weakref import finalize

from domain.report.agenda import Duty
from services.eventlog.instants import from_micros, to_micros

_MEMORY_KB: Final = 16_384  # some 80,000 open reports; what is more lies in a temporary file
_TABLE: Final = (
    "CREATE TABLE entry (at INTEGER, name BLOB, version INTEGER, duty TEXT,"
    " PRIMARY KEY (name, at, duty)) WITHOUT ROWID"
)
_WRITE: Final = "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)"
_IN_ORDER: Final = "SELECT at, name, version, duty FROM entry ORDER BY at, name, duty"


class Entry(NamedTuple):
    """Something to do at a moment, if the report is still at that version."""

    at: datetime
    name: str  # a report's or a redemption's, 32 hex digits
    version: int
    duty: Duty | None  # None: a redemption that nobody fetched


class Diary:
    """Entries by their moment; a name that is planned anew overtakes what it had before.

    Kept in a database of SQLite's that nobody else sees and that ends with it: a city may have
    some hundred thousand open reports, which took half a kilobyte of memory each, and most
    deadlines lie days ahead. Only one thread at a time may use it.
    """

    def __init__(self) -> None:
        # Nobody's file: removed by the system as soon as it is closed, and made only when needed.
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for setting in (f"cache_size = -{_MEMORY_KB}", "journal_mode = OFF", "synchronous = OFF"):
            self._db.execute(f"PRAGMA {setting}")
        self._db.execute(_TABLE)
        self._db.execute("CREATE INDEX entry_at ON entry (at)")
        finalize(self, self._db.close)

    def standing(self) -> list[Entry]:
        """List what is still to be done, the earliest first."""
        return [_entry(*row) for row in self._db.execute(_IN_ORDER)]

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write down in one go what is planned meanwhile.

        Each end of a transaction looks at every page that differs from the file: one by one,
        plans among 100,000 reports took 618 us each, where the first had taken 21; now 20.
        """
        if not self._db.in_transaction:
            self._db.execute("BEGIN")
        try:
            yield
        finally:  # after a failure as well: without a journal nothing can be taken back
            if self._db.in_transaction:
                self._db.execute("COMMIT")

    def plan(self, name: str, entries: Iterable[Entry]) -> None:
        """Write down all that a name is to do, instead of what it was to do before."""
        self.forget(name)
        self._db.executemany(_WRITE, map(_row, entries))

    def add(self, entry: Entry) -> None:
        """Write down one thing more."""
        self._db.execute(_WRITE, _row(entry))

    def forget(self, name: str) -> None:
        """Let go of all that a name was to do."""
        self._db.execute("DELETE FROM entry WHERE name = ?", (bytes.fromhex(name),))

    def first(self, now: datetime) -> Entry | None:
        """Answer what should be done first of what is due by `now`; it stays written down."""
        row = self._db.execute(f"{_IN_ORDER} LIMIT 1").fetchone()
        entry = row and _entry(*row)
        return entry if entry and entry.at <= now else None

    def strike(self, entry: Entry) -> None:
        """Cross out what was done, or cannot be."""
        which = to_micros(entry.at), bytes.fromhex(entry.name), entry.duty or ""
        self._db.execute("DELETE FROM entry WHERE at = ? AND name = ? AND duty = ?", which)


def _row(entry: Entry) -> tuple[int, bytes, int, str]:
    return to_micros(entry.at), bytes.fromhex(entry.name), entry.version, entry.duty or ""


def _entry(at: int, name: bytes, version: int, duty: str) -> Entry:
    return Entry(from_micros(at), name.hex(), version, Duty(duty) if duty else None)
