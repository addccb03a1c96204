"""An event loop without threads: what would run in one waits until it is told to run."""

import asyncio
import heapq
from asyncio import events
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

from workers.simulation.hours import Hours


class Crash(BaseException):
    """The process died: whatever it was about to do did not happen any more."""


class Job(NamedTuple):
    """Work for a thread; `future` hears how it ended, unless nobody waits."""

    work: Callable[[], Any]
    future: "asyncio.Future[Any] | None"


class Loop(asyncio.BaseEventLoop):
    """Callbacks run in their order, as ever; threads in the order in which they are chosen.

    That is what a machine does too: asyncio promises an order, threads do not.
    """

    _ready: deque[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]

    def __init__(self, hours: Hours) -> None:
        super().__init__()
        self._hours = hours
        self._tasks: list[asyncio.Task[Any]] = []
        self.jobs: list[Job] = []

    def start(self, errand: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Begin an errand."""
        task = self.create_task(errand)
        self._tasks = [*(one for one in self._tasks if not one.done()), task]
        return task

    def settle(self) -> None:
        """Make all calls that are due; afterwards only jobs and time can move anything."""
        events._set_running_loop(self)  # noqa: SLF001 - documented for whoever makes a loop
        try:
            while True:
                while self._scheduled and self._scheduled[0].when() <= self.time():
                    self._ready.append(heapq.heappop(self._scheduled))
                if not self._ready:
                    return
                handle = self._ready.popleft()
                if not handle.cancelled():
                    handle._run()  # noqa: SLF001 - what a loop does with it
        finally:
            events._set_running_loop(None)  # noqa: SLF001 - as above

    def later(self, work: Callable[[], Any]) -> None:
        """Let some work that nobody waits for wait until it is chosen."""
        self.jobs.append(Job(work, None))

    def work(self, number: int) -> None:
        """Run one of the jobs to its end. A Crash goes through to whoever asked."""
        work, future = self.jobs.pop(number)
        if future is not None and future.cancelled():
            return
        try:
            answer = work()
        except Exception as error:
            if future is None:
                raise
            future.set_exception(error)  # as a thread hands it over
        else:
            if future is not None:
                future.set_result(answer)
        self.settle()

    def finish(self, errand: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - whatever it brings
        """See one errand through, all jobs in their order."""
        task = self.start(errand)
        self.settle()
        while not task.done():
            self.work(0)
        return task.result()

    def abandon(self) -> None:
        """Let go of everything under way, as a dead process does."""
        self.jobs.clear()
        for task in self._tasks:
            if not task.done():
                _unwind(task)
        self.close()

    def time(self) -> float:
        """Answer the seconds since the machine started."""
        return self._hours.monotonic()

    def run_in_executor(  # type: ignore[override] # typeshed's own can tell what comes back
        self,
        _executor: object,
        func: Callable[..., Any],
        *args: Any,  # noqa: ANN401 - as asyncio names it
    ) -> "asyncio.Future[Any]":
        """Let it wait until it is chosen."""
        future = self.create_future()
        self.jobs.append(Job(lambda: func(*args), future))
        return future

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Say nothing: what was left behind died with its process."""

    def _write_to_self(self) -> None:
        """Wake nobody: there are no threads."""


def _unwind(task: "asyncio.Task[Any]") -> None:
    """Leave all blocks the task was in; the databases are gone already."""
    errand: Any = task.get_coro()
    for _ in range(10):  # who waits again while unwinding is told again
        try:
            errand.throw(Crash())
        except BaseException:  # noqa: BLE001 - it is unwound, which is all there is to it
            return
