"""Whole lives of reports, as the real services wrote them: what a big log is copied from."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from structlog.testing import capture_logs

from domain.report.closing_events import Outcome
from services.eventlog.instants import to_micros
from services.eventlog.request import Line, stream_of
from services.reporting import closing, handling, intake
from tests import examples as ex
from tests.houses import Home, home_in

Tell = Callable[[Home], Awaitable[None]]


class Life(NamedTuple):
    """What was written of one report and its rider's points, command by command."""

    report: str  # its stream, 32 hex digits
    rider: str
    number: str
    began: int  # when it was submitted, in microseconds since 1970
    commands: list[list[Line]]
    share: int  # of all lives, in thousandths


async def _submitted(home: Home) -> None:
    await home.submit()
    await home.work("inspect")


async def _dispatched(home: Home) -> None:
    await _submitted(home)
    home.now.wait(minutes=12)
    await home.work("dispatch", "award")


async def _claimed(home: Home) -> None:
    await _dispatched(home)
    home.now.wait(minutes=40)
    await handling.claim(home.desk, _last(home), None, home.asked(ex.DISPATCHER))


async def _resolved(home: Home) -> None:
    await _claimed(home)
    home.now.wait(hours=2)
    photo = await home.photo(ex.DISPATCHER)
    work = home.asked(ex.DISPATCHER)
    await closing.resolve(home.desk, _last(home), Outcome.CLEANED, "已清", [photo], work)


async def _verified(home: Home) -> None:
    await _resolved(home)
    home.now.wait(hours=5)
    await home.verify(_last(home))
    await home.work("award")
    home.now.wait(hours=3)
    await closing.rate(home.desk, _last(home), 5, "", home.asked(ex.RIDER))


async def _rejected(home: Home) -> None:
    await _submitted(home)
    home.now.wait(hours=1)
    await home.reject(_last(home))


async def _withdrawn(home: Home) -> None:
    await home.submit()
    home.now.wait(minutes=9)
    await intake.withdraw(home.desk, _last(home), home.asked(ex.RIDER))


TOLD: tuple[tuple[Tell, int], ...] = (
    (_verified, 230),
    (_rejected, 170),
    (_withdrawn, 90),
    (_submitted, 80),
    (_dispatched, 250),
    (_claimed, 110),
    (_resolved, 70),
)
"""Half of them are open at the end; on the average a life has five events."""


def lives(folder: Path) -> list[Life]:
    """Live them all, in a small city in this folder."""
    with capture_logs(), home_in(folder) as home:
        return [asyncio.run(_lived(home, tell, share)) for tell, share in TOLD]


async def _lived(home: Home, tell: Tell, share: int) -> Life:
    await home.work()  # so that nothing of an earlier life is left to do
    home.now.wait(days=2)
    began, after = to_micros(home.now.at), home.size()
    await tell(home)
    lines = home.app.event_log.lines(after, 100)
    first = home.app.codec.to_domain_event(lines[0])
    commands: dict[bytes, list[Line]] = {}
    for line in lines:
        commands.setdefault(line.command_id, []).append(line)
    report, number = first.originator_id, home.report(first.originator_id).number
    return Life(report.hex, ex.RIDER.id, number, began, list(commands.values()), share)


def _last(home: Home) -> UUID:
    """Name the report that was submitted last."""
    (line,) = home.app.event_log.lines(0, 1, ("report.submitted",), newest=True)
    return stream_of(line)
