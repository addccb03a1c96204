"""A part that dies is started again; all end in the reverse order."""

import subprocess
from pathlib import Path
from threading import Event
from time import monotonic, sleep

from deploy.scaled.keeper import Keeper

PATIENCE_S = 30


class Fake:
    """A part that can be told to be dead."""

    def __init__(self, name: str, diary: list[str]) -> None:
        self.pid: int | None = None
        self.started = Event()
        self._name = name
        self._diary = diary

    def start(self) -> None:
        self._diary.append(f"{self._name} starts")
        self.pid = len(self._diary)
        self.started.set()

    def halt(self) -> None:
        self._diary.append(f"{self._name} ends")
        self.pid = None


def test_a_part_that_dies_is_started_again(tmp_path: Path) -> None:
    diary: list[str] = []
    told = Event()
    keeper, part = Keeper(tmp_path, lambda _: told.set()), Fake("part", diary)
    keeper.start("part", part)
    part.started.clear()
    part.pid = None

    assert part.started.wait(PATIENCE_S)
    assert told.wait(PATIENCE_S)
    keeper.close()
    assert diary == ["part starts", "part starts", "part ends"]


def test_all_end_in_the_reverse_order_but_for_what_others_stand_on(tmp_path: Path) -> None:
    diary: list[str] = []
    keeper = Keeper(tmp_path, diary.append)
    for name in ("store", "api"):
        keeper.start(name, Fake(name, diary))
    keeper.start("other store", Fake("other store", diary), ends_last=True)
    diary.clear()
    keeper.close()

    assert diary == ["api ends", "store ends", "other store ends"]


def test_the_number_of_each_process_lies_where_it_is_looked_for(tmp_path: Path) -> None:
    keeper, part = Keeper(tmp_path, lambda _: None), Fake("part", [])
    keeper.start("part", part)

    assert (tmp_path / "part.pid").read_text("ascii") == f"{part.pid}\n"
    keeper.close()


def test_a_part_laid_to_rest_stays_so(tmp_path: Path) -> None:
    diary: list[str] = []
    keeper, part, other = Keeper(tmp_path, diary.append), Fake("part", diary), Fake("b", diary)
    keeper.start("part", part)
    keeper.start("b", other)
    keeper.rest("part", part.halt)
    other.started.clear()
    other.pid = None

    assert other.started.wait(PATIENCE_S)  # somebody looked, and left the first in peace
    keeper.close()
    assert diary.count("part starts") == 1


def test_a_part_that_does_not_answer_in_time_is_tried_again(tmp_path: Path) -> None:
    diary: list[str] = []

    class Slow(Fake):
        def start(self) -> None:
            super().start()
            if len(diary) == 2:
                self.pid = None
                raise subprocess.TimeoutExpired("weed", 10)

    keeper, part = Keeper(tmp_path, lambda _: None), Slow("part", diary)
    keeper.start("part", part)
    part.pid = None
    end = monotonic() + PATIENCE_S
    while part.pid is None:
        assert monotonic() < end
        sleep(0.05)
    keeper.close()
    assert diary == ["part starts", "part starts", "part starts", "part ends"]
