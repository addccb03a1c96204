"""The scenes of the drill: each a step of docs/operating.md, under load, timed and judged."""

import shutil
import time
from random import Random
from typing import Final, NamedTuple

from deploy.drill import laws, steps
from deploy.drill.load import Load
from deploy.drill.people import PLENTY, People, key_file
from deploy.scale.given import LARGEST
from deploy.scaled.city import SETTINGS, ScaledCity
from deploy.scaled.postgres import Cluster, own

LONGEST_WAIT_S: Final = 4.0  # until the random moment of a scene
SETTLE_S: Final = 1.0  # of load after each scene


class Figure(NamedTuple):
    """What a scene came to."""

    scene: str
    seconds: float
    came_of_it: str


class Drill:
    """A city under load, and the scenes played on it in any order.

    Each raises `steps.Broken` where a step fails and `laws.Lost` where a promise does not hold.
    """

    def __init__(self, city: ScaledCity, people: People, chance: Random) -> None:
        self.city = city
        self.load = Load(city.address, people)
        self._people = people
        self._chance = chance

    def back_up_and_restore(self) -> Figure:
        """Back up at a random moment, restore into a fresh set, verify there, and go on."""
        self._wait()
        copy = self.city.folder / "backup"
        shutil.rmtree(copy, ignore_errors=True)
        safe = self.load.acknowledged(time.monotonic())
        backed = steps.run(self.city, "backup", copy)
        restored: list[tuple[float, int]] = []

        def restore(fresh: ScaledCity) -> None:
            key_file(fresh).parent.mkdir()  # as systemd does, by StateDirectory
            ran = steps.run(fresh, "restore", copy, key_file(self.city))
            # Judged before its processes run: from then on it has a life of its own.
            length = laws.is_prefix(fresh.environ, self.city.environ)
            laws.are_written(safe, fresh.environ)
            restored.append((ran.seconds, length))

        fresh = ScaledCity(self.city.folder / "fresh", restore, each=1, tell=_silent, more=PLENTY)
        began = time.monotonic()
        fresh.open()
        try:
            back = time.monotonic() - began
            laws.goes_on(fresh, safe)
        finally:
            fresh.close()
        shutil.rmtree(fresh.folder)
        ((took, length),) = restored
        said = (
            f"backed up in {backed.seconds:.1f} s, restored and verified in {took:.1f} s, "
            f"serving after {back:.1f} s; {len(safe)} reports acknowledged before it, 0 lost, "
            f"{length} events, the beginning of the living log"
        )
        return Figure("backup and restore", backed.seconds + back, said)

    def fail_over(self) -> Figure:
        """Kill the primary, promote its standby, and go on without an acknowledged loss."""
        old = self.city.postgres
        folder = self.city.standby
        own(folder)
        made = steps.run(self.city, "standby", folder / "data", as_postgres=True, PRIMARY=old.url)
        standby = Cluster(folder, old.programs, SETTINGS)
        self.city.keeper.start("standby", standby, ends_last=True)
        steps.run(self.city, "follow", PRIMARY=old.url)
        self._wait()
        before = self.load.acknowledged()
        self.city.keeper.rest("postgresql", old.kill)
        began = time.monotonic()
        steps.run(self.city, "promote", STANDBY=standby.url)
        promoted = time.monotonic() - began
        self.city.postgres = standby
        self._until_answered(began)
        again = time.monotonic() - began
        laws.are_written(before, self.city.environ)
        said = (
            f"standby made in {made.seconds:.1f} s; primary killed, promoted after "
            f"{promoted:.1f} s, first answer after {again:.1f} s; {len(before)} reports "
            f"acknowledged before it, 0 lost; longest wait {self._longest(began):.1f} s"
        )
        return Figure("failover", again, said)

    def restart(self) -> Figure:
        """Kill PostgreSQL and let it be started again."""
        self._wait()
        before = self.load.acknowledged()
        self.city.postgres.kill()
        began = time.monotonic()
        self._until_answered(began)
        again = time.monotonic() - began
        laws.are_written(before, self.city.environ)
        return Figure("restart", again, f"first answer after {again:.1f} s, 0 lost")

    def upgrade(self) -> Figure:
        """Start every process anew, one after the other, while nobody is refused, and verify."""
        before, old = self.load.acknowledged(), self._numbers()
        began = time.monotonic()
        units = sorted(self.city.units, reverse=True)  # workers before the API
        ran = steps.run(self.city, "upgrade", *units)
        if same := old & self._numbers():
            raise laws.Lost(f"not started anew: {', '.join(name for name, _ in same)}")
        self._until_answered(time.monotonic())
        during = [each for each in self.load.acknowledged() if each.answered > began]
        laws.are_written([*before, *during], self.city.environ)
        laws.is_clean(self.city.environ)
        said = (
            f"{len(self.city.units)} processes in turn; {len(during)} reports meanwhile, "
            f"{len(self.load.failed)} failed, {sum(each.tries > 1 for each in during)} asked "
            f"again, longest wait {self._longest(began):.1f} s; verify clean"
        )
        return Figure("upgrade", ran.seconds, said)

    def capacity(self, seconds: float) -> Figure:
        """Do the page's sum for the largest city, and measure what this set takes beside it."""
        needed = steps.reckon(LARGEST.workers)
        began, self.load.rest = time.monotonic(), 0.0
        time.sleep(seconds)
        took = sorted(
            each.answered - each.asked for each in self.load.acknowledged() if each.asked > began
        )
        if not took:
            raise laws.Lost(f"nothing was acknowledged in {seconds} s")
        rate = len(took) / seconds
        middle, high = (took[int(share * len(took))] for share in (0.5, 0.99))
        said = (
            f"{rate:.0f} reports/s from {len(self._people.riders)} riders, "
            f"p50 {1000 * middle:.0f} ms, p99 {1000 * high:.0f} ms; "
            f"{rate / needed:.0f} times the {needed} a second of the largest city's peak"
        )
        return Figure("capacity", seconds, said)

    def end(self) -> Figure:
        """Let everybody go home, and judge the whole."""
        self.load.end()
        began = time.monotonic()
        done = self.load.acknowledged()
        if self.load.failed:
            raise laws.Lost(f"not answered: {self.load.failed[0]}")
        laws.are_written(done, self.city.environ)
        laws.is_clean(self.city.environ)
        said = f"{len(done)} reports acknowledged in all, 0 lost, none failed; verify clean"
        return Figure("at the end", time.monotonic() - began, said)

    def _numbers(self) -> set[tuple[str, str]]:
        files = [self.city.numbers / f"{unit}.pid" for unit in self.city.units]
        return {(file.stem, file.read_text("ascii")) for file in files}

    def _wait(self) -> None:
        time.sleep(self._chance.uniform(SETTLE_S, LONGEST_WAIT_S))

    def _until_answered(self, since: float) -> None:
        """Wait until something that was asked for after a moment is done."""
        while not self.load.failed:
            if any(each.asked > since for each in self.load.acknowledged()):
                return
            time.sleep(0.05)
        raise laws.Lost(self.load.failed[0])

    def _longest(self, since: float) -> float:
        waits = [
            each.answered - each.asked for each in self.load.acknowledged() if each.answered > since
        ]
        return max(waits, default=0.0)


def _silent(_: str) -> None:
    """Tell nobody what becomes of the fresh set's parts: its own scene tells."""
