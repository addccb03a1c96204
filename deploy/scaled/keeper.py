"""Keeps the parts of a set running: one that dies is started again, ever more slowly."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final

from deploy.scaled.parts import Part

LOOK_S: Final = 0.2
FIRST_REST_S: Final = 0.5
LONGEST_REST_S: Final = 15.0
STEADY_S: Final = 30.0  # who lived that long may begin again at once
Told = Callable[[str], None]


@dataclass
class _Kept:
    part: Part
    since: float
    rest: float = FIRST_REST_S
    again: float = 0.0  # not before


class Keeper:
    """Starts parts in order, tends them in a thread, and ends them in the reverse order.

    The number of each process lies in a file named after the part, for whoever wants to
    ask that one to end.
    """

    def __init__(self, numbers: Path, tell: Told) -> None:
        self._numbers = numbers
        self._tell = tell
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()  # a part is started and ended by one thread at a time
        self._stop = Event()
        self._tending = Thread(target=self._tend, name="keeper", daemon=True)

    def start(self, name: str, part: Part, *, ends_last: bool = False) -> None:
        """Start one more part; from now on it is kept running. Raises what `start` raises.

        `ends_last` is for one that others stand on, though they were started before.
        """
        with self._lock:
            part.start()
            kept = {name: _Kept(part, time.monotonic())}
            self._kept = kept | self._kept if ends_last else self._kept | kept
            self._note(name, part)
        if not self._tending.is_alive():
            self._tending.start()

    def rest(self, name: str, ending: Callable[[], None]) -> None:
        """End one part, in the way that is given, and leave it so."""
        with self._lock:
            self._kept.pop(name)
            ending()

    def close(self) -> None:
        """End all parts, the last one first."""
        self._stop.set()
        if self._tending.is_alive():
            self._tending.join()
        for kept in reversed(self._kept.values()):
            kept.part.halt()
        self._kept.clear()

    def _tend(self) -> None:
        while not self._stop.wait(LOOK_S):
            for name in list(self._kept):
                with self._lock:
                    if kept := self._kept.get(name):
                        self._look(name, kept)

    def _look(self, name: str, kept: _Kept) -> None:
        now = time.monotonic()
        if self._stop.is_set() or kept.part.pid or now < kept.again:
            return
        kept.rest = FIRST_REST_S if now - kept.since > STEADY_S else kept.rest
        try:
            kept.part.start()
        except (RuntimeError, OSError, subprocess.SubprocessError) as error:
            self._tell(f"{name} does not start: {str(error).strip().splitlines()[-1:]}")
        else:
            self._tell(f"{name} had ended, and was started again")
            self._note(name, kept.part)
        kept.since = now
        kept.again, kept.rest = now + kept.rest, min(LONGEST_REST_S, 2 * kept.rest)

    def _note(self, name: str, part: Part) -> None:
        self._numbers.mkdir(exist_ok=True)
        draft = self._numbers / f".{name}"
        draft.write_text(f"{part.pid}\n", "ascii")
        draft.rename(self._numbers / f"{name}.pid")
