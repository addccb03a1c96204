"""Somebody acts while the right to act is taken away: nothing is accepted afterwards."""

import asyncio
from collections.abc import Awaitable
from uuid import UUID

import httpx2

from domain.people import Post, Staff
from domain.report.handling_events import Claimed, Noted
from domain.report.intake_events import Withdrawn
from domain.streams import staff_stream
from domain.values import Role
from services.commands import Command
from services.suishoupai import Suishoupai
from tests.faults.calls import Call, Line
from tests.faults.city import CREW, OFFICE, City, at_the_door
from tests.faults.conftest import Figure
from tests.faults.errands import Errands, outcomes
from tests.faults.server import running
from tests.sizes import chance, times

REVOCATIONS = times(10, 20, 1_000)
WITHDRAWALS = times(20, 40, 2_000)
ACTS = 8
POST = Post(role=Role.DISPATCHER, office=OFFICE)
ADMIN = "0" * 32


def test_nothing_is_accepted_after_the_role_was_taken_away(city: City, figure: Figure) -> None:
    """Half of the acts go to this process, half to another that learns of it from the log."""
    drawn = chance("revocations", bool(city.database))
    accepted = refused = 0

    async def race() -> None:
        nonlocal accepted, refused
        async with at_the_door(city) as (house, client):
            app, errands = house.wiring.app, Errands(city, client)
            (report,) = await errands.dispatched(1)
            with running(city, "api") as other:
                for number in range(REVOCATIONS):
                    login = f"crew{1 + number % CREW}"
                    pause = drawn.uniform(0, 0.15)
                    acts = [note(errands, report, login, f"{number}-{n}") for n in range(ACTS)]
                    there = asyncio.to_thread(
                        notes_there, city, other.address, report, login, number
                    )
                    told, codes, position = await asyncio.gather(
                        asyncio.gather(*acts), there, revoked(app, city.people[login], pause)
                    )
                    codes += [next(iter(outcomes([answer]))) for answer in told]
                    good = [code for code in codes if code == "200"]
                    accepted, refused = accepted + len(good), refused + len(codes) - len(good)
                    assert set(codes) <= {"200", "403 role-needed", "404 unknown-report",
                                          "409 changed-meanwhile"}  # fmt: skip
                    assert last_act(app, report, city.people[login]) < position
                    await granted(app, city.people[login], number)

    asyncio.run(race())
    assert accepted
    assert refused
    figure(
        f"{REVOCATIONS} revocations against {2 * ACTS} acts at two processes: {accepted} accepted "
        f"before, {refused} refused, 0 accepted after"
    )


def test_a_report_is_claimed_or_withdrawn_never_both(city: City, figure: Figure) -> None:
    drawn = chance("withdrawals", bool(city.database))
    withdrawn = 0

    async def race() -> None:
        nonlocal withdrawn
        async with at_the_door(city) as (house, client):
            errands = Errands(city, client)
            for report in await errands.dispatched(WITHDRAWALS):
                path = f"/v1/reports/{report}"
                early, late = drawn.choice([(0, 0.05), (0.05, 0), (0, 0.003), (0, 0.006)])
                answers = await asyncio.gather(
                    after(early, errands.post("crew1", f"{path}/claim")),
                    after(late, errands.post("rider1", f"{path}/withdraw")),
                )
                assert sorted(answer.is_success for answer in answers) == [False, True]
                beaten = next(answer for answer in answers if not answer.is_success)
                assert (beaten.status_code, beaten.json()["code"]) in {
                    (409, "wrong-state"),  # judged after the other
                    (404, "unknown-report"),  # nobody's business once it is withdrawn
                }
                steps = house.wiring.app.history(UUID(report))
                ends = [it.event for it in steps if isinstance(it.event, Claimed | Withdrawn)]
                assert len(ends) == 1
                withdrawn += isinstance(ends[0], Withdrawn)

    asyncio.run(race())
    figure(f"{WITHDRAWALS} withdrawals against claims: {withdrawn} withdrawn, the rest claimed")


async def after(seconds: float, ask: Awaitable[httpx2.Response]) -> httpx2.Response:
    """Let somebody ask a little later."""
    await asyncio.sleep(seconds)
    return await ask


async def note(errands: Errands, report: str, login: str, key: str) -> httpx2.Response:
    """Act in this process."""
    return await errands.post(login, f"/v1/reports/{report}/note", {"words": "看过"}, key)


def notes_there(city: City, address: str, report: str, login: str, number: int) -> list[str]:
    """Act in the other process, one act after the other; answer the codes."""
    line, path = Line(city, address), f"/v1/reports/{report}/note"
    codes = []
    for n in range(ACTS):
        answer = line.make(Call(login, path, path, f"there-{number}-{n}", {"words": "看过"}))
        assert answer
        codes.append(answer.code if answer.good else f"{answer.status} {answer.code}")
    line.close()
    return codes


async def revoked(app: Suishoupai, staff: str, pause: float) -> int:
    """Take the post away, at some moment; answer with the position that says so."""
    await asyncio.sleep(pause)
    change = await app.change(
        [(Staff, staff_stream(staff))],
        lambda it: it.revoke(staff, POST, ADMIN, app.clock()),
        Command.worker("revoking", staff, app.load(Staff, staff_stream(staff)).version),
    )
    return change.position


async def granted(app: Suishoupai, staff: str, number: int) -> None:
    """Give the post back, for the next race."""
    command = Command.worker("granting", staff, number)
    things = [(Staff, staff_stream(staff))]
    await app.change(things, lambda it: it.grant(staff, POST, ADMIN, app.clock()), command)


def last_act(app: Suishoupai, report: str, staff: str) -> int:
    """Find the position of somebody's last note on a report; 0 if there is none."""
    steps = app.history(UUID(report))
    notes = [it.position for it in steps if isinstance(it.event, Noted) and it.event.by == staff]
    return max(notes, default=0)
