"""The pulse wakes whom a change concerns, and lets the others rest."""

import asyncio
from dataclasses import dataclass, field

from api.reads.pulse import Moved, Pulse


@dataclass
class View:
    """What moved, and from where on that was asked."""

    now: Moved
    looks: list[int] = field(default_factory=list)

    def look(self, seen: int) -> Moved:
        self.looks.append(seen)
        return self.now


def waiting(pulse: Pulse, *listeners: str, beyond: int = 0) -> dict[str, asyncio.Task[None]]:
    return {it: asyncio.create_task(pulse.wait(beyond, 60, it)) for it in listeners}


async def settle(pulse: Pulse, looks: list[int]) -> None:
    """Let the pulse look at least twice more."""
    until = len(looks) + 2
    while len(looks) < until and not pulse.ending:  # noqa: ASYNC110 - a look sets no event
        await asyncio.sleep(0.01)


def test_only_whose_rows_moved_is_woken() -> None:
    view = View(Moved(5, frozenset()))

    async def go() -> None:
        pulse = Pulse(view.look)
        tasks = waiting(pulse, "one", "other", beyond=5)
        await settle(pulse, view.looks)
        view.now = Moved(6, frozenset({"one"}))
        await tasks["one"]
        await settle(pulse, view.looks)
        assert not tasks["other"].done()
        pulse.wake("other")
        await tasks["other"]
        last = waiting(pulse, "third", beyond=6)
        await settle(pulse, view.looks)
        pulse.end()
        await last["third"]

    asyncio.run(go())
    assert view.looks[0] == 0
    assert view.looks[-1] == 6


def test_what_moved_before_one_waits_is_looked_at_now() -> None:
    async def go() -> None:
        pulse = Pulse(lambda _: Moved(9, None))
        await asyncio.wait_for(pulse.wait(3, 60, "one"), 10)
        await pulse.wait(8, 60, "other")

    asyncio.run(go())


def test_what_was_seen_is_forgotten_once_the_log_went_back() -> None:
    view = View(Moved(9, None))

    async def go() -> None:
        pulse = Pulse(view.look)
        await asyncio.wait_for(pulse.wait(3, 60), 10)
        view.now = Moved(5, None)
        pulse.back(5)
        last = asyncio.create_task(pulse.wait(5, 60))
        await settle(pulse, view.looks)
        assert not last.done()
        view.now = Moved(6, None)
        await asyncio.wait_for(last, 10)

    asyncio.run(go())
