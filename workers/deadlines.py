"""Watches the clock of every open report: lapses, reminders, escalations, quiet closings."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple
from uuid import UUID

import structlog

from domain import EVENTS
from domain.actor import system
from domain.calendar import CalendarPublished
from domain.city import PolicySet
from domain.errors import Refused
from domain.report.agenda import Duty, Task, agenda
from domain.report.closing_events import Method
from domain.report.state import Report
from domain.reward import ReturnCause
from domain.wallet import Redeemed
from services import wallets
from services.commands import Command
from services.eventlog.request import Line
from services.reporting import closing, handling
from services.reporting.context import Asked, Reporting
from services.suishoupai import Change
from workers.diary import Diary, Entry
from workers.loop import Told, never
from workers.trouble import TROUBLE

WORKER = system("deadlines")
PAGE = 1_000
REPORT_TOPICS = tuple(topic for topic in EVENTS if topic.startswith("report."))
RULES = (CalendarPublished.TOPIC, PolicySet.TOPIC)  # by which moments are reckoned
TOPICS = (*REPORT_TOPICS, *RULES, Redeemed.TOPIC)
logger = structlog.get_logger()


class Open(NamedTuple):
    """What was open, and up to which position of the log that is true."""

    reports: Iterable[UUID]
    redemptions: Iterable[str]
    position: int


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
    Duty.CONFIRM: handling.confirm_deadline,
}


class Deadlines:
    """A diary, made from what is open and kept up from the log.

    Several may run at once: what one has done the others find done, since the name of
    every command follows from the report, its version and the duty.
    """

    def __init__(self, desk: Reporting, opened: Callable[[Told], Open]) -> None:
        self._desk = desk
        self._opened = opened
        self._position: int | None = None
        self._ruled = 0  # where the rules stand by which the diary was made
        self._diary = Diary()

    async def catch_up(self, told: Told = never) -> int:
        """Do all that is due by now, or what can be until `told`; return how much that was.

        Raises what TROUBLE lists; what was under way then stays in the diary. A diary whose own
        disk fails is begun anew the next time, since what it holds may be anything by then.
        """
        try:
            return await self._caught_up(told)
        except sqlite3.Error:
            self._position, self._diary = None, Diary()
            raise

    async def _caught_up(self, told: Told) -> int:
        await self._learn(told)
        done = 0
        while not told() and (entry := self._diary.first(self._desk.now())):
            acted = await self._act(entry)
            done += 1
            later = [] if acted or entry.duty is None else await self._later(entry)
            self._diary.strike(entry)  # only now: what could not be done is still to be done
            for one in later:
                self._diary.add(one)
            await self._learn(told)
        return done

    async def _learn(self, told: Told) -> None:
        """Bring the diary up to date with the log; it is made anew where the rules changed.

        Where `told`, it is left as far as it is: to write down 100,000 reports takes a minute.
        """
        await asyncio.to_thread(self._desk.book.refresh)
        if self._position is None:
            await self._begin(told)
        while not told() and (lines := await asyncio.to_thread(self._lines)):
            await self._note(lines)
            self._position = lines[-1].id
            ruled = max((line.id for line in lines if line.topic in RULES), default=0)
            if ruled > self._ruled:
                self._position = None  # where the next line fails, the next round begins here
                await asyncio.to_thread(self._desk.book.refresh)
                await self._begin(told)
                self._ruled = ruled

    def _lines(self) -> list[Line]:
        return self._desk.app.event_log.lines(self._position or 0, PAGE, TOPICS)

    async def _begin(self, told: Told) -> None:
        """Plan all that is open; where `told` before the end, it is to be begun again."""
        opened = await asyncio.to_thread(self._opened, told)
        for some in _pages(opened.reports):
            if told():
                return
            await self._plan(some)
        for name in opened.redemptions:
            if told():
                return
            await self._await_hand_over(name)
        if not told():  # else not all that is open was listed
            self._position = opened.position

    async def _note(self, lines: list[Line]) -> None:
        touched: set[str] = set()
        for line in lines:
            if line.topic == Redeemed.TOPIC:
                await self._await_hand_over(line.command_id.hex())
            elif line.topic not in RULES:
                touched.add(UUID(str(line.originator_id)).hex)
        for some in _pages(map(UUID, sorted(touched))):
            await self._plan(some)

    async def _plan(self, reports: Sequence[UUID]) -> None:
        asked = await asyncio.to_thread(self._asked_of, reports, self._desk.now())
        with self._diary.together():
            for name, (tasks, version) in asked.items():
                self._diary.plan(name, (Entry(task.at, name, version, task.duty) for task in tasks))

    async def _later(self, entry: Entry) -> list[Entry]:
        """Say when a duty that was refused falls due by now, if that is still to come."""
        now, name = self._desk.now(), entry.name
        tasks, version = (await asyncio.to_thread(self._asked_of, [UUID(hex=name)], now))[name]
        same = (task for task in tasks if task.duty is entry.duty and task.at > now)
        return [Entry(task.at, name, version, task.duty) for task in same]

    def _asked_of(
        self, reports: Sequence[UUID], now: datetime
    ) -> dict[str, tuple[list[Task], int]]:
        """Ask what reports wait for; one that cannot be read must not stop the others."""
        lives = self._desk.app.lives((Report, one) for one in reports)
        return {one.hex: self._tasks(one, lives.get(one), now) for one in reports}

    def _tasks(self, name: UUID, life: Report | None, now: datetime) -> tuple[list[Task], int]:
        desk = self._desk
        try:
            report = life or desk.app.load(Report, name)  # which says why it cannot be read
            tasks = agenda(report, desk.rules(report.category), now)
            return sorted(tasks, key=lambda task: task.at - now), report.version
        except TROUBLE:
            raise
        except Exception as error:
            logger.exception("report left out", report=name.hex, error=type(error).__name__)
            return [], 0

    async def _await_hand_over(self, name: str) -> None:
        try:
            found = await asyncio.to_thread(wallets.redemption, self._desk, name)
        except TROUBLE:
            raise
        except Exception as error:
            logger.exception("redemption left out", name=name, error=type(error).__name__)
            return
        self._diary.plan(name, [Entry(found.until, name, 0, None)])

    async def _act(self, entry: Entry) -> bool:
        """Do what is due; False where it was not, by rules that have changed meanwhile."""
        desk, duty = self._desk, entry.duty
        command = Command.worker("deadlines", entry.name, entry.version, duty)
        asked = Asked(WORKER, command)
        try:
            if duty is None:
                await wallets.refund(desk, entry.name, ReturnCause.LAPSED, asked)
                return True
            change = await ACTS[duty](desk, UUID(hex=entry.name), asked)
        except TROUBLE:
            raise
        except Refused as refusal:
            # Or somebody was quicker; the log tells of it, and the diary follows.
            logger.info("not due", duty=duty, report=entry.name, code=refusal.code)
            return False
        except Exception as error:
            logger.exception("left undone", report=entry.name, error=type(error).__name__)
            return True
        return change.receipt is not None


def _pages(reports: Iterable[UUID]) -> Iterator[list[UUID]]:
    """Take so many at a time as are loaded with one question."""
    waiting = iter(reports)
    while some := list(islice(waiting, PAGE)):
        yield some
