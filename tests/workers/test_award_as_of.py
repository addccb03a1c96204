"""What an award rests on: a report as it stood at an event, whatever happened to it since."""

import asyncio
from itertools import combinations
from typing import Any

from domain.kernel import Step
from domain.report.intake_events import RejectReason
from domain.report.state import Report
from tests.houses import Home
from workers.award import TOPICS, Awards


def steps(home: Home) -> list[Step[Any]]:
    lines = home.app.event_log.lines(0, 1_000, TOPICS)
    return [home.app.codec.to_domain_event(line) for line in lines]


def test_a_page_shows_each_report_as_it_stood(home: Home) -> None:
    async def go() -> None:
        await home.verified()
        await home.dispatched()
        await home.reject(await home.dispatched(), RejectReason.OTHER)
        await home.work("inspect")

    asyncio.run(go())
    told = steps(home)
    pages = [told, *([one] for one in told), *(list(pair) for pair in combinations(told, 2))]
    for page in pages:
        found = Awards(home.desk)._as_of(page)  # noqa: SLF001 - its outcome alone would hide a mistake
        assert set(found) == {step.position for step in page}
        for step in page:
            stood = home.app.at_version(Report, step.originator_id, step.originator_version)
            assert vars(found[step.position]) == vars(stood)
