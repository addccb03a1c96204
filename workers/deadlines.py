"""Watches the clock of every open report: lapses, reminders, escalations, quiet closings."""

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import structlog

from domain import EVENTS
from domain.actor import system
from domain.calendar import CalendarPublished
from domain.errors import Refused
from domain.report.agenda import Duty, agenda
from domain.report.closing_events import Method
from domain.report.state import Report
from domain.reward import ReturnCause
from domain.wallet import Redeemed
from services import wallets
from services.commands import Command
from services.eventlog.errors import ChangedMeanwhile, LogBusy, LogUnavailable
from services.eventlog.request import Line
from services.reporting import closing, handling, intake
from services.reporting.context import Asked, Reporting
from services.suishoupai import Change
from workers.loop import Told, never

WORKER = system("deadlines")
PAGE = 1_000
REPORT_TOPICS = tuple(topic for topic in EVENTS if topic.startswith("report."))
TOPICS = (*REPORT_TOPICS, CalendarPublished.TOPIC, Redeemed.TOPIC)
_AGAIN = (LogBusy, LogUnavailable, ChangedMeanwhile)
logger = structlog.get_logger()


class Open(NamedTuple):
    """What was open, and up to which position of the log that is true."""

    reports: Iterable[UUID]
    redemptions: Iterable[str]
    position: int


class Entry(NamedTuple):
    """Something to do at a moment, if the report is still at that version."""

    at: datetime
    name: str  # a report's or a redemption's, 32 hex digits
    version: int
    duty: Duty | None  # None: a redemption that nobody fetched


async def _escalate(desk: Reporting, report: UUID, asked: Asked) -> Change:
    return await handling.escalate(desk, report, "", asked)


async def _close(desk: Reporting, report: UUID, asked: Asked) -> Change:
    return await closing.verify(desk, report, Method.LAPSE, "", (), asked)


ACTS: dict[Duty, Callable[[Reporting, UUID, Asked], Awaitable[Change]]] = {
    Duty.RELEASE: handling.release,
    Duty.RESUME: handling.resume,
    Duty.REMIND: handling.remind,
    Duty.ESCALATE: _escalate,
    Duty.CLOSE: _close,
    Duty.CONFIRM: intake.confirm_deadline,
}


class Deadlines:
    """An agenda in memory, made from what is open and kept up from the log.

    Several may run at once: what one has done the others find done, since the name of
    every command follows from the report, its version and the duty.
    """

    def __init__(self, desk: Reporting, opened: Callable[[], Open]) -> None:
        self._desk = desk
        self._opened = opened
        self._position: int | None = None
        self._heap: list[Entry] = []
        self._versions: dict[str, int] = {}
        self._provisional: set[str] = set()

    async def catch_up(self, told: Told = never) -> int:
        """Do all that is due by now, or what can be until `told`; return how much that was."""
        await self._learn()
        done = 0
        while not told() and self._heap and self._heap[0].at <= self._desk.now():
            entry = heapq.heappop(self._heap)
            if self._versions.get(entry.name) == entry.version:
                try:
                    await self._act(entry)
                except _AGAIN:
                    heapq.heappush(self._heap, entry)
                    raise
                done += 1
                await self._learn()
        return done

    async def _learn(self) -> None:
        """Bring the agenda up to date with the log."""
        if self._position is None:
            opened = await asyncio.to_thread(self._opened)
            for report in opened.reports:
                await self._plan(report.hex)
            for name in opened.redemptions:
                await self._await_hand_over(name)
            self._position = opened.position
        while True:
            log = self._desk.app.event_log
            lines = await asyncio.to_thread(log.lines, self._position, PAGE, TOPICS)
            if not lines:
                return
            await self._note(lines)
            self._position = lines[-1].id

    async def _note(self, lines: list[Line]) -> None:
        touched: set[str] = set()
        for line in lines:
            if line.topic == CalendarPublished.TOPIC:
                touched |= self._provisional
            elif line.topic == Redeemed.TOPIC:
                await self._await_hand_over(line.command_id.hex())
            else:
                touched.add(UUID(str(line.originator_id)).hex)
        for name in sorted(touched):
            await self._plan(name)

    async def _plan(self, name: str) -> None:
        desk = self._desk
        await asyncio.to_thread(desk.book.refresh)
        report = await asyncio.to_thread(desk.app.load, Report, UUID(hex=name))
        tasks = agenda(report, desk.rules(report.category), desk.now()) if report.version else []
        self._provisional.discard(name)
        if any(task.duty is Duty.CONFIRM for task in tasks):
            self._provisional.add(name)
        if not tasks:
            self._versions.pop(name, None)
            return
        self._versions[name] = report.version
        for task in tasks:
            heapq.heappush(self._heap, Entry(task.at, name, report.version, task.duty))

    async def _await_hand_over(self, name: str) -> None:
        found = await asyncio.to_thread(wallets.redemption, self._desk, name)
        self._versions[name] = 0
        heapq.heappush(self._heap, Entry(found.until, name, 0, None))

    async def _act(self, entry: Entry) -> None:
        desk, duty = self._desk, entry.duty
        command = Command.worker("deadlines", entry.name, entry.version, duty)
        asked = Asked(WORKER, command)
        try:
            if duty is None:
                await wallets.refund(desk, entry.name, ReturnCause.LAPSED, asked)
            else:
                await ACTS[duty](desk, UUID(hex=entry.name), asked)
        except _AGAIN:
            raise
        except Refused as refusal:
            # Somebody was quicker; the log tells of it, and the agenda follows.
            logger.info("not due", duty=duty, report=entry.name, code=refusal.code)
