"""Collects what the domain judges evidence by: for many events with few questions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import Engine, Row

from domain.evidence import EarlierFix, EarlierPhoto, PhotoFacts, SentFacts
from domain.kernel import Event, Step
from domain.phash import Hashes
from domain.report import closing_events as c
from domain.report import intake_events as i
from domain.report.state import Report
from domain.values import Fix, Source
from projections.queues.earlier import Before, Earlier, Question, earlier
from services.envelope import UnreadableEvent
from services.eventlog.instants import to_micros
from services.photos.album import FEW
from services.photos.records import PhotoTraces
from services.photos.refusals import UnknownPhoto
from services.photos.shelf import traces
from services.reporting.context import Reporting, UnknownReport
from workers.sightings import Sightings, shown

NEIGHBOURS: Final = 50
_ALL: Final = 1_000_000


class Case(NamedTuple):
    """What is known of the photographs that one event brought, and of the event."""

    step: Step[Event]
    sender: str
    sent: SentFacts
    facts: list[PhotoFacts]
    earlier: list[EarlierPhoto]


class _Page(NamedTuple):
    """What was asked for all events together."""

    reports: Mapping[UUID, Report]
    opened: Mapping[int, Event]  # by position
    before: Mapping[int, Earlier]  # by position of the event that it is before
    fixes: Mapping[str, tuple[int, EarlierFix]]  # by report, with the position
    rows: Mapping[str, Row[Any]]  # of photographs, by id
    twins: Mapping[str, list[PhotoTraces]]  # by pixels
    holders: Mapping[str, list[str]]  # of twins: the first of them

    def row(self, photo: str) -> Row[Any]:
        """Answer the row of a photograph that must be there."""
        if photo not in self.rows:
            raise UnknownPhoto(photo)
        return self.rows[photo]


class Evidence:
    """Looks things up in the log, the queues and the vault; all of it waits for databases."""

    def __init__(self, desk: Reporting, engine: Engine) -> None:
        self._desk = desk
        self._engine = engine
        self._album = desk.vault.album
        self._sightings = Sightings(desk.app)

    def of(self, steps: Sequence[Step[Event]]) -> Iterator[Case]:
        """Answer a case for each event, in their order."""
        for step in steps:
            self._sightings.learn(step)
        page = self._page(steps)
        for step in steps:
            rows = [page.row(one.id) for one in shown(step.event)]
            found = list(self._earlier(page, step, [traces(row) for row in rows]))
            facts = [self._facts(row) for row in rows]
            yield Case(step, rows[0].uploader, self._sent(page, step), facts, found)

    def _page(self, steps: Sequence[Step[Event]]) -> _Page:
        app, policy = self._desk.app, self._desk.book.policy
        reports = app.lives((Report, step.originator_id) for step in steps)
        for step in steps:
            if step.originator_id not in reports or not reports[step.originator_id].version:
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
        holders = self._album.first_holders(one.id for some in twins.values() for one in some)
        self._sightings.recall(report for some in holders.values() for report in some[:2])
        return _Page(
            reports,
            self._opened(steps),
            before,
            self._fixes({name for one in before.values() for name in one.of_rider}),
            rows,
            twins,
            holders,
        )

    def _opened(self, steps: Sequence[Step[Event]]) -> dict[int, Event]:
        """Open the events again that say where a phone was."""
        wanted = {step.position for step in steps if isinstance(step.event, _FIXED)}
        if not wanted:
            return {}
        lines = self._desk.app.event_log.lines(
            min(wanted) - 1, _ALL, [one.TOPIC for one in _FIXED], max(wanted)
        )
        return {
            line.id: self._desk.app.codec.open(line).event for line in lines if line.id in wanted
        }

    def _fixes(self, names: set[str]) -> dict[str, tuple[int, EarlierFix]]:
        """Find where phones were when these reports were sent, as far as they say."""
        if not names:
            return {}
        app, streams = self._desk.app, [UUID(hex=name) for name in sorted(names)]
        found = {}
        for line in app.event_log.lines(0, _ALL, [i.Submitted.TOPIC], streams=streams):
            try:
                event = app.codec.to_domain_event(line).event
                if isinstance(event, i.Submitted) and event.source is Source.DEVICE:
                    step = app.codec.open(line)
                    found[step.originator_id.hex] = line.id, _fix(step)
            except UnreadableEvent:  # it says nothing any more
                continue
        return found

    def _sent(self, page: _Page, step: Step[Event]) -> SentFacts:
        """Say what came with the event; a staff member's photo has no journey to judge."""
        report, event = page.reports[step.originator_id], page.opened.get(step.position)
        fix: Fix | None = None
        source, placement = Source.PIN, None
        journey: tuple[EarlierFix, ...] = ()
        if isinstance(event, _FIXED) and event.fix:
            fix = event.fix.value
        if isinstance(event, i.Submitted):
            source, place = event.source, event.location
            placement = self._desk.book.router.route(place.lon_e7, place.lat_e7)
            known = (page.fixes.get(name) for name in page.before[step.position].of_rider)
            # A later report says nothing of where the phone was before.
            journey = tuple(fix for at, fix in filter(None, known) if at < step.position)
        return SentFacts(
            received_at=step.at,
            place=report.location,
            source=source,
            accuracy_cm=fix.accuracy_cm if fix else None,
            device_time=fix.device_time if fix else None,
            placement=placement,
            earlier=journey,
        )

    def _earlier(
        self, page: _Page, step: Step[Event], mine: Sequence[PhotoTraces]
    ) -> Iterator[EarlierPhoto]:
        """Collect the pictures to compare with: near in place and time, or equal anywhere.

        Only what was shown before: the inspection may come late, and the first is no copy.
        """
        report, sender = page.reports[step.originator_id], mine[0].uploader
        seen = [
            (near.report, photo)
            for near in page.before[step.position].near
            for photo in near.photos
            if self._before(near, photo, step)
        ]
        if isinstance(step.event, i.Corroborated | c.Resolved):
            own = {trace.id for trace in mine}
            seen += [(report.id.hex, one.id) for one in report.photos if one.id not in own]
        for other, photo in dict.fromkeys(seen):
            if photo in page.rows:  # else destroyed since: nothing is left to compare with
                yield _picture(other, traces(page.rows[photo]), sender)
        for twin in (twin for trace in mine for twin in page.twins.get(trace.pixels, ())):
            if (first := self._holder(page, twin, step)) is not None:
                yield _picture(first, twin, sender)

    def _before(self, near: Before, photo: str, step: Step[Event]) -> bool:
        """Say whether another report came first; in one breath, the log knows."""
        if near.submitted_at == to_micros(step.at):
            return self._sightings.before(near.report, photo, step.position)
        return near.submitted_at < to_micros(step.at)

    def _holder(self, page: _Page, twin: PhotoTraces, step: Step[Event]) -> str | None:
        """Name the first of the other reports that showed a photograph before; one is enough."""
        few = page.holders[twin.id]
        first = next(self._shown_before(few, twin, step), None)
        if first is None and len(few) >= FEW:  # all of these came later
            first = next(self._shown_before(self._album.holders(twin.id), twin, step), None)
        return first

    def _shown_before(
        self, holders: Sequence[str], twin: PhotoTraces, step: Step[Event]
    ) -> Iterator[str]:
        for other in holders:
            if other in {twin.uploader, step.originator_id.hex}:
                continue
            if self._sightings.before(other, twin.id, step.position):
                yield other

    def _facts(self, row: Row[Any]) -> PhotoFacts:
        said = self._album.facts(row)
        bare = PhotoFacts(photo=row.id, pixels=row.pixels, hashes=_hashes(traces(row)))
        if said is None:
            return bare
        return replace(
            bare,
            taken_at=said.taken_at,
            offset_minutes=said.offset_minutes,
            lon_e7=said.lon_e7,
            lat_e7=said.lat_e7,
            accuracy_cm=said.accuracy_cm,
            make=said.make,
            model=said.model,
            readers_disagree=bool(said.disputed),
        )


_FIXED = (i.Submitted, i.Corroborated)


def _question(report: Report, step: Step[Event], days: timedelta) -> Question:
    place, since = report.location, to_micros(step.at - days)
    return Question(report.id.hex, report.rider, place, since, to_micros(step.at))


def _fix(step: Step[Event]) -> EarlierFix:
    event: Any = step.event
    fix = event.fix.value if event.fix else None
    return EarlierFix(
        received_at=step.at, place=event.location, device_time=fix.device_time if fix else None
    )


def _hashes(one: PhotoTraces) -> Hashes:
    return Hashes(int(one.dhash, 16), int(one.phash, 16))


def _picture(report: str, one: PhotoTraces, sender: str) -> EarlierPhoto:
    return EarlierPhoto(
        report=report,
        same_rider=one.uploader == sender,
        pixels=one.pixels,
        hashes=_hashes(one),
    )
