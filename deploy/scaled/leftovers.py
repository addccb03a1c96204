"""Ends what a set that was killed itself has left running."""

import contextlib
from pathlib import Path
from typing import Final

import psutil

PATIENCE_S: Final = 15.0


def clear(numbers: Path, folder: Path) -> list[str]:
    """End the processes whose numbers lie in `numbers`; answer with the parts they were.

    A number may be another process's by now: only those that were started for `folder`,
    as their words or their environment show, are touched.
    """
    found: dict[str, psutil.Process] = {}
    for file in numbers.glob("*.pid"):
        with contextlib.suppress(psutil.Error, ValueError):
            process = psutil.Process(int(file.read_text("ascii")))
            if str(folder) in " ".join((*process.cmdline(), *process.environ().values())):
                found[file.stem] = process
        file.unlink()
    for process in found.values():
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _, living = psutil.wait_procs(found.values(), PATIENCE_S)
    for process in living:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(living, PATIENCE_S)
    return sorted(found)
