"""Looks up what evidence is judged by: for a page of events with few questions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Engine, Row

from domain.kernel import Event, Step
from domain.report import intake_events as i
from domain.report.state import Report
from projections.queues.earlier import Earlier, Question, earlier
from services.eventlog.instants import to_micros
from services.photos.records import PhotoTraces
from services.photos.refusals import UnknownPhoto
from services.photos.shelf import traces
from services.reporting.context import Reporting, UnknownReport
from workers.fixes import Fixes, Sent
from workers.sightings import Sightings, shown

NEIGHBOURS: Final = 50
RECALLED: Final = 2  # of the holders of a photograph: mostly one of the first showed it before
FIXED: Final = (i.Submitted, i.Corroborated)  # may say where a phone was
_ALL: Final = 1_000_000


class Page(NamedTuple):
    """What was asked for all events together."""

    reports: Mapping[UUID, Report]
    opened: Mapping[int, Step[Event]]  # by position
    before: Mapping[int, Earlier]  # by position of the event that it is before
    fixes: Mapping[str, Sent]  # by report
    rows: Mapping[str, Row[Any]]  # of photographs, by id
    traces: Mapping[str, PhotoTraces]  # of the same
    twins: Mapping[str, list[PhotoTraces]]  # by pixels
    holders: Mapping[str, list[str]]  # of twins: the first of them

    def row(self, photo: str) -> Row[Any]:
        """Answer the row of a photograph that must be there."""
        if photo not in self.rows:
            raise UnknownPhoto(photo)
        return self.rows[photo]


class Lookup:
    """Asks the log, the queues and the vault; all of it waits for databases."""

    def __init__(self, desk: Reporting, engine: Engine, sightings: Sightings) -> None:
        self._desk = desk
        self._engine = engine
        self._sightings = sightings
        self._album = desk.vault.album
        self._fixes = Fixes(desk.app, desk.keyring)

    def page(self, steps: Sequence[Step[Event]]) -> Page:
        """Answer all that is known beside these events."""
        app, policy = self._desk.app, self._desk.book.policy
        reports = app.lives((Report, step.originator_id) for step in steps)
        for step in steps:
            name = step.originator_id
            report = reports.get(name) or app.load(Report, name)  # which says what is wrong
            if not report.version:
                raise UnknownReport
        days = timedelta(days=policy.lookalike_days)
        questions = [_question(reports[step.originator_id], step, days) for step in steps]
        metres = policy.lookalike_metres
        found = earlier(self._engine, questions, metres, NEIGHBOURS)
        before = {step.position: one for step, one in zip(steps, found, strict=True)}
        mine = [one.id for step in steps for one in shown(step.event)]
        near = [photo for one in before.values() for it in one.near for photo in it.photos]
        own = [one.id for report in reports.values() for one in report.photos]
        rows = self._album.rows([*mine, *near, *own])
        twins = self._album.twins(rows[photo].pixels for photo in mine if photo in rows)
        self._desk.keyring.warm(
            {step.originator_id.hex for step in steps} | {one.rider for one in questions}
        )
        opened = self._opened(steps)
        for step in opened.values():
            self._fixes.learn(step)
        holders = self._album.first_holders(one.id for some in twins.values() for one in some)
        self._sightings.recall(report for some in holders.values() for report in some[:RECALLED])
        return Page(
            reports,
            opened,
            before,
            self._fixes.of(_by_rider(questions, found)),
            rows,
            {one: traces(row) for one, row in rows.items()},
            twins,
            holders,
        )

    def _opened(self, steps: Sequence[Step[Event]]) -> dict[int, Step[Event]]:
        """Open the events again that say where a phone was."""
        wanted = {step.position for step in steps if isinstance(step.event, FIXED)}
        if not wanted:
            return {}
        lines = self._desk.app.event_log.lines(
            min(wanted) - 1, _ALL, [one.TOPIC for one in FIXED], max(wanted)
        )
        return {line.id: self._desk.app.codec.open(line) for line in lines if line.id in wanted}


def _question(report: Report, step: Step[Event], days: timedelta) -> Question:
    place, since = report.location, to_micros(step.at - days)
    return Question(report.id.hex, report.rider, place, since, to_micros(step.at))


def _by_rider(questions: Sequence[Question], found: Sequence[Earlier]) -> dict[str, set[str]]:
    reports: defaultdict[str, set[str]] = defaultdict(set)
    for one, earlier_ones in zip(questions, found, strict=True):
        reports[one.rider].update(earlier_ones.of_rider)
    return reports
