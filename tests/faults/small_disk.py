"""A disk of our own in memory, which can be filled up to any page, and emptied again."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest

ROOMY: Final = 512 << 20  # bytes, until it is known what is needed
_CHUNK: Final = bytes(1 << 16)


class SmallDisk:
    """A mounted tmpfs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def shrink(self, spare: int) -> None:
        """Leave so many bytes beside what is there now."""
        used = shutil.disk_usage(self.folder).used
        self.mount("remount", f"size={used + spare}")

    def fill(self, leave: int) -> None:
        """Take all room but `leave` bytes."""
        with self._filler.open("wb", buffering=0) as filler, suppress(OSError):
            while filler.write(_CHUNK):
                pass
        os.truncate(self._filler, max(0, self._filler.stat().st_size - leave))

    def empty(self) -> None:
        """Make room again."""
        self._filler.unlink()

    def mount(self, *options: str) -> None:
        """Mount it, or mount it otherwise."""
        words = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(self.folder)]
        subprocess.run(words, check=True, capture_output=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Mount a disk at `folder`; skip the test where that is not allowed."""
    folder.mkdir()
    disk = SmallDisk(folder)
    try:
        disk.mount(f"size={ROOMY}")
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(folder)], check=True, capture_output=True)  # noqa: S607 - as above
