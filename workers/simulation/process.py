"""One process of a simulated city: opened, struck, killed, and opened again."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from projections.house import House
from projections.marks import prepare_marks
from projections.source import LogSource
from projections.views import VIEWS
from services.eventlog.request import Append, Receipt
from services.identity.senders import RememberingSender
from services.leases import prepare_leases
from services.outside import Outside
from services.settings import Settings
from services.telling.channels import Message, Outcome, Recipient
from services.wiring import open_wiring
from workers.crew import WORKERS
from workers.notify import Notifier
from workers.simulation.chance import SeededChance
from workers.simulation.hours import Hours
from workers.simulation.loop import Crash, Loop
from workers.simulation.machine import Beside, Eye, PatientLog, PromptViews
from workers.simulation.shifts import Rota, Shifts
from workers.simulation.strikes import Engines, Strikes

Build = Callable[..., PatientLog]
NAMES: Final = tuple(WORKERS)
_ENGINES: Final[dict[str, Engines]] = {}  # one play at a time


class Bell:
    """A channel that everybody hears."""

    name = "bell"

    async def send(self, recipient: Recipient, message: Message) -> Outcome:  # noqa: ARG002 - the interface's
        """Ring."""
        return Outcome.DELIVERED


class Process:
    """The services of one process on a machine of its own; another's files are the same."""

    def __init__(
        self,
        name: str,
        settings: Settings,
        hours: Hours,
        seed: object,
        log: Build = PatientLog,
        views: type[PromptViews] = PromptViews,
        rota: Rota | None = None,
    ) -> None:
        self.name = name
        self.hours = hours
        self._settings = settings
        self._seed = seed
        self._log = log
        self._views = views
        self._rota = rota or Rota()
        self._life = 0
        self.house: House | None = None
        self.loop = Loop(hours)
        self.strikes = Strikes()
        self.paused = 0  # steps for which it does not get the processor
        self.shifts: Shifts | None = None
        self._workers: dict[str, Callable[[], Awaitable[int]]] = {}

    @property
    def up(self) -> bool:
        """Whether it can be asked anything now."""
        return self.house is not None and not self.paused

    def open(self, strikes: Strikes | None = None) -> None:
        """Open the city. A Crash leaves it closed."""
        self._life += 1
        engines = _ENGINES.setdefault(self.name, Engines())
        self.loop.close()
        self.loop, self.strikes, self._workers = Loop(self.hours), strikes or Strikes(), {}
        chance = SeededChance(self._seed, self.name, self._life)
        machine = Outside(chance, self.hours.monotonic, engines.open, self._built, Eye, Beside)
        engines.serve(self.strikes)
        try:
            wiring = open_wiring(self._settings, self.hours.now, RememberingSender(), machine)
            prepare_marks(wiring.views_engine)
            prepare_leases(wiring.views_engine)
            source = LogSource(wiring.log, wiring.codec)
            house = House(wiring, self._views(wiring.views_engine, source, VIEWS))
            holder = f"{self.name} {self._life}"
            self.shifts = Shifts(house, holder, self.hours.now, _hired, self._rota)
            self.house = house
        except BaseException:
            self.strikes.kill()
            self.loop.close()
            raise

    def start(self, errand: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - a task of whatever it brings
        """Begin an errand in this process."""
        return self.loop.start(errand)

    async def work(self, worker: str) -> int:
        """Let one of its workers catch up, whoever else may be at it."""
        if self.house is None:
            raise Crash
        if worker not in self._workers:
            self._workers[worker] = await asyncio.to_thread(_hired, worker, self.house)
        return await self._workers[worker]()

    async def turn(self, worker: str) -> int:
        """Let one of its workers catch up if it is this process's turn, as in a crew."""
        if self.shifts is None:
            raise Crash
        return await self.shifts.work(worker)

    async def give_back(self, worker: str) -> int:
        """End one of its works in good order."""
        if self.shifts is None:
            raise Crash
        await self.shifts.give_back(worker)
        return 0

    def kill(self) -> None:
        """Die here and now."""
        self.strikes.kill()
        self.loop.abandon()
        self.house, self.shifts, self.paused, self._workers = None, None, 0, {}

    def close(self) -> None:
        """End in good order; what is under way is seen through."""
        self.loop.settle()
        while self.loop.jobs:
            self.loop.work(0)
        if self.house is not None:
            self.house.close()
        self.strikes.kill()
        self.loop.close()
        self.house, self.shifts, self._workers = None, None, {}

    def _built(self, *given: Any, **named: Any) -> PatientLog:  # noqa: ANN401 - as EventLog takes it
        log = self._log(*given, **named)
        append = log.append

        async def waits(request: Append) -> Receipt:
            self.loop.later(log.turn)
            return await append(request)

        log.append = waits  # type: ignore[method-assign] # a turn of the writer is a job like others
        return log


def _hired(worker: str, house: House) -> Callable[[], Awaitable[int]]:
    if worker == "notify":
        return Notifier(house, [Bell()]).catch_up
    return WORKERS[worker](house)
