"""Views derived anew side by side, some by each of several processes.

An interpreter folds on one processor, however many threads it has. The views of a process
share its walk through the log, which takes 11 us an event, as long as a view.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import Final, TypeVar

T = TypeVar("T")
LOOK_S: Final = 0.2  # between looks at how far they have come
COSTS: Final = {
    "queues": 18,
    "metrics": 32,
    "credits": 10,
    "timelines": 12,
    "map": 8,
    "inbox": 8,
}
"""What a view takes beyond reading the log, in microseconds of processor an event."""


def shares(views: Collection[str], processes: int) -> list[list[str]]:
    """Share views out among so many processes: the dearest first, to whoever has least."""
    groups: list[list[str]] = [[] for _ in range(processes)]
    for view in sorted(views, key=lambda view: -COSTS[view]):
        min(groups, key=lambda group: sum(COSTS[one] for one in group)).append(view)
    return [group for group in groups if group]


def abreast(
    build: Callable[[list[str]], T],
    views: Collection[str],
    processes: int,
    look: Callable[[], None] = lambda: None,
) -> list[T]:
    """Have so many processes build the views; answer with what they say.

    `build` goes to them by its name, with all that it holds. Raises what one of them raises,
    once the others have ended what they were doing.
    """
    groups: Sequence[list[str]] = shares(views, processes)
    with ProcessPoolExecutor(len(groups), get_context("spawn")) as pool:
        try:
            told = [pool.submit(build, group) for group in groups]
            while wait(told, LOOK_S).not_done:
                look()
        finally:
            pool.shutdown(cancel_futures=True)
    return [one.result() for one in told]
