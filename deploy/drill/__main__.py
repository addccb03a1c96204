"""Plays the whole drill on this machine: `python -m deploy.drill`, or `make drill`.

A scaled city is founded in a folder of its own, people report without a pause, and the
steps of docs/operating.md are done under their hands. Whoever loses a report fails it.
"""

import signal
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Final

from deploy.drill.load import REST_S
from deploy.drill.people import PLENTY, People
from deploy.drill.scenes import Drill, Figure
from deploy.scaled.city import ScaledCity
from deploy.scaled.postgres import own

NOTE: Final = (
    "No command erases a person yet. Once one does, the list of those erased after a backup has "
    "to be applied to what is restored from it, before it serves."
)


@contextmanager
def drill(
    folder: Path, seed: str, tell: Callable[[str], None], rest: float = REST_S
) -> Iterator[Drill]:
    """Open a city in an empty folder, with people who use it, for the length of the block.

    Each of them rests so many seconds between two things.
    """
    people = People([])
    city = ScaledCity(folder, people.found, tell=tell, more=PLENTY)
    city.open()
    try:
        played = Drill(city, people, Random(seed))  # noqa: S311 - chance, no secret
        played.load.rest = rest
        played.load.begin()
        try:
            yield played
        finally:
            played.load.end()
    finally:
        city.close()


def play(played: Drill, times: int, seconds: float) -> Iterator[Figure]:
    """Play all scenes, the restoring so many times, and judge the whole at the end."""
    for _ in range(times):
        yield played.back_up_and_restore()
    yield played.restart()
    yield played.fail_over()
    yield played.upgrade()
    yield played.capacity(seconds)
    yield played.end()


def main() -> int:
    """Print what each scene came to."""
    parser = ArgumentParser("python -m deploy.drill", description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="how often to back up and restore")
    parser.add_argument("--seconds", type=float, default=20, help="to measure capacity for")
    parser.add_argument("--seed", default="随手拍", help="of the moments")
    args = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that all of it ends in order
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        own(Path(name))
        with drill(Path(name), args.seed, _say) as played:
            for figure in play(played, args.times, args.seconds):
                _say(f"{figure.scene:<18} {figure.seconds:6.1f} s  {figure.came_of_it}")
    _say(f"{NOTE}\nall of it {time.monotonic() - began:.0f} s, seed {args.seed}")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
