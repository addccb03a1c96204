"""Each new report goes to the office whose ground it lies on, once, whatever is repeated."""

import asyncio
from uuid import UUID

import pytest

from domain.report import intake_events as i
from services.reporting import closing
from tests import examples as ex
from tests.cities import ground
from tests.houses import Home
from workers.crew import WORKERS
from workers.follow import Follower


class Killed(BaseException):
    """The process ends here."""


def routed(home: Home, report: UUID) -> list[i.Dispatched]:
    return [one for one in home.events(report) if isinstance(one, i.Dispatched)]


def test_a_report_goes_to_the_office_and_community_it_lies_in(either_home: Home) -> None:
    home = either_home

    async def go() -> None:
        inside = await home.submit(office=ex.BEISHAN)
        beyond = await home.submit(place=ground(ex.BEISHAN, east=80_000))  # of the community
        neighbour = await home.submit(office=ex.XIXI)
        await home.work("dispatch")

        (one,), (other,) = routed(home, inside), routed(home, neighbour)
        assert (one.office, one.community, one.by) == (ex.BEISHAN, ex.SHUGUANG, "system:dispatch")
        assert (one.routing.rule, one.routing.boundary) == ("inside", 1)
        assert one.routing.matched == [ex.BEISHAN]
        assert (one.terms.category_version, one.terms.condition) == (1, "M06010.3")
        assert routed(home, beyond)[0].community is None
        assert (other.office, other.community) == (ex.XIXI, None)

    asyncio.run(go())


def test_outside_all_ground_the_desk_decides(home: Home) -> None:
    async def go() -> None:
        report = await home.submit(office=None)
        await home.work("dispatch")
        await home.work("dispatch")
        assert home.report(report).state == "submitted"

    asyncio.run(go())


def test_a_lost_bookmark_dispatches_nothing_twice(either_home: Home) -> None:
    home = either_home

    async def go() -> None:
        await home.submit()
        await home.work("dispatch")
        size = home.size()
        home.forget("dispatch")
        assert await home.work("dispatch")
        assert home.size() == size

    asyncio.run(go())


def test_what_a_person_has_placed_or_taken_up_again_is_left_to_persons(home: Home) -> None:
    async def go() -> None:
        placed = await home.dispatched(place=ground(ex.XIXI))
        revived = await home.submit()
        await home.reject(revived)
        from_desk = home.asked(ex.SECOND_OPERATOR)
        await closing.reopen(home.desk, revived, "a mistake", [], from_desk)
        await home.work("dispatch")

        assert [one.office for one in routed(home, placed)] == [ex.BEISHAN]
        assert home.report(revived).state == "submitted"

    asyncio.run(go())


def test_two_at_once_dispatch_once(either_home: Home) -> None:
    home, rival = either_home, either_home.another()

    async def go() -> None:
        reports = [await home.submit() for _ in range(12)]
        both = [WORKERS["dispatch"](one.house)() for one in (home, rival)]
        await asyncio.gather(*both)
        assert [len(routed(home, one)) for one in reports] == [1] * 12

    try:
        asyncio.run(go())
    finally:
        rival.close()


def test_killed_between_act_and_bookmark_it_does_nothing_twice(home: Home) -> None:
    async def go() -> None:
        report = await home.submit()
        worker = WORKERS["dispatch"](home.house)
        follower: Follower = worker.__self__  # type: ignore[attr-defined]  # a bound method

        def die(position: int) -> None:
            raise Killed(position)

        follower._move = die  # type: ignore[method-assign]  # noqa: SLF001
        with pytest.raises(Killed):
            await worker()
        assert (follower.position(), len(routed(home, report))) == (0, 1)
        size = home.size()
        assert await WORKERS["dispatch"](home.house)() == 1
        assert home.size() == size

    asyncio.run(go())


def test_it_does_not_wait_for_the_inspection(home: Home) -> None:
    async def go() -> None:
        report = await home.submit()
        await home.work("dispatch")
        assert [one.TOPIC for one in home.events(report)] == [
            i.Submitted.TOPIC,
            i.Dispatched.TOPIC,
        ]

    asyncio.run(go())
