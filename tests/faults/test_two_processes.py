"""Several processes serve one city, and nobody can tell: one winner, nothing sold twice."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from domain.report.handling_events import Claimed
from tests.faults.calls import Answer, Call
from tests.faults.city import CREW, PRICE, City, at_the_door, in_turns
from tests.faults.conftest import Figure
from tests.faults.crowd import Crowd, crowd
from tests.faults.errands import Errands
from tests.faults.test_redemptions import (
    LOGINS,
    books_balance,
    give,
    purse,
    reserved_once,
    restock,
    shelf,
)
from tests.sizes import times

CLAIMS = times(3, 25, 1_000)
REDEMPTIONS = times(1, 4, 1_000)
AT_ONCE = 100
ENOUGH = 5


def test_one_claimer_wins_whichever_process_was_asked(city: City, figure: Figure) -> None:
    async def race() -> None:
        async with at_the_door(city) as (house, client):
            reports = await Errands(city, client).dispatched(CLAIMS)
            with crowd(city, CREW) as many:
                told = [await asyncio.to_thread(claimed, many, report) for report in reports]
            for report, answers in zip(reports, told, strict=True):
                assert codes(answers) == {"200": 1, "already-claimed": CREW - 1}
                steps = house.wiring.app.history(UUID(report))
                (holder,) = [it.event.holder for it in steps if isinstance(it.event, Claimed)]
                for answer in answers:
                    assert answer.body["claimed_by" if answer.good else "holder"] == holder

    asyncio.run(race())
    figure(f"{CLAIMS} races of {CREW} claimers at two processes: one winner each")


def test_one_balance_is_spent_once_at_two_processes(city: City, figure: Figure) -> None:
    """Every key is sent twice at once, mostly to different processes."""
    keys = [f"{key}" for _ in range(2) for key in range(AT_ONCE // 2)]
    again = 0

    async def race() -> None:
        nonlocal again
        async with at_the_door(city) as (house, _):
            desk = house.wiring.desk
            with crowd(city, AT_ONCE) as many:
                for login in LOGINS[:REDEMPTIONS]:
                    await give(desk, city.people[login], ENOUGH * PRICE + 1)
                    calls = [redemption(login, "many", key) for key in keys]
                    again += await asyncio.to_thread(insisting, many, calls)
                    judge(calls, ENOUGH, 2 * ENOUGH, "not-enough-points")
                    assert purse(desk, city.people[login]).balance == 1
            await books_balance(house)

    asyncio.run(race())
    figure(
        f"{REDEMPTIONS} races of {AT_ONCE} redemptions of one balance at two processes: "
        f"never below zero; {again} outpaced calls asked again"
    )


def test_the_last_one_is_sold_once_at_two_processes(city: City, figure: Figure) -> None:
    again = 0

    async def race() -> None:
        nonlocal again
        async with at_the_door(city) as (house, _):
            desk, riders = house.wiring.desk, LOGINS[:AT_ONCE]
            points = REDEMPTIONS * PRICE
            await in_turns([partial(give, desk, city.people[who], points) for who in riders])
            with crowd(city, AT_ONCE) as many:
                for number in range(REDEMPTIONS):
                    await restock(desk, number)
                    calls = [redemption(who, "last", f"{number}") for who in riders]
                    again += await asyncio.to_thread(insisting, many, calls)
                    judge(calls, 1, 1, "out-of-stock")
                    assert shelf(desk).stock == 0
            reserved_once(desk, REDEMPTIONS)
            await books_balance(house)

    asyncio.run(race())
    figure(
        f"{REDEMPTIONS} races of {AT_ONCE} redemptions of one last item at two processes: "
        f"never oversold; {again} outpaced calls asked again"
    )


def claimed(many: Crowd, report: str) -> list[Answer]:
    """Let the whole crew claim one report."""
    path, route = f"/v1/reports/{report}/claim", "POST /v1/reports/{report}/claim"
    crew = [f"crew{number}" for number in range(1, CREW + 1)]
    return many.ask([Call(login, route, path, f"claim-{report}", {}) for login in crew])


def redemption(login: str, reward: str, key: str) -> Call:
    """Describe a wish for a reward."""
    path = f"/v1/rewards/{reward}/redeem"
    return Call(login, "POST /v1/rewards/{reward}/redeem", path, key, {})


def insisting(many: Crowd, calls: Sequence[Call]) -> int:
    """Ask at once; then again, in turn, where another process was faster too often."""
    many.ask(calls)
    outpaced = [call for call in calls if call.answer and call.answer.code == "changed-meanwhile"]
    for call in outpaced:
        many.ask([call])
    return len(outpaced)


def judge(calls: Sequence[Call], enough: int, answers: int, refusal: str) -> None:
    """So many redemptions, each told to all who asked under its key; the rest are refused."""
    good = [call for call in calls if call.answer and call.answer.good]
    won = {(call.login, call.key, call.answer.body["id"]) for call in good if call.answer}
    assert len(won) == enough == len({name for *_, name in won})
    told = codes([call.answer for call in calls if call.answer])
    assert told == {"201": answers, refusal: len(calls) - answers}


def codes(answers: Sequence[Answer]) -> Counter[str]:
    """Count answers by their code."""
    return Counter(answer.code for answer in answers)
