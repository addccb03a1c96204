"""Turns what happens to reports into points: pending, held, vested, taken back."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID

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
from services.rounds import Wish
from workers.follow import Follower, tell

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

    async def handle(self, steps: Sequence[Step[Event]]) -> None:
        """Follow events; the state of a report is taken as of each of them."""
        reports = await asyncio.to_thread(self._as_of, steps)
        wishes = [wish for step in steps for wish in self._wishes(step, reports[step.position])]
        tell("award", await self._desk.carry_out(wishes))

    def _as_of(self, steps: Sequence[Step[Event]]) -> dict[int, Report]:
        """Show each report as it stood at each event, by position.

        Often nothing has happened to it since, and it is kept in memory.
        """
        self._desk.book.refresh()
        last = {step.originator_id: step.originator_version for step in steps}
        first = {step.originator_id: step.originator_version for step in reversed(steps)}
        lives = self._desk.app.lives((Report, stream) for stream in last)
        now = {one.id for one in lives.values() if one.version == first[one.id]}
        found = {
            step.position: lives[step.originator_id] for step in steps if step.originator_id in now
        }
        past = {stream: version for stream, version in last.items() if stream not in now}
        return found | self._replayed(past, {step.position for step in steps})

    def _replayed(self, upto: dict[UUID, int], wanted: set[int]) -> dict[int, Report]:
        """Show reports as they stood at the wanted positions: one question for all."""
        app, found = self._desk.app, {}
        lives = {stream: Report(stream) for stream in upto}
        for line in app.event_log.newer(dict.fromkeys(upto, 0)) if upto else ():
            life = lives[UUID(str(line.originator_id))]
            if line.originator_version <= upto[life.id]:
                step: Step[Any] = app.codec.to_domain_event(line)
                Report.replay(life, [step])
                if line.id in wanted:
                    found[line.id] = deepcopy(life)
        return found

    def _wishes(self, step: Step[Event], report: Report) -> Iterator[Wish]:  # noqa: C901 - one case for each event
        match step.event:
            case i.Dispatched():
                yield from self._dispatched(step, report)
            case i.Corroborated(rider=rider) | i.Seconded(rider=rider):
                if report.accepted:
                    yield from self._credit(step, report, rider, Deed.CORROBORATOR)
                if report.state is State.VERIFIED:
                    yield from self._vest(step, report, [rider])
            case i.Inspected(holds=True, rider=sender):
                yield self._hold(step, report, sender)
            case c.Verified():
                yield from self._vest(step, report, [report.rider, *report.corroborators])
            case i.Rejected(reason=reason):
                reused = reason is i.RejectReason.REUSED_PHOTO
                cause = ClawCause.REUSED_PHOTO if reused else ClawCause.REJECTED
                yield from self._claw(step, report, cause)
            case i.Withdrawn():
                yield from self._claw(step, report, ClawCause.WITHDRAWN)
            case i.Duplicated():
                yield from self._claw(step, report, ClawCause.DUPLICATE)
            case c.Reopened(state_from="verified"):
                yield from self._claw(step, report, ClawCause.REOPENED)
                yield from self._dispatched(step, report)
            case c.Reopened(state_from="duplicate"):
                yield from self._claw(step, report, ClawCause.REOPENED)
            case _:
                pass

    def _dispatched(self, step: Step[Event], report: Report) -> Iterator[Wish]:
        yield from self._credit(step, report, report.rider, Deed.FINDER)
        for rider in sorted(report.corroborators):
            yield from self._credit(step, report, rider, Deed.CORROBORATOR)
        for rider in sorted(report.doubted):
            yield self._hold(step, report, rider)

    def _credit(self, step: Step[Event], report: Report, rider: str, deed: Deed) -> Iterator[Wish]:
        definition = self._desk.rules(report.category).category.definition
        if definition is None:
            return
        rule, name = definition.award, report.id.hex
        earned = wallets.Earned(rider, name, deed, rule, _cause(step))
        day: date = wallets.china_day(step.at)
        yield wallets.credit(self._desk, earned, day, BY, _command("credit", step, rider))

    def _hold(self, step: Step[Event], report: Report, rider: str) -> Wish:
        flags = sorted({flag.flag for flag in report.flags})
        command = _command("hold", step, rider)
        return wallets.hold(self._desk, rider, report.id.hex, flags, _cause(step), BY, command)

    def _vest(self, step: Step[Event], report: Report, riders: Iterable[str]) -> Iterator[Wish]:
        for rider in sorted(set(riders)):
            command = _command("vest", step, rider)
            yield wallets.vest(self._desk, rider, report.id.hex, _cause(step), BY, command)

    def _claw(self, step: Step[Event], report: Report, reason: ClawCause) -> Iterator[Wish]:
        for rider in sorted({report.rider, *report.corroborators}):
            command = _command("claw_back", step, rider)
            cause, name = _cause(step), report.id.hex
            yield wallets.claw_back(self._desk, rider, name, reason, cause, BY, command)


def _cause(step: Step[Event]) -> Cause:
    return Cause(
        stream=step.originator_id.hex,
        version=step.originator_version,
        position=step.position,
    )


def _command(what: str, step: Step[Event], rider: str) -> Command:
    return Command.worker("award", what, step.originator_id, step.originator_version, rider)
