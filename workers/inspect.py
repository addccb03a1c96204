"""Looks at the evidence of each report: what its photographs say, and where they were seen."""

import asyncio
from collections.abc import Callable, Sequence

from msgspec import to_builtins
from sqlalchemy import Engine

from domain.actor import system
from domain.evidence import PhotoFacts, judge
from domain.kernel import Event, Step
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from projections.house import House
from services.commands import Command
from services.reporting import intake
from services.reporting.context import Asked, Reporting
from services.rounds import Wish
from workers.evidence import Case, Evidence
from workers.follow import Follower, tell
from workers.sightings import shown
from workers.trouble import ViewBehind

WORKER = system("inspect")
_JUDGED = (i.Submitted, i.Corroborated, i.PhotoAdded, c.Resolved)
_SHOWN = (h.Progressed, c.Verified, c.Objected, c.Reopened, c.Appealed)
TOPICS = tuple(event.TOPIC for event in (*_JUDGED, *_SHOWN))
PATIENCE_S = 5.0  # for the queue to show what is to be compared


def inspector(house: House, engine: Engine) -> Follower:
    """Make the worker; nothing waits for it but the points."""
    inspection = Inspection(house)
    return Follower("inspect", TOPICS, house.wiring.app, engine, inspection.handle)


class Inspection:
    """Lets the domain judge what is known."""

    def __init__(self, house: House) -> None:
        self._desk: Reporting = house.wiring.desk
        self._evidence = Evidence(house.wiring.desk, house.projections.engine)
        self._wait: Callable[[str, int, float], bool] = house.projections.wait

    async def handle(self, steps: Sequence[Step[Event]]) -> None:
        """Put the photographs of events under the reports' keys, and judge them.

        What staff shows beside a resolution is kept like all evidence, but not judged.
        """
        with_photos = [step for step in steps if shown(step.event)]
        wishes = await asyncio.to_thread(self._judged, with_photos) if with_photos else []
        tell("inspect", await self._desk.carry_out(wishes))

    def _judged(self, steps: Sequence[Step[Event]]) -> list[Wish]:
        desk = self._desk
        pairs = [(one.id, step.originator_id.hex) for step in steps for one in shown(step.event)]
        desk.vault.album.hand_over(pairs)
        judged = [step for step in steps if isinstance(step.event, _JUDGED)]
        if not judged:
            return []
        desk.book.refresh()
        last = judged[-1].position
        if not self._wait("queues", last, PATIENCE_S):
            raise ViewBehind("queues", last)  # reports that nobody compared would never be flagged
        return [self._wish(case) for case in self._evidence.of(judged)]

    def _wish(self, case: Case) -> Wish:
        report, version = case.step.originator_id, case.step.originator_version
        findings = judge(case.sent, case.facts, case.earlier)
        seen = intake.Seen(case.sender, findings, [_spoken(one) for one in case.facts])
        asked = Asked(WORKER, Command.worker("inspect", report, version))
        return intake.inspected(self._desk, report, seen, asked)


def _spoken(facts: PhotoFacts) -> dict[str, str]:
    """Put the facts into words that the event keeps sealed."""
    named = to_builtins(facts)
    kept = {name: str(value) for name, value in named.items() if value is not None}
    del kept["pixels"]
    kept.pop("hashes", None)
    return kept
