"""Turns what happens to reports into points: pending, held, vested, taken back."""

import asyncio
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Engine

from domain.kernel import Event, Step
from domain.points import Deed
from domain.report import closing_events as c
from domain.report import intake_events as i
from domain.report.state import Report
from domain.report.table import State
from domain.wallet import Cause, ClawCause
from services import wallets
from services.commands import Command
from services.reporting.context import Reporting
from workers.follow import Follower

BY = "system:award"
TOPICS = (
    i.Dispatched.TOPIC,
    i.Corroborated.TOPIC,
    i.Seconded.TOPIC,
    i.Inspected.TOPIC,
    i.Rejected.TOPIC,
    i.Duplicated.TOPIC,
    i.Withdrawn.TOPIC,
    c.Verified.TOPIC,
    c.Reopened.TOPIC,
)


def awarder(desk: Reporting, engine: Engine) -> Follower:
    """Make the worker that follows reports for their points."""
    awards = Awards(desk)
    return Follower("award", TOPICS, desk.app, engine, awards.handle)


class Awards:
    """What each event of a report means for the wallets of those who saw it."""

    def __init__(self, desk: Reporting) -> None:
        self._desk = desk

    async def handle(self, step: Step[Event]) -> None:  # noqa: C901 - one case for each event
        """Follow one event; the state of the report is taken as of that event."""
        await asyncio.to_thread(self._desk.book.refresh)
        report = await asyncio.to_thread(
            self._desk.app.at_version, Report, step.originator_id, step.originator_version
        )
        match step.event:
            case i.Dispatched():
                await self._dispatched(step, report)
            case i.Corroborated(rider=rider) | i.Seconded(rider=rider):
                if report.accepted:
                    await self._credit(step, report, rider, Deed.CORROBORATOR)
                if report.state is State.VERIFIED:
                    await self._vest(step, report, [rider])
            case i.Inspected(holds=True, rider=sender):
                await self._hold(step, report, sender)
            case c.Verified():
                await self._vest(step, report, [report.rider, *report.corroborators])
            case i.Rejected(reason=reason):
                reused = reason is i.RejectReason.REUSED_PHOTO
                cause = ClawCause.REUSED_PHOTO if reused else ClawCause.REJECTED
                await self._claw(step, report, cause)
            case i.Withdrawn():
                await self._claw(step, report, ClawCause.WITHDRAWN)
            case i.Duplicated():
                await self._claw(step, report, ClawCause.DUPLICATE)
            case c.Reopened(state_from="verified"):
                await self._claw(step, report, ClawCause.REOPENED)
                await self._dispatched(step, report)
            case c.Reopened(state_from="duplicate"):
                await self._claw(step, report, ClawCause.REOPENED)
            case _:
                pass

    async def _dispatched(self, step: Step[Event], report: Report) -> None:
        await self._credit(step, report, report.rider, Deed.FINDER)
        for rider in sorted(report.corroborators):
            await self._credit(step, report, rider, Deed.CORROBORATOR)
        for rider in sorted(report.doubted):
            await self._hold(step, report, rider)

    async def _credit(self, step: Step[Event], report: Report, rider: str, deed: Deed) -> None:
        definition = self._desk.rules(report.category).category.definition
        if definition is None:
            return
        rule, name = definition.award, report.id.hex
        earned = wallets.Earned(rider, name, deed, rule, _cause(step))
        day: date = wallets.china_day(step.at)
        command = _command("credit", step, rider)
        await wallets.credit(self._desk, earned, day, BY, command)

    async def _hold(self, step: Step[Event], report: Report, rider: str) -> None:
        flags = sorted({flag.flag for flag in report.flags})
        command = _command("hold", step, rider)
        cause, name = _cause(step), report.id.hex
        await wallets.hold(self._desk, rider, name, flags, cause, BY, command)

    async def _vest(self, step: Step[Event], report: Report, riders: Iterable[str]) -> None:
        for rider in sorted(set(riders)):
            command = _command("vest", step, rider)
            await wallets.vest(self._desk, rider, report.id.hex, _cause(step), BY, command)

    async def _claw(self, step: Step[Event], report: Report, reason: ClawCause) -> None:
        for rider in sorted({report.rider, *report.corroborators}):
            command = _command("claw_back", step, rider)
            cause, name = _cause(step), report.id.hex
            await wallets.claw_back(self._desk, rider, name, reason, cause, BY, command)


def _cause(step: Step[Event]) -> Cause:
    return Cause(
        stream=step.originator_id.hex,
        version=step.originator_version,
        position=step.position,
    )


def _command(what: str, step: Step[Event], rider: str) -> Command:
    return Command.worker("award", what, step.originator_id, step.originator_version, rider)
