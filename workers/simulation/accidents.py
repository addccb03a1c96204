"""What goes wrong, drawn by chance: deaths, errors, pauses, and clocks that are not right."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from workers.simulation.process import Process
from workers.simulation.strikes import Strike

FAR: Final = (
    datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),  # the last second of 32 bits
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2028, 2, 29, 15, 59, 59, tzinfo=UTC),  # a leap day ends in China
    datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC),  # summer time begins in Europe
    datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC),  # and a year
)
NEAR: Final = tuple(
    sign * step
    for step in (timedelta(seconds=1), timedelta(hours=1), timedelta(days=1))
    for sign in (1, -1)
)
WHERE: Final = {  # where it strikes: after how many points there, on average
    "": 25,
    "log": 8,
    "log before COMMIT": 2,
    "log after COMMIT": 2,
    "views": 8,
    "keys": 8,
}


class Accidents:
    """Chooses what strikes whom; with `clocks` they alone go wrong."""

    def __init__(self, random: Random, *, clocks: bool = False) -> None:
        self._random = random
        self._kinds: list[tuple[Callable[[Process], str], int]] = [
            (self._crash_at, 30),
            (self._error_at, 26),
            (self._kill, 8),
            (self._pause, 10),
            (self._near, 14),
            (self._freeze, 6),
            (self._year, 6),
        ]
        if clocks:
            self._kinds = self._kinds[-3:]

    def strike(self, process: Process) -> str:
        """Let one accident happen; say which."""
        kinds, weights = zip(*self._kinds, strict=True)
        accident: Callable[[Process], str] = self._random.choices(kinds, weights)[0]
        return accident(process)

    def _crash_at(self, process: Process) -> str:
        return self._at(process, Strike.CRASH)

    def _error_at(self, process: Process) -> str:
        return self._at(process, Strike.ERROR)

    def _at(self, process: Process, strike: Strike) -> str:
        where = self._random.choice(list(WHERE))
        after = int(self._random.expovariate(1 / WHERE[where]))
        process.strikes.arm(strike, after, where)
        return f"{strike} at point {after} of {where or 'any'}"

    def _kill(self, process: Process) -> str:
        process.kill()
        return "killed"

    def _pause(self, process: Process) -> str:
        process.paused = self._random.randint(1, 6)
        return f"paused for {process.paused} steps"

    def _near(self, process: Process) -> str:
        jump = self._random.choice(NEAR)
        process.hours.set(process.hours.wall + jump)
        return f"clock set by {jump.total_seconds():+.0f} s"

    def _freeze(self, process: Process) -> str:
        process.hours.frozen = not process.hours.frozen
        return "clock frozen" if process.hours.frozen else "clock going"

    def _year(self, process: Process) -> str:
        process.hours.set(self._random.choice(FAR))
        return f"clock set to {process.hours.wall:%Y}"
