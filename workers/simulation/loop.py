"""An event loop without threads: what would run in one waits until it is told to run."""

import asyncio
import heapq
from asyncio import events
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any, NamedTuple

from workers.simulation.hours import Hours


class Crash(BaseException):
    """The process died: whatever it was about to do did not happen any more."""


class Job(NamedTuple):
    """Work for a thread; `future` hears how it ended, unless nobody waits."""

    work: Callable[[], Any]
    future: "asyncio.Future[Any] | None"


class Call(asyncio.Handle):
    """Something to be called in the loop's next round."""

    def make(self) -> None:
        """Make the call, in the context it was asked for in."""
        if not self.cancelled():
            self._context.run(self._callback, *self._args)


class Alarm(asyncio.TimerHandle):
    """Something to be called once its time has come."""

    def make(self) -> None:
        """Make the call, in the context it was asked for in."""
        if not self.cancelled():
            self._context.run(self._callback, *self._args)


class Loop(asyncio.AbstractEventLoop):
    """Callbacks run in their order, as ever; threads in the order in which they are chosen.

    That is what a machine does too: asyncio promises an order, threads do not.
    """

    def __init__(self, hours: Hours) -> None:
        self._hours = hours
        self._ready: deque[Call] = deque()
        self._alarms: list[Alarm] = []
        self._tasks: list[asyncio.Task[Any]] = []
        self.jobs: list[Job] = []

    def start(self, errand: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Begin an errand."""
        task = self.create_task(errand)
        self._tasks = [one for one in self._tasks if not one.done()] + [task]
        return task

    def settle(self) -> None:
        """Make all calls that are due; afterwards only jobs and alarms can move anything."""
        events._set_running_loop(self)  # noqa: SLF001 - documented for whoever makes a loop
        try:
            while True:
                while self._alarms and self._alarms[0].when() <= self.time():
                    heapq.heappop(self._alarms).make()
                if not self._ready:
                    return
                self._ready.popleft().make()
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
        except Exception as error:  # noqa: BLE001 - as a thread hands it over
            if future is None:
                raise
            future.set_exception(error)
        else:
            if future is not None and not future.cancelled():
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
        self._ready.clear()
        self._alarms.clear()
        for task in self._tasks:
            if not task.done():
                _let_go(task)
        self._ready.clear()

    def time(self) -> float:
        """Answer the seconds since the machine started."""
        return self._hours.monotonic()

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Call:
        """Call it after all that is to be called already."""
        self._ready.append(Call(callback, args, self, context))
        return self._ready[-1]

    call_soon_threadsafe = call_soon  # there are no threads

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> Alarm:
        """Call it after so many seconds."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> Alarm:
        """Call it once the machine has run for so many seconds."""
        alarm = Alarm(when, callback, args, self, context)
        heapq.heappush(self._alarms, alarm)
        return alarm

    def create_future(self) -> "asyncio.Future[Any]":
        """Make something to wait for."""
        return asyncio.Future(loop=self)

    def create_task(
        self,
        coro: Any,  # noqa: ANN401 - as asyncio names it
        *,
        name: str | None = None,
        context: Context | None = None,
    ) -> "asyncio.Task[Any]":
        """Begin a task."""
        return asyncio.Task(coro, loop=self, name=name, context=context)

    def run_in_executor(  # type: ignore[override] # typeshed's own is for a generic it can unpack
        self, executor: object, func: Callable[..., Any], *args: Any
    ) -> "asyncio.Future[Any]":
        """Let it wait until it is chosen."""
        future = self.create_future()
        self.jobs.append(Job(lambda: func(*args), future))
        return future

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Say nothing: what was left behind died with its process."""

    def get_debug(self) -> bool:
        """Say no."""
        return False

    def is_running(self) -> bool:
        """Say yes: it is asked by what runs in it."""
        return True

    def is_closed(self) -> bool:
        """Say no: it is let go of, not closed."""
        return False


def _let_go(task: "asyncio.Task[Any]") -> None:
    """Unwind what the task was doing; the databases are gone already."""
    errand: Any = task.get_coro()
    for _ in range(10):  # who waits again while unwinding is told again
        try:
            errand.throw(Crash())
        except BaseException:  # noqa: BLE001 - it is unwound, which is all there is to it
            return
