"""The pulse wakes whom a change concerns, and lets the others rest."""

import asyncio

from api.reads.pulse import Moved, Pulse


def waiting(pulse: Pulse, *listeners: str, beyond: int = 0) -> dict[str, asyncio.Task[None]]:
    return {it: asyncio.create_task(pulse.wait(beyond, 60, it)) for it in listeners}


async def settle(pulse: Pulse, looks: list[int]) -> None:
    """Let the pulse look at least twice more."""
    until = len(looks) + 2
    while len(looks) < until and not pulse.ending:  # noqa: ASYNC110 - a look sets no event
        await asyncio.sleep(0.01)


def test_only_whose_rows_moved_is_woken() -> None:
    now, looks = Moved(5, frozenset()), list[int]()

    def look(seen: int) -> Moved:
        looks.append(seen)
        return now

    async def go() -> None:
        nonlocal now
        pulse = Pulse(look)
        tasks = waiting(pulse, "one", "other", beyond=5)
        await settle(pulse, looks)
        now = Moved(6, frozenset({"one"}))
        await tasks["one"]
        await settle(pulse, looks)
        assert not tasks["other"].done()
        pulse.wake("other")
        await tasks["other"]
        last = waiting(pulse, "third", beyond=6)
        await settle(pulse, looks)
        pulse.end()
        await last["third"]

    asyncio.run(go())
    assert looks[0] == 0
    assert looks[-1] == 6


def test_what_moved_before_one_waits_is_looked_at_now() -> None:
    async def go() -> None:
        pulse = Pulse(lambda _: Moved(9, None))
        await asyncio.wait_for(pulse.wait(3, 60, "one"), 10)
        await pulse.wait(8, 60, "other")

    asyncio.run(go())


def test_what_was_seen_is_forgotten_once_the_log_went_back() -> None:
    now, looks = Moved(9, None), list[int]()

    def look(seen: int) -> Moved:
        looks.append(seen)
        return now

    async def go() -> None:
        nonlocal now
        pulse = Pulse(look)
        await asyncio.wait_for(pulse.wait(3, 60), 10)
        now = Moved(5, None)
        pulse.back(5)
        last = asyncio.create_task(pulse.wait(5, 60))
        await settle(pulse, looks)
        assert not last.done()
        now = Moved(6, None)
        await asyncio.wait_for(last, 10)

    asyncio.run(go())
