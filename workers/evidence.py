"""Collects what the domain judges evidence by: for many events with few questions."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace
from sqlalchemy import Engine, Row

from domain.evidence import EarlierFix, EarlierPhoto, PhotoFacts, SentFacts
from domain.kernel import Event, Step
from domain.phash import Hashes
from domain.report import closing_events as c
from domain.report import intake_events as i
from domain.values import Fix, Source
from projections.queues.earlier import Before
from services.eventlog.instants import to_micros
from services.photos.album import FEW
from services.photos.records import PhotoTraces
from services.photos.shelf import traces
from services.reporting.context import Reporting
from workers.lookup import FIXED, Lookup, Page
from workers.sightings import Sightings, shown


class Case(NamedTuple):
    """What is known of the photographs that one event brought, and of the event."""

    step: Step[Event]
    sender: str
    sent: SentFacts
    facts: list[PhotoFacts]
    earlier: list[EarlierPhoto]


class Evidence:
    """Makes cases of what is looked up; waits for databases."""

    def __init__(self, desk: Reporting, engine: Engine) -> None:
        self._desk = desk
        self._album = desk.vault.album
        self._sightings = Sightings(desk.app)
        self._lookup = Lookup(desk, engine, self._sightings)

    def of(self, steps: Sequence[Step[Event]]) -> Iterator[Case]:
        """Answer a case for each event, in their order."""
        for step in steps:
            self._sightings.learn(step)
        page = self._lookup.page(steps)
        for step in steps:
            rows = [page.row(one.id) for one in shown(step.event)]
            found = list(self._earlier(page, step, [page.traces[row.id] for row in rows]))
            facts = [self._facts(row) for row in rows]
            yield Case(step, rows[0].uploader, self._sent(page, step), facts, found)

    def _sent(self, page: Page, step: Step[Event]) -> SentFacts:
        """Say what came with the event; a staff member's photo has no journey to judge."""
        report, event = page.reports[step.originator_id], page.opened.get(step.position, step).event
        fix: Fix | None = None
        source, placement = Source.PIN, None
        journey: tuple[EarlierFix, ...] = ()
        if isinstance(event, FIXED) and event.fix:
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
        self, page: Page, step: Step[Event], mine: Sequence[PhotoTraces]
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
            if photo in page.traces:  # else destroyed since: nothing is left to compare with
                yield _picture(other, page.traces[photo], sender)
        for twin in (twin for trace in mine for twin in page.twins.get(trace.pixels, ())):
            if (first := self._holder(page, twin, step)) is not None:
                yield _picture(first, twin, sender)

    def _before(self, near: Before, photo: str, step: Step[Event]) -> bool:
        """Say whether another report came first; in one breath, the log knows."""
        if near.submitted_at == to_micros(step.at):
            return self._sightings.before(near.report, photo, step.position)
        return near.submitted_at < to_micros(step.at)

    def _holder(self, page: Page, twin: PhotoTraces, step: Step[Event]) -> str | None:
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


def _hashes(one: PhotoTraces) -> Hashes:
    return Hashes(int(one.dhash, 16), int(one.phash, 16))


def _picture(report: str, one: PhotoTraces, sender: str) -> EarlierPhoto:
    return EarlierPhoto(
        report=report,
        same_rider=one.uploader == sender,
        pixels=one.pixels,
        hashes=_hashes(one),
    )
