"""The disk as it is, but for the writes and fsyncs that shall break."""

import errno
import io
import os
from typing import Any

import pytest

from tests.faults.breaking.breaks import Breaks, Kind


def break_files(breaks: Breaks, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write finds no room, an fsync learns that the disk is broken."""
    opened, fsync, replace = io.open, os.fsync, os.replace

    def perhaps(kind: Kind, error: int) -> None:
        if breaks.due(kind):
            raise OSError(error, os.strerror(error))

    class Raw(io.FileIO):
        def write(self, data: Any) -> int:
            perhaps(Kind.WRITE, errno.ENOSPC)
            return super().write(data)

    def opening(file: Any, mode: str = "r", *rest: Any, **options: Any) -> Any:
        if mode != "w+b":  # as temporary files are opened, and drafts of what is kept
            return opened(file, mode, *rest, **options)
        perhaps(Kind.WRITE, errno.ENOSPC)
        return io.BufferedRandom(Raw(file, "w+", opener=options.get("opener")))

    def syncing(handle: Any) -> None:
        perhaps(Kind.FSYNC, errno.EIO)
        fsync(handle)

    def replacing(*names: Any, **options: Any) -> None:
        perhaps(Kind.WRITE, errno.ENOSPC)
        replace(*names, **options)

    monkeypatch.setattr(io, "open", opening)
    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(os, "replace", replacing)
