"""Delivers the log to workers as badly as can be: again, late, side by side, from a backup."""

import shutil
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from projections.errors import BrokenLog
from projections.marks import bookmark
from services.settings import Settings
from services.telling.tables import delivery
from tests.faults.careless import CarelessLog
from workers.simulation.founding import Town, settings_in
from workers.simulation.hours import Hours
from workers.simulation.people import FIRST as FIRST_WISH
from workers.simulation.process import Process
from workers.simulation.town import BEGAN
from workers.simulation.wishes import Wish
from workers.trouble import ViewBehind

FIRST = ("project", "dispatch", "inspect", "award")  # what is inspected must be shown before
TOLD = (*FIRST, "deadlines")  # by the log itself
ALL = (*TOLD, "notify")
KEPT = ("office", "report", "rider", "points", "deed", "holds", "level", "overdue", "vested")
FAULTS = ("some", "some", "both", "both", "back", "lost", "died", "backup", "careless", "careless")
HOUR = timedelta(hours=1)
SOON = timedelta(minutes=5)  # later: what a dead worker had begun to tell is free again
EVENING = timedelta(days=2)  # later: whatever was sent is overdue


class Postman:
    """Two processes of one city whose people are done: only its workers still act."""

    def __init__(self, folder: Path, random: Random) -> None:
        self._folder, self._random = folder, random
        self._hours = Hours(BEGAN + HOUR)
        self._hours.frozen = True  # so that only the delivery differs
        self._settings = settings_in(folder)
        self._processes = [self._opened(name) for name in ("north", "south")]
        self._backup: Path | None = None
        self.refused = 0  # pages that were none

    def fault(self) -> None:
        """Do one thing that a careful postman would not."""
        match self._random.choice(FAULTS):
            case "some":
                self._some(self._random.choice(self._processes), self._random.choice(ALL))
            case "both":
                self._both(self._random.choice(ALL))
            case "back":
                self._move(update(bookmark).values(position=self._random.randint(0, 40)))
            case "lost":
                self._move(delete(bookmark))
            case "died":
                self._died(self._random.choice(self._processes), self._random.choice(ALL))
            case "careless":
                self._careless(self._random.choice(self._processes), self._random.choice(TOLD))
            case "backup":
                self._back_up_or_restore()

    def rest(self) -> None:
        """Deliver the rest in good order, then let it be evening, and look at the clock."""
        first, size = self._processes[0], -1
        while size < self._size():  # what one of them did may be another's work
            size = self._size()
            for worker in FIRST:
                first.loop.finish(first.work(worker))
        self._later(HOUR + SOON)
        self._hurried("notify")
        self._later(HOUR + 2 * SOON)
        self._both("notify")
        self._later(EVENING)
        self._hurried("deadlines")
        self._both("deadlines")

    def effects(self) -> "Counter[tuple[Any, ...]]":
        """Count what the workers did, whatever the order in which they did it."""
        house = self._processes[0].house
        assert house is not None
        assert not any(house.parked().values()), house.parked()
        steps = map(house.wiring.codec.to_domain_event, house.wiring.log.lines(0, 10_000))
        events = {step.position: step for step in steps}
        acts = Counter(
            (step.event.TOPIC, step.originator_id, *(getattr(step.event, it, None) for it in KEPT))
            for step in events.values()
            if step.event.by.startswith("system:") and step.event.by != "system:simulation"
        )
        rows = select(delivery.c.position, delivery.c.rider, delivery.c.channel, delivery.c.state)
        with house.wiring.identity.telling.engine.connect() as db:
            sent = [(events[position], *rest) for position, *rest in db.execute(rows)]
        return acts + Counter((it.event.TOPIC, it.originator_id, *rest) for it, *rest in sent)

    def close(self) -> None:
        for process in self._processes:
            process.kill()
        shutil.rmtree(self._folder)

    def _later(self, time: timedelta) -> None:
        for process in self._processes:
            process.hours.set(BEGAN + time)

    def _hurried(self, worker: str) -> None:
        """Let a worker whose hour has come be killed, or be told carelessly, or neither."""
        for _ in range(self._random.randint(0, 2)):
            told = [self._careless] if worker in TOLD else []
            how = self._random.choice([self._died, self._some, *told])
            how(self._random.choice(self._processes), worker)

    def _died(self, process: Process, worker: str) -> None:
        process.start(process.work(worker))
        self._turns(process, self._random.randint(0, 30))
        process.kill()
        process.open()

    def _careless(self, process: Process, worker: str) -> None:
        """Hand a worker pages that are no pages; it refuses, or nothing comes of it."""
        house = process.house
        assert house is not None
        assert isinstance(house.wiring.log, CarelessLog)
        house.wiring.log.careless = self._random
        try:
            self._some(process, worker)
        except BrokenLog:
            self.refused += 1
        finally:
            house.wiring.log.careless = None

    def _size(self) -> int:
        house = self._processes[0].house
        assert house is not None
        return house.wiring.log.head().size

    def _some(self, process: Process, worker: str) -> None:
        with suppress(ViewBehind):  # it begins again later, as workers do
            process.loop.finish(process.work(worker))

    def _both(self, worker: str) -> None:
        """Let the same worker be at it twice, step by step, in any order."""
        tasks = [one.start(one.work(worker)) for one in self._processes]
        for one in self._processes:
            one.loop.settle()
        while any(one.loop.jobs for one in self._processes):
            busy = [one for one in self._processes if one.loop.jobs]
            self._turns(self._random.choice(busy), 1)
        for task in tasks:
            with suppress(ViewBehind):
                task.result()

    def _turns(self, process: Process, most: int) -> None:
        process.loop.settle()
        while most and process.loop.jobs:
            process.loop.work(self._random.randrange(len(process.loop.jobs)))
            most -= 1

    def _move(self, change: Any) -> None:
        house = self._processes[0].house
        assert house is not None
        worker = self._random.choice(FIRST)
        with house.projections.engine.begin() as db:
            db.execute(change.where(bookmark.c.worker == worker))

    def _back_up_or_restore(self) -> None:
        """Keep a copy of the views and bookmarks, or put an older one back."""
        for process in self._processes:
            process.close()
        kept, live = self._folder / "kept.db", self._folder / "views.db"
        if self._backup is None:
            shutil.copy(live, kept)
            self._backup = kept
        else:
            shutil.copy(kept, live)
        for process in self._processes:
            process.open()

    def _opened(self, name: str) -> Process:
        process = Process(name, self._settings, self._hours, self._random.random(), CarelessLog)
        process.open()
        return process


def furnished(town: Town, folder: Path, random: Random) -> Settings:
    """Let people of a city report, confirm and take back; none of its workers has begun."""
    settings = town.copy(folder)
    process = Process("people", settings, Hours(BEGAN), random.random())
    process.open()
    process.loop.finish(process.work("notify"))  # what comes from here on is news
    numbers = count(FIRST_WISH)
    sent: list[UUID] = []

    def ask(verb: str, who: str, report: UUID) -> Any:
        choice = 10 * random.randrange(1, 1000) + 1
        wish = Wish(next(numbers), who, verb, report, choice, BEGAN)
        assert process.house is not None
        return process.loop.finish(wish.ask(process.house))

    for who in town.cast.riders[:3]:
        change = ask("submit", who, UUID(int=0))
        sent.append(change.aggregates[0].id)
    ask("corroborate", town.cast.riders[3], sent[0])
    ask("corroborate", town.cast.riders[3], sent[1])
    ask("withdraw", town.cast.riders[2], sent[2])
    process.close()
    return settings
