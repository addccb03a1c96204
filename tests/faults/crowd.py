"""A crowd before several real processes: everybody asks at the same moment."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import Barrier, Thread

from tests.faults.calls import Answer, Call, Line
from tests.faults.city import City
from tests.faults.server import running


class Crowd:
    """Lines to each of the processes; a call goes to one of them, in turn."""

    def __init__(self, city: City, addresses: Sequence[str], size: int) -> None:
        self.lines = [Line(city, addresses[n % len(addresses)]) for n in range(size)]

    def ask(self, calls: Sequence[Call]) -> list[Answer]:
        """Make all calls at once, each on a line of its own."""
        together = Barrier(len(calls))

        def make(line: Line, call: Call) -> None:
            together.wait()
            line.make(call)

        people = [Thread(target=make, args=pair) for pair in zip(self.lines, calls, strict=False)]
        for one in people:
            one.start()
        for one in people:
            one.join()
        return [answer_of(call) for call in calls]


def answer_of(call: Call) -> Answer:
    assert call.answer is not None, call
    return call.answer


@contextmanager
def crowd(city: City, size: int, processes: int = 2) -> Iterator[Crowd]:
    """Open the city's API in so many processes, with a crowd before them."""
    with ExitStack() as held:
        doors = [held.enter_context(running(city, "api")) for _ in range(processes)]
        many = Crowd(city, [door.address for door in doors], size)
        for line in many.lines:
            held.callback(line.close)
        yield many
