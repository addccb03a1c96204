"""A play from its seed to its ending, in a folder of its own that nothing remains of."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import structlog

from workers.simulation.founding import Town
from workers.simulation.machine import PatientLog, PromptViews
from workers.simulation.play import Play
from workers.simulation.process import Build
from workers.simulation.witness import Broken

STEPS: Final = 60
MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder without a disk, where there is one


class Ending(NamedTuple):
    """How a play ended: `digest` stands for every step, `root` for the log."""

    seed: int
    steps: int
    digest: str
    root: str
    size: int
    broken: str | None
    trace: list[str]


@contextmanager
def scratch() -> Iterator[Path]:
    """Lend a folder, in memory where there is room for one."""
    place = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="suishoupai-", dir=place) as folder:
        yield Path(folder)


def play(
    seed: int,
    town: Town,
    steps: int = STEPS,
    log: Build = PatientLog,
    views: type[PromptViews] = PromptViews,
    *,
    clocks: bool = False,
) -> Ending:
    """Play a seed; a law that breaks is in the ending, with all that led to it.

    With `clocks` nothing goes wrong but them.
    """
    folder = town.folder.parent / f"play-{seed}"
    quiet = structlog.get_config()
    structlog.configure(processors=[_mute], cache_logger_on_first_use=False)
    one = Play(seed, town, folder, log, views, clocks=clocks)
    broken = None
    try:
        one.run(steps)
    except Broken as law:
        broken = str(law)
    finally:
        one.close()
        structlog.configure(**quiet)
        shutil.rmtree(folder)
    size, root = one.witness.size, one.witness.root
    return Ending(seed, steps, one.trace.digest, root, size, broken, one.trace.lines)


def _mute(*_: Any) -> str:  # noqa: ANN401 - structlog's shape of a processor
    """Say nothing: what workers log of accidents belongs to nobody."""
    raise structlog.DropEvent
