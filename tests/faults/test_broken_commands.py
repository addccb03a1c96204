"""Whatever breaks under a command at the command line, whoever runs it again has it done once."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
import structlog
from sqlalchemy import func, select

from projections.house import open_house
from services.photos import unused
from services.photos.tables import photo
from tests.faults.breaking.breaks import Breaks, Kind
from tests.faults.city import City
from tests.faults.conftest import Figure, ScratchCopy
from tests.faults.judging import everything, whole
from tests.faults.trials import Course
from tests.faults.working.commands import (
    READ,
    RUN,
    Errand,
    commands,
    errands,
    leave_work,
    new_files,
)
from tests.sizes import THOROUGH, chance
from workers.cli import Exit, main
from workers.verdict import judge_live

TRIES = 1  # of each command; in the long run, as many as there are places


class Left(NamedTuple):
    """What a command left behind."""

    written: Counter[str]  # topics
    photographs: int
    parked: dict[str, int]


class Trials:
    """One command after the other on copies of a city, each broken, and run again."""

    def __init__(
        self, city: City, breaks: Breaks, copy: ScratchCopy, env: pytest.MonkeyPatch
    ) -> None:
        self.made = 0
        self.ended = Counter[str]()  # while something was broken
        self._city, self._breaks, self._copy, self._env = city, breaks, copy, env
        self._chance = chance("commands", bool(city.database))

    def some(self, name: str, errand: Errand, number: int) -> None:
        """Break at places drawn by chance, kinds and courses in turn."""
        places, left = self._unbroken(name, errand)
        kinds = [kind for kind in Kind if places[kind]]
        for one in range(number, number + TRIES):
            kind, course = kinds[one % len(kinds)], list(Course)[(one + number) % len(Course)]
            at = self._chance.randrange(places[kind])
            while not self._one(name, errand, left, (kind, at, course)):
                assert at, (name, kind)
                at //= 2

    def all(self, name: str, errand: Errand) -> None:
        """Break at the first place, the second and so on until there is none, of each kind."""
        _, left = self._unbroken(name, errand)
        for kind in Kind:
            for course in Course:
                at = 0
                while self._one(name, errand, left, (kind, at, course)):
                    at += 1

    def _unbroken(self, name: str, errand: Errand) -> tuple[Counter[Kind], Left]:
        with self._copy(self._city) as mine:
            size = self._size(mine)
            self._breaks.count()
            assert self._run(mine, name, errand) == errand.ends, name
            places = Counter(self._breaks.counted)
            return places, self._left(mine, size)

    def _one(self, name: str, errand: Errand, left: Left, broken: tuple[Kind, int, Course]) -> bool:
        kind, at, course = broken
        before = self._breaks.happened.total()
        with self._copy(self._city) as mine:
            size = self._size(mine)
            self._breaks.arm(kind, at, for_good=course is Course.FOR_GOOD)
            codes = [self._run(mine, name, errand)]
            broke = self._breaks.happened.total() > before
            if course is Course.AGAIN:
                self._breaks.arm(kind, self._chance.randrange(at + 1))
            if course is not Course.ONCE:
                codes.append(self._run(mine, name, errand))
            self._breaks.lift()
            clear = {errand.ends, errand.repeated, Exit.UNAVAILABLE}
            assert set(codes) <= clear, (name, broken, codes)
            again = self._run(mine, name, errand)
            assert again in {errand.ends, errand.repeated}, (name, broken, again)
            found = self._left(mine, size)
        if errand.more:
            assert found.written.keys() == left.written.keys(), (name, broken)
            found = found._replace(written=left.written)
        assert found == left, (name, broken, found, left)
        self.ended.update(Exit(code).name.lower() for code in codes)
        self.made += 1
        return broke

    def _run(self, city: City, name: str, errand: Errand) -> int:
        for setting, value in city.environ.items():
            self._env.setenv(setting, value)
        return main([*name.split(), *errand.words])

    def _size(self, city: City) -> int:
        house = open_house(city.settings)
        try:
            return house.wiring.log.head().size
        finally:
            house.close()

    def _left(self, city: City, size: int) -> Left:
        """Find the log whole, and the views as a fresh replay has them."""
        house = open_house(city.settings)
        try:
            verdict = judge_live(house, lambda *_: None)
            assert not verdict.faults, verdict.spoken()
            assert not verdict.differences, verdict.spoken()
            lines = everything(house)
            whole(house, lines)
            with house.wiring.vault.shelf.engine.connect() as db:
                photographs = db.scalar(select(func.count()).select_from(photo)) or 0
            topics = Counter(line.topic for line in lines[size:])
            return Left(topics, photographs, house.parked())
        finally:
            house.close()


def test_every_command_that_changes_something_is_put_to_the_proof(tmp_path: Path) -> None:
    assert {*errands(tmp_path, 1), *READ, *RUN} == set(commands())


def test_a_command_is_done_once_whoever_runs_it_again(
    city: City,
    scratch_copy: ScratchCopy,
    breaks: Breaks,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    figure: Figure,
) -> None:
    monkeypatch.setattr(unused, "GRACE_S", 0.0)
    position = asyncio.run(leave_work(city))
    trials = Trials(city, breaks, scratch_copy, monkeypatch)
    for number, (name, errand) in enumerate(errands(new_files(tmp_path / "new"), position).items()):
        if THOROUGH:
            trials.all(name, errand)
        else:
            trials.some(name, errand, number)
    structlog.reset_defaults()  # its standard error ends with the test
    broke = ", ".join(f"{often} {kind}" for kind, often in sorted(breaks.happened.items()))
    ended = ", ".join(f"{often} {how}" for how, often in sorted(trials.ended.items()))
    figure(f"{trials.made} commands; broke: {broke}; ended: {ended}; each done once, clean")
