"""Whatever breaks under a worker, also while it recovers, its work is done in the end, and once."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime
from itertools import count
from random import Random

import pytest

from services.telling.channels import CHANNELS, Message, Outcome, Recipient
from tests.faults.breaking.breaks import Breaks, Kind
from tests.faults.city import City
from tests.faults.conftest import Figure, ScratchCopy
from tests.faults.trials import Course
from tests.faults.working.day import Break, Day, Ended
from tests.faults.working.effects import topics
from tests.faults.working.scene import NOTIFIED, set_up
from tests.sizes import THOROUGH, chance
from workers.crew import WORKERS

TRIES = 1  # of each worker; in the long run, as many as there are places
DOES = {  # what waits for each, in words of the log
    "project": set[str](),  # views are compared with a fresh replay
    "inspect": {"report.inspected"},
    "dispatch": {"report.dispatched"},
    "deadlines": {
        *(f"report.{word}" for word in ("released", "resumed", "reminded", "escalated")),
        *("report.verified", "wallet.refunded", "reward.returned"),
    },
    "award": {f"wallet.{word}" for word in ("credited", "held", "vested", "clawed_back")},
    "notify": set[str](),  # deliveries are compared
}


class Bell:
    """A channel that everybody hears."""

    name = "console"

    def __init__(self) -> None:
        self.rang = 0

    async def send(self, recipient: Recipient, message: Message) -> Outcome:
        del recipient, message
        self.rang += 1
        return Outcome.DELIVERED


class Trials:
    """Days of one city, each with something that breaks; all end like the one without."""

    def __init__(self, city: City, begins: datetime, breaks: Breaks, copy: ScratchCopy) -> None:
        self.fired = Counter[str]()
        self.again = Counter[str]()
        self.raised = Counter[str]()
        self._city, self._begins, self._breaks, self._copy = city, begins, breaks, copy
        whole, self.ended = self._day()
        self.places = whole.places

    def some(self, name: str, number: int, tries: int, random: Random) -> None:
        """Break at places drawn by chance: kinds and courses in turn, each worker its own."""
        kinds = [kind for kind in Kind if self.places[name][kind]]
        for one in range(number, number + tries):
            kind, course = kinds[one % len(kinds)], list(Course)[(one + number) % len(Course)]
            at = random.randrange(self.places[name][kind])
            again = random.randrange(at + 1)
            opening = bool(random.getrandbits(1))
            while not self._hit(name, Break(kind, at, course, kind, again, opening)):
                assert at, (name, kind)
                at //= 2  # how many statements a page takes is a matter of turns

    def all(self, name: str, random: Random) -> None:
        """Break at the first place, the second and so on until there is none, of each kind."""
        for kind in Kind:
            for course in Course:
                for at in count():
                    again, opening = random.randrange(at + 1), bool(random.getrandbits(1))
                    if not self._hit(name, Break(kind, at, course, kind, again, opening)):
                        break

    def _hit(self, name: str, broken: Break) -> bool:
        """Let a day with this break pass; say whether anything broke."""
        day, ended = self._day(name, broken)
        assert ended.written == self.ended.written, (name, broken)
        if name == "notify":
            assert ended.told == self.ended.told, (name, broken)
        if not day.fired:
            return False
        assert broken.course is Course.FOR_GOOD or day.fired == 1, (name, broken)
        if broken.course is Course.AGAIN and not day.fired_again:
            rest = broken._replace(again_at=broken.again_at // 4)
            if not broken.again_at:  # what is left of the work has nothing of the kind
                rest = broken._replace(again=Kind.STATEMENT)
            return self._hit(name, rest)
        self.fired[name] += day.fired
        self.again[name] += day.fired_again
        self.raised += day.raised
        return True

    def _day(self, name: str = "", broken: Break | None = None) -> tuple[Day, Ended]:
        with self._copy(self._city) as mine:
            day = Day(mine, self._breaks, self._begins)
            return day, asyncio.run(day.pass_by(name, broken))


def test_every_worker_is_put_to_the_proof() -> None:
    assert DOES.keys() == WORKERS.keys()


def test_its_work_is_done_once_whatever_breaks(
    city: City,
    scratch_copy: ScratchCopy,
    breaks: Breaks,
    monkeypatch: pytest.MonkeyPatch,
    figure: Figure,
) -> None:
    bell = Bell()
    monkeypatch.setitem(CHANNELS, Bell.name, lambda: (bell,))
    awaited = replace(city, more=NOTIFIED)
    trials = Trials(awaited, asyncio.run(set_up(awaited)), breaks, scratch_copy)
    assert {name: topics(trials.ended.written, name) for name in DOES} == DOES
    assert bell.rang == sum(trials.ended.told.values()) > 0
    random = chance("workers", bool(city.database))
    for number, name in enumerate(WORKERS):
        if THOROUGH:
            trials.all(name, random)
        else:
            trials.some(name, number, TRIES, random)
        assert trials.fired[name] >= TRIES
    broke = ", ".join(f"{often} {kind}" for kind, often in sorted(breaks.happened.items()))
    fired = ", ".join(f"{name} {often}" for name, often in trials.fired.items())
    again = trials.again.total()
    figure(f"broke under {fired}, {again} of them in recovery: {broke}; equal effects, clean")
