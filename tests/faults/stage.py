"""The town where everything is asked: one thing of each kind for each way to stand to it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from domain.points import Deed
from domain.values import Role
from domain.wallet import Cause
from services import wallets
from services.commands import Command
from tests.api.town import (
    BEISHAN,
    NOTE,
    PASSWORD,
    RUBBISH,
    TIANSHUI,
    Town,
    done,
    furnish,
    open_town,
)
from tests.faults.askers import COMMUNITY, NO_POST

RIDERS: Final = ("rider1", "rider2")
PHONES: Final = {"rider1": "13800000001", "rider2": "13800000002"}
NOTES: Final = {"rider1": NOTE, "rider2": "canary: the ditch behind the market"}
SPARE: Final = 8  # redemptions of each rider: a refund spends one
BLOCKED: Final = "rider3"  # asks nothing
Ids = dict[str, list[str]]


@contextmanager
def town_in(folder: Path, **more: str) -> Iterator[Town]:
    """Furnish a town of one's own."""
    asyncio.run(furnish(folder, **more))
    found = open_town(folder, **more)
    with found.client:
        assert found.client.portal
        staff = found.house.wiring.identity.staff
        found.client.portal.call(staff.add, NO_POST.login, PASSWORD)
        yield found
    found.house.close()


def set_out(town: Town) -> Ids:
    """Let everything happen that a case may be about; answer what a path may name."""
    mine, other = (town.report(one, note=NOTES[one], location=_place(town, one)) for one in RIDERS)
    for report, office in ((mine, BEISHAN), (other, TIANSHUI)):
        done(town["operator1"].ask(report, "dispatch", {"office": office}))
    done(town["dispatcher1"].ask(mine, "claim"))
    waiting, withdrawn, passed_on = town.report("rider2"), town.report(), town.dispatched("rider2")
    done(town["rider1"].ask(withdrawn, "withdraw"))
    wish: dict[str, Any] = {"office": TIANSHUI, "reason": "not_our_ground", "words": "在天水"}
    done(town["supervisor1"].ask(passed_on, "transfer", wish))
    mended, abused = town.resolved(), town.dispatched(BLOCKED)
    words = {"report": abused["id"], "words": "多次上报虚假问题"}
    done(town["supervisor1"].post("/v1/setup/blocked", words))
    reports = [mine, other, waiting, withdrawn, passed_on, mended, abused]
    for one in reports:
        town.inspect(one)
    public = mended["photos"][0]["id"]
    done(town["supervisor1"].post(f"/v1/reports/{mended['id']}/photos/{public}/release", {}))
    redeemed = [name for one in RIDERS for name in _redeemed(town, one)]
    town.house.projections.catch_up()
    photos = [photo["id"] for one in reports for photo in one["photos"]]
    return {
        "report": [name for one in reports for name in (one["id"], one["number"])],
        "photo": [*photos, town["rider2"].photo()],  # the last one is in no report
        "redemption": redeemed,
        "queue": [BEISHAN, TIANSHUI, COMMUNITY, "desk", "verify"],
        "figure": ["rates", "trend", "stock"],
        "month": ["2026-11"],
        "size": ["small"],
        "reward": ["water"],
        "category": ["M06099"],
        "community": ["3" * 12, f"{BEISHAN}001", f"{TIANSHUI}001"],
        "login": ["nobody9", "dispatcher2"],  # to disable one of the askers would end the test
        "rider": ["0" * 32],
        "z": ["15"],
        "code": ["not-found"],
    }


def bodies(town: Town) -> dict[str, list[Any]]:
    """Answer what a body may name, by its field."""
    return {
        "office": [BEISHAN, TIANSHUI],
        "category": [RUBBISH],
        "condition": [None],
        "location": [town.place(), town.place(TIANSHUI)],
        "phone": [None],
        "posts": [[], [{"role": Role.DISPATCHER, "office": BEISHAN}]],
        "login": ["newcomer1", "dispatcher2"],
    }


def _place(town: Town, rider: str) -> dict[str, Any]:
    return town.place(BEISHAN if rider == "rider1" else TIANSHUI)


def _redeemed(town: Town, login: str) -> list[str]:
    """Let a rider have earned points for some bottles of water, and take them."""
    account = town.house.wiring.identity.accounts.by_login(login)
    assert account
    assert town.client.portal
    desk, rider = town.house.wiring.desk, account.pseudonym
    definition = desk.book.categories[RUBBISH].definition
    assert definition
    for number in range(1, 1 + SPARE):
        report = UUID(int=number).hex
        cause = Cause(stream=report, version=1, position=1)
        first, second = (Command.worker(f"{login}-{part}", number) for part in "ab")
        earned = wallets.Earned(rider, report, next(iter(Deed)), definition.award, cause)
        credit = wallets.credit(desk, earned, date(2026, 11, 23), "system:test", first)
        vest = wallets.vest(desk, rider, report, cause, "system:test", second)
        town.client.portal.call(desk.carry_out, [credit, vest])
    answers = [town[login].post("/v1/rewards/water/redeem") for _ in range(SPARE)]
    return [done(one, 201)["id"] for one in answers]
