"""Parts of one long test, each in a process of its own: one alone would leave a core idle."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final, TypeVar

P = TypeVar("P")
T = TypeVar("T")
SIDES: Final = 2  # processes at the same time


def side_by_side(work: Callable[[P], T], parts: Sequence[P]) -> list[T]:
    """Do all parts, some at a time; answer what each brought, in their order.

    Both the work and its parts travel to a new process; a single part stays here.
    """
    if len(parts) == 1:
        return [work(parts[0])]
    with ProcessPoolExecutor(SIDES, get_context("spawn")) as others:
        return list(others.map(work, parts))


def shares(amount: int, least: int) -> list[range]:
    """Cut so many numbers in as many parts as there are sides, unless that is not worth it."""
    if amount < SIDES * least:
        return [range(amount)]
    return [range(amount * one // SIDES, amount * (one + 1) // SIDES) for one in range(SIDES)]
