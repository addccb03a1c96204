"""However many claim a report at once, one gets it and the others learn who."""

import asyncio
from collections.abc import Callable, Sequence
from uuid import UUID

import httpx2

from domain.report.handling_events import Claimed
from services.suishoupai import Suishoupai
from tests.faults.city import CREW, City, at_the_door
from tests.faults.conftest import Figure
from tests.faults.errands import Errands, done, outcomes
from tests.faults.sides import side_by_side
from tests.sizes import times

RACES = times(10, 40, 1_000)  # on each engine
LOGINS = [f"crew{number}" for number in range(1, CREW + 1)]


def test_one_of_many_claimers_wins(
    sqlite_copies: Callable[[], City], postgresql_copies: Callable[[], City], figure: Figure
) -> None:
    """On either engine, at the same time: neither fills a core."""
    side_by_side(raced, [sqlite_copies(), postgresql_copies()])
    figure(f"{RACES} races of {CREW} claimers on each engine: one winner, the others told who")


def raced(city: City) -> None:
    """Let the whole crew claim report after report."""
    asyncio.run(races(city))


async def races(city: City) -> None:
    """Claim each report as everybody, at once."""
    async with at_the_door(city) as (house, client):
        errands = Errands(city, client)
        for report in await errands.dispatched(RACES):
            path, key = f"/v1/reports/{report}/claim", f"claim-{report}"
            answers = await asyncio.gather(*(errands.post(who, path, key=key) for who in LOGINS))
            judge(city, house.wiring.app, report, answers)


def judge(city: City, app: Suishoupai, report: str, answers: Sequence[httpx2.Response]) -> None:
    """One winner; each loser is told the winner's name, and the log names nobody else."""
    assert outcomes(answers) == {"200": 1, "409 already-claimed": CREW - 1}
    (claimed,) = [
        step.event for step in app.history(UUID(report)) if isinstance(step.event, Claimed)
    ]
    for login, answer in zip(LOGINS, answers, strict=True):
        if answer.is_success:
            assert claimed.holder == city.people[login] == done(answer)["claimed_by"]
            winner = login
    for answer in answers:
        if not answer.is_success:
            told = answer.json()
            assert (told["holder"], told["holder_login"]) == (claimed.holder, winner)
