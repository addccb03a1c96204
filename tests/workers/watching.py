"""Looking over the shoulder of those who watch deadlines."""

from functools import partial
from typing import Any
from uuid import UUID

from domain.actor import Actor
from domain.report.agenda import Duty
from domain.report.handling_events import SuspendReason
from domain.report.resting import Plea
from tests import examples as ex
from tests.houses import Home
from workers.deadlines import Deadlines
from workers.diary import Entry
from workers.opened import opened

FOUR_HOURS = "M06010.1"
PLEA = Plea(SuspendReason.PARTS, "waiting for parts")


def watch(home: Home) -> Deadlines:
    """A watch that has just been started."""
    return Deadlines(home.desk, partial(opened, home.house))


def plans(watch: Deadlines) -> list[Entry]:
    """List what is on the agenda; a provisional deadline is looked at in every life anew."""
    diary = watch._diary  # noqa: SLF001 - it is nobody else's business
    return [entry for entry in diary.standing() if entry.duty is not Duty.CONFIRM]


async def at(home: Home, moment: str) -> int:
    """Let the watch look at a local moment; answer how much it did."""
    home.now.at = ex.later(moment)
    if "watch" not in home.workers:
        home.workers["watch"] = watch(home)
    return int(await home.workers["watch"].catch_up())


def topics(home: Home, report: UUID) -> list[str]:
    return [one.TOPIC.removeprefix("report.") for one in home.events(report)]


async def earn(home: Home, rider: Actor = ex.RIDER, **more: Any) -> None:
    """Let a rider have ten points to spend."""
    await home.verified(rider, **more)
    await home.work("award")
