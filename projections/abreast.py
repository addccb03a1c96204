"""Views derived anew side by side, each in a process of its own.

An interpreter folds on one processor, however many threads it has. Two processes on two
processors take XX of the time.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import Final, TypeVar

T = TypeVar("T")
LOOK_S: Final = 0.2  # between looks at how far they have come
Look = Callable[[Collection[str]], None]  # told which views are done
DEAREST: Final = "metrics"  # takes as long as two others: whoever gets it begins with it


def abreast(
    build: Callable[[str], T], views: Sequence[str], processes: int, look: Look
) -> dict[str, T]:
    """Have each view built by one of so many processes; answer with what they say of it.

    `build` goes to them by its name, with all that it holds. Raises what one of them raises,
    once the others have ended what they were doing.
    """
    order = sorted(views, key=lambda view: view != DEAREST)
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        try:
            told = {view: pool.submit(build, view) for view in order}
            while wait(told.values(), LOOK_S).not_done:
                look([view for view, one in told.items() if one.done()])
        finally:
            pool.shutdown(cancel_futures=True)
    return {view: told[view].result() for view in views}
