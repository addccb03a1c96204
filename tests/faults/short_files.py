"""No file of a process may grow beyond some byte: SQLite's own writes end in the middle, too."""

from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_FSIZE, prlimit
from typing import Final

from tests.faults.server import Server

_NEAR: Final = 48 << 10  # bytes that the log grows by within a moment


class ShortFiles:
    """The kernel writes up to that byte, then says EFBIG; nobody asked the driver or the disk."""

    def __init__(self, folder: Path, door: Server) -> None:
        self._log = folder / "log.db-wal"
        self._door = door

    def shrink(self, spare: int) -> None:
        """Leave the disk as it is: not room is short, but files."""

    def fill(self, leave: int) -> None:
        """Let files end not far beyond where the log is written now, at any byte."""
        size = self._log.stat().st_size if self._log.exists() else 0
        self._limit(size + leave % _NEAR)

    def empty(self) -> None:
        """Let them grow again."""
        self._limit(RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        prlimit(self._door.pid, RLIMIT_FSIZE, (size, RLIM_INFINITY))
