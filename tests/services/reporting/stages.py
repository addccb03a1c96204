"""Reports brought to where a use case begins."""

from datetime import timedelta
from uuid import UUID

from domain.report.handling_events import SuspendReason
from domain.report.resting import Plea
from services.reporting import closing, handling
from tests import examples as ex
from tests.houses import Home

PLEA = Plea(SuspendReason.PARTS, "parts")


async def suspended(home: Home) -> UUID:
    report = await home.claimed()
    until, asked = home.now() + timedelta(days=1), home.asked(ex.SUPERVISOR)
    await handling.suspend(home.desk, report, PLEA, until, asked)
    return report


async def objected(home: Home) -> UUID:
    report = await home.resolved()
    await closing.object_to(home.desk, report, "no", [], home.asked(ex.RIDER))
    return report


async def asking(home: Home) -> UUID:
    report = await home.claimed()
    await closing.ask(home.desk, report, "where?", home.asked(ex.DISPATCHER))
    return report


async def pleading(home: Home) -> UUID:
    report = await home.claimed()
    await handling.extend(home.desk, report, PLEA, home.asked(ex.DISPATCHER))
    return report


async def longing(home: Home) -> UUID:
    report = await home.claimed()
    until, asked = home.now() + timedelta(days=1), home.asked(ex.DISPATCHER)
    await handling.suspend(home.desk, report, PLEA, until, asked)
    return report


async def late(home: Home) -> UUID:
    report = await home.claimed(condition="M06010.1")
    home.now.wait(days=2)
    return report


async def late_and_done(home: Home) -> UUID:
    report = await late(home)
    await home.resolve(report)
    await home.verify(report)
    return report


async def appealed(home: Home) -> UUID:
    report = await late_and_done(home)
    await closing.appeal(home.desk, report, ex.BEISHAN, "rain", home.asked(ex.SUPERVISOR))
    return report


async def rejected(home: Home) -> UUID:
    report = await home.submit()
    await home.reject(report)
    return report
