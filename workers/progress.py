"""A bar on the terminal for work that takes long; silent anywhere else."""

import sys
from types import TracebackType
from typing import Final, Self, TextIO

WIDTH: Final = 30


class Bar:
    """Shows how much of a work is done, as a callable for those who do it.

    Drawn only where a person looks: on a terminal, and anew only when the percentage
    changes. Gone when the work is over, so that the answer stands alone.
    """

    def __init__(self, what: str, out: TextIO | None = None) -> None:
        self._what = what
        self._out = out or sys.stderr
        self._shown = -1

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __call__(self, done: int, of: int) -> None:
        """Show that `done` of `of` is done; nothing of nothing is all."""
        percent = 100 * min(done, of) // of if of else 100
        if percent != self._shown and self._out.isatty():
            self._shown = percent
            full = WIDTH * percent // 100
            bar = "█" * full + "·" * (WIDTH - full)
            print(f"\r{self._what} {bar} {percent:3d} %", end="", file=self._out, flush=True)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wipe the bar away."""
        if self._shown >= 0:
            print("\r\x1b[K", end="", file=self._out, flush=True)
