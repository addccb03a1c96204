"""One play: from a seed, step by step, every law asked after every step."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from workers.simulation.accidents import Accidents
from workers.simulation.cases import Cases
from workers.simulation.chance import SeededChance
from workers.simulation.finale import Finale
from workers.simulation.founding import Town
from workers.simulation.hours import Hours
from workers.simulation.journal import Journal
from workers.simulation.loop import Crash
from workers.simulation.machine import PatientLog, PromptViews
from workers.simulation.people import People
from workers.simulation.process import NAMES, Build, Process
from workers.simulation.purses import Purses
from workers.simulation.shifts import Rota
from workers.simulation.shown import Shown
from workers.simulation.strikes import Strike, Strikes
from workers.simulation.town import BEGAN
from workers.simulation.trace import Trace
from workers.simulation.witness import Broken, Seen, Witness, demand
from workers.trouble import TROUBLE

LOOK: Final = 20  # steps between two looks at the views
_KINDS: Final = {"wish": 42, "turns": 18, "worker": 18, "again": 6, "time": 6, "accident": 10}


class Play:
    """Two processes of one city, and everybody in it."""

    def __init__(
        self,
        seed: int,
        town: Town,
        folder: Path,
        log: Build = PatientLog,
        views: type[PromptViews] = PromptViews,
        *,
        clocks: bool = False,
    ) -> None:
        self.seed = seed
        settings = town.copy(folder)
        self.chance = SeededChance("play", seed)
        self.random = self.chance.random
        self.trace = Trace()
        self.witness, self.shown = Witness(folder), Shown(folder)
        self.cases, self.purses = Cases(), Purses()
        self.journal = Journal(self.witness, self.trace)
        self.people = People(town.cast, self.random, self.cases, self.purses)
        self.accidents = Accidents(self.random, clocks=clocks)
        self.rota = Rota()
        self.processes = [
            Process(name, settings, Hours(BEGAN), seed, log, views, self.rota)
            for name in ("north", "south")
        ]
        self.workers: list[tuple[str, Process, Any]] = []

    def run(self, steps: int) -> None:
        """Play so many steps, then let everything come to rest. Raises Broken."""
        for process in self.processes:
            process.open()
        for number in range(steps):
            self._step(number)
            self.look()
            if number % LOOK == LOOK - 1:
                self._compare()
        Finale(self).run()

    def look(self) -> None:
        """Hear what is new, and ask every law."""
        self.cases.latest = max(process.hours.latest for process in self.processes)
        news = self.witness.news()
        for seen in news:
            self._hear(seen)
        self.purses.paired(news)
        self.journal.harvest()
        self._harvest()
        self.rota.judge()

    def close(self) -> None:
        """Let go of all files."""
        for process in self.processes:
            process.kill()
        self.witness.close()
        self.shown.close()

    def turns(self, process: Process, most: int) -> None:
        """Let a process do some of what waits in it, in an order that chance chooses."""
        try:
            process.loop.settle()
            while most and process.loop.jobs:
                process.loop.work(self.random.randrange(len(process.loop.jobs)))
                most -= 1
        except Crash:
            pass
        if process.strikes.dead:  # also where a task kept the Crash to itself
            self.died(process)

    def died(self, process: Process) -> None:
        """Bury a process; whoever asked it something will never know."""
        self.trace.say(f"  {process.name} died: {process.strikes.told or 'killed'}")
        process.kill()
        self.journal.lost(process)
        self.workers = [one for one in self.workers if one[1] is not process]

    def start(self, worker: str, process: Process) -> None:
        """Wake a worker, unless it is at it already."""
        if all((one[0], one[1]) != (worker, process) for one in self.workers):
            self.workers.append((worker, process, process.start(process.turn(worker))))

    def _step(self, number: int) -> None:
        process = self.random.choice(self.processes)
        for one in self.processes:
            one.paused = max(0, one.paused - 1)
        if process.house is None:
            self._open(process)
            return
        (kind,) = self.random.choices(list(_KINDS), list(_KINDS.values()))
        said = self._done(kind, process)
        self.trace.say(f"{number} {process.name} {process.hours.wall:%Y-%m-%dT%H:%M:%S} {said}")
        if process.up and process.house is not None:
            self.turns(process, self.random.choice((0, 1, 3, 8, 40)))

    def _done(self, kind: str, process: Process) -> str:
        match kind:
            case "wish":
                wish = self.people.wish(process.hours)
                self.journal.ask(wish, process)
                return f"{wish.number} {wish.verb} {wish.report.hex[-6:]} by {wish.who[-4:]}"
            case "again":
                if (old := self.journal.again(self.random)) is not None:
                    self.journal.ask(old, process)
                return f"{old.number if old else 'nobody'} again"
            case "worker":
                return self._wakes(self.random.choice(NAMES), process)
            case "time":
                time = timedelta(minutes=self.random.choice((1, 10, 45, 200, 900, 3000)))
                for one in self.processes:
                    one.hours.let_pass(time)
                return f"{time} later"
            case "accident":
                said = self.accidents.strike(process)
                if process.house is None:
                    self.died(process)
                return said
            case _:
                return "goes on"

    def _wakes(self, worker: str, process: Process) -> str:
        if self.random.random() < 1 / 8:
            self.workers.append((worker, process, process.start(process.give_back(worker))))
            return f"gives {worker} back"
        self.start(worker, process)
        return f"wakes {worker}"

    def _open(self, process: Process) -> None:
        strikes = Strikes()
        if self.random.random() < 1 / 5:
            strikes.arm(Strike.CRASH, self.random.randrange(120))
        self.trace.say(f"{process.name} opens")
        try:
            process.open(strikes)
        except Crash:
            self.died(process)

    def _hear(self, seen: Seen) -> None:
        kind = seen.topic.partition(".")[0]
        if kind == "report":
            self.cases.hear(seen)
        elif kind in ("wallet", "reward"):
            self.purses.hear(seen)

    def _harvest(self) -> None:
        for worker, _, task in self.workers:
            if task.done() and (error := task.exception()) is not None:
                calm = isinstance(error, TROUBLE)
                demand(calm, "a worker fails with its databases alone", f"{worker}: {error!r}")
                self.trace.say(f"  {worker} failed: {type(error).__name__}")
        self.workers = [one for one in self.workers if not one[2].done()]

    def _compare(self) -> None:
        """Let the views catch up, and compare them with the second opinion."""
        process = next((one for one in self.processes if one.up), None)
        if process is None or process.house is None:
            return
        try:
            process.house.projections.catch_up()
        except Crash:
            self.died(process)
        except TROUBLE as error:
            self.trace.say(f"  the views failed: {type(error).__name__}")
        except Exception as error:
            raise Broken("a view fails with its databases alone", repr(error)) from error
        self.look()
        read = self.shown.read()
        if {read["queues"], read["credits"]} == {self.witness.size}:
            self.shown.compare(self.cases, self.purses)
