"""One wish after the other, each with something that breaks under it at a chosen place."""

from collections import Counter
from enum import StrEnum
from random import Random
from typing import Any, NamedTuple

import httpx2

from tests.faults.breaking.breaks import Breaks, Kind
from tests.faults.wishes.stage import Stage
from tests.faults.wishes.wish import Prepare, Wish

TOLD_ONCE = ("one_time_password", "token", "expires_at", "again_at")
CLEAR = {503, 507}
OF_FILES = (Kind.FSYNC, Kind.WRITE)


class Course(StrEnum):
    """How long something is broken."""

    ONCE = "once"
    FOR_GOOD = "for good"  # until it is lifted; then it is asked again
    AGAIN = "again"  # once, and once more while the caller asks again


class Break(NamedTuple):
    """What breaks under a wish, and when."""

    kind: Kind
    at: int
    course: Course


class Trials:
    """Counts what happened, and compares what people were told with what is in the log."""

    def __init__(self, stage: Stage, breaks: Breaks, chance: Random) -> None:
        self.made = 0
        self.again = 0  # broke once more while the caller asked again
        self.told: Counter[str] = Counter()  # answers while something was broken
        self._stage = stage
        self._breaks = breaks
        self._chance = chance

    async def some(self, name: str, prepare: Prepare, number: int, courses: int, most: int) -> None:
        """Break each kind for as many courses, at places drawn among the first `most`.

        Where not all courses are tried, the wish's number says with which they begin.
        """
        places = await self._places(prepare)
        for kind in (kind for kind in Kind if places[kind]):
            for one in range(number, number + courses):
                at = self._chance.randrange(min(places[kind], most))
                await self._one(name, prepare, Break(kind, at, list(Course)[one % len(Course)]))

    async def all(self, name: str, prepare: Prepare) -> None:
        """Break at the first place, the second and so on until there is none, of each kind."""
        for kind in Kind:
            for course in Course:
                at = 0
                while await self._one(name, prepare, Break(kind, at, course)):
                    at += 1

    async def _places(self, prepare: Prepare) -> Counter[Kind]:
        """Count what is done of each kind where nothing breaks."""
        wish = await prepare(self._stage)
        self._breaks.count()
        await wish.ask(self._stage.client)
        return Counter(self._breaks.counted)

    async def _one(self, name: str, prepare: Prepare, broken: Break) -> bool:
        """Ask with something broken, then until it is done; say whether it broke at all."""
        about = f"{name}: {broken}"
        wish, log = await prepare(self._stage), self._stage.house.wiring.log
        size, before = log.head().size, self._breaks.happened.total()
        self._breaks.arm(broken.kind, broken.at, for_good=broken.course is Course.FOR_GOOD)
        await self._heard(wish, about)
        broke = self._breaks.happened.total() > before
        if broken.course is Course.AGAIN and broke:
            await self._once_more(wish, broken, about)
        self._breaks.lift()
        again, once_more = await self._ask(wish), await self._ask(wish)
        assert settled(again, wish), (about, again.status_code, again.text)
        assert told(once_more) == told(again) or settled(once_more, wish), about
        self._written(wish, log.head().size - size, about)
        self.made += 1
        return broke

    async def _once_more(self, wish: Wish, broken: Break, about: str) -> None:
        """Break while the caller asks again: what is left to do may have less of that kind."""
        broke = self._breaks.happened.total()
        places = (broken.kind, self._chance.randrange(broken.at + 1)), (Kind.STATEMENT, 0)
        for kind, at in places:
            self._breaks.arm(kind, at)
            await self._heard(wish, about)
            if self._breaks.happened.total() > broke:
                self.again += 1
                return
        raise AssertionError((about, "nothing broke again"))

    async def _ask(self, wish: Wish) -> httpx2.Response:
        return await wish.ask(self._stage.client)

    async def _heard(self, wish: Wish, about: str) -> None:
        """Whoever asks while something is broken is granted it, or told clearly to come back."""
        answer = await self._ask(wish)
        said = "granted" if answer.is_success else f"{answer.status_code} {answer.json()['code']}"
        self.told[said] += 1
        clear = answer.status_code in CLEAR or settled(answer, wish)
        assert clear, (about, answer.status_code, answer.text)

    def _written(self, wish: Wish, grown: int, about: str) -> None:
        """The log has the command once, with all its events, and nothing else of it."""
        known = self._stage.house.wiring.log.command(wish.command)
        if known is not None:
            assert known.count == grown, about
        else:
            assert grown == wish.written, about


def settled(answer: httpx2.Response, wish: Wish) -> bool:
    """Whether it is granted, or was before."""
    return answer.is_success or answer.json()["code"] in wish.done_before


def told(answer: httpx2.Response) -> dict[str, Any]:
    """Take what is told each time."""
    body: dict[str, Any] = answer.json() if answer.content else {}
    return {name: value for name, value in body.items() if name not in TOLD_ONCE}
