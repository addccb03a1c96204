"""What everybody asks is made once, kept for a moment, and never for many at a time."""

import asyncio
from collections.abc import Callable
from threading import Lock
from time import sleep

import pytest

from api.reads.kept import Kept


class Cook:
    """Makes a new number for each question, and knows whether two were ever made at once."""

    def __init__(self) -> None:
        self.made = 0
        self.alone = True
        self._busy = Lock()

    def __call__(self) -> int:
        self.alone &= self._busy.acquire(blocking=False)
        self.made += 1
        made = self.made
        sleep(0.01)  # long enough for another one to come
        self._busy.release()
        return made


def asked(kept: Kept[int], make: Callable[[], int], *keys: str) -> list[int]:
    async def go() -> list[int]:
        return [await kept.get(key, make) for key in keys]

    return asyncio.run(go())


def test_an_answer_is_kept_until_its_seconds_are_over() -> None:
    now, cook = [100.0], Cook()
    kept: Kept[int] = Kept(10, monotonic=lambda: now[0])

    assert asked(kept, cook, "a", "b", "a") == [1, 2, 1]
    now[0] += 9.9
    assert asked(kept, cook, "a") == [1]
    now[0] += 0.1
    assert asked(kept, cook, "a", "a") == [3, 3]


def test_so_many_are_kept_and_no_more() -> None:
    cook = Cook()
    kept: Kept[int] = Kept(10, room=2, monotonic=lambda: 0.0)

    assert asked(kept, cook, "a", "b", "c") == [1, 2, 3]
    assert asked(kept, cook, "c", "b", "a") == [3, 2, 4]


def test_however_many_come_at_once_one_is_served_at_a_time_and_the_rest_find_it() -> None:
    cook = Cook()

    async def go() -> list[int]:
        kept: Kept[int] = Kept(10, monotonic=lambda: 0.0)
        return await asyncio.gather(*(kept.get(key, cook) for key in "aabbaabb"))

    assert asyncio.run(go()) == [1, 1, 2, 2, 1, 1, 2, 2]
    assert cook.made == 2
    assert cook.alone


def test_a_refusal_is_not_kept() -> None:
    kept: Kept[int] = Kept(10, monotonic=lambda: 0.0)

    def refuse() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        asked(kept, refuse, "a")
    assert asked(kept, Cook(), "a") == [1]
