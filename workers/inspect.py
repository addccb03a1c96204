"""Looks at the evidence of each report: what its photographs say, and where they were seen."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from msgspec import to_builtins
from msgspec.structs import replace
from sqlalchemy import Engine

from domain.actor import system
from domain.evidence import EarlierFix, EarlierPhoto, PhotoFacts, SentFacts, judge
from domain.kernel import Event, Step
from domain.phash import Hashes
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.report.state import Report
from domain.values import Fix, Photo, Source
from projections.house import House
from projections.queues.listed import Listed
from projections.queues.nearby import nearby
from projections.queues.queries import Whose, page
from services import legible
from services.commands import Command
from services.photos.records import PhotoTraces
from services.photos.refusals import UnknownPhoto
from services.reporting import intake
from services.reporting.context import Asked, Reporting
from workers.follow import Follower

WORKER = system("inspect")
_JUDGED = (i.Submitted, i.Corroborated, i.PhotoAdded, c.Resolved)
_SHOWN = (h.Progressed, c.Verified, c.Objected, c.Reopened, c.Appealed)
TOPICS = tuple(event.TOPIC for event in (*_JUDGED, *_SHOWN))
EARLIER_REPORTS = 10  # of the same rider, for the plausibility of the journey
NEIGHBOURS = 50


def inspector(house: House, engine: Engine) -> Follower:
    """Make the worker; nothing waits for it but the points."""
    inspection = Inspection(house)
    return Follower("inspect", TOPICS, house.wiring.app, engine, inspection.handle)


class Inspection:
    """Collects what is known and lets the domain judge it."""

    def __init__(self, house: House) -> None:
        self._desk: Reporting = house.wiring.desk
        self._engine = house.projections.engine
        self._wait: Callable[[str, int, float], bool] = house.projections.wait

    async def handle(self, step: Step[Event]) -> None:
        """Put the photographs of one event under the report's key, and judge them.

        What staff shows beside a resolution is kept like all evidence, but not judged.
        """
        photos = _photos(step.event)
        for photo in photos:
            name = step.originator_id.hex
            await asyncio.to_thread(self._desk.vault.adopt, photo.id, name)
        if not photos or not isinstance(step.event, _JUDGED):
            return
        seen = await asyncio.to_thread(self._judged, step, photos)
        command = Command.worker("inspect", step.originator_id, step.originator_version)
        asked = Asked(WORKER, command)
        await intake.inspect(self._desk, step.originator_id, seen, asked)

    def _judged(self, step: Step[Event], photos: Sequence[Photo]) -> intake.Seen:
        desk = self._desk
        desk.book.refresh()
        report = desk.app.load(Report, step.originator_id)
        self._wait("queues", step.position, 5.0)
        traces = desk.vault.traces([photo.id for photo in photos])
        facts = [self._facts(one) for one in traces]
        earlier = list(self._earlier(report, traces, step))
        findings = judge(self._sent(step, report), facts, earlier)
        return intake.Seen(traces[0].uploader, findings, [_spoken(one) for one in facts])

    def _sent(self, step: Step[Event], report: Report) -> SentFacts:
        """Say what came with the event; a staff member's photo has no journey to judge."""
        opened = self._desk.app.opened(step.originator_id, step.originator_version)[0].event
        fix: Fix | None = None
        source = Source.PIN
        earlier: tuple[EarlierFix, ...] = ()
        placement = None
        if isinstance(opened, i.Submitted | i.Corroborated) and opened.fix:
            fix = opened.fix.value
        if isinstance(opened, i.Submitted):
            source = opened.source
            earlier = tuple(self._earlier_fixes(opened.rider, step.position))
            place = opened.location
            placement = self._desk.book.router.route(place.lon_e7, place.lat_e7)
        return SentFacts(
            received_at=step.at,
            place=report.location,
            source=source,
            accuracy_cm=fix.accuracy_cm if fix else None,
            device_time=fix.device_time if fix else None,
            placement=placement,
            earlier=earlier,
        )

    def _earlier_fixes(self, rider: str, position: int) -> Iterator[EarlierFix]:
        """Collect where the rider's phone was before; a later report says nothing of that."""
        mine = page(
            self._engine, Whose.RIDER, rider, sort="-submitted_at", limit=EARLIER_REPORTS + 1
        )
        for row in mine.items:
            first = next(legible.opened(self._desk.app, row.id, upto=1), None)
            if first is None or first.position >= position:
                continue
            event = first.event
            if isinstance(event, i.Submitted) and event.source is Source.DEVICE:
                fix = event.fix.value if event.fix else None
                yield EarlierFix(
                    received_at=first.at,
                    place=event.location,
                    device_time=fix.device_time if fix else None,
                )

    def _earlier(
        self, report: Report, mine: Sequence[PhotoTraces], step: Step[Event]
    ) -> Iterator[EarlierPhoto]:
        """Collect the pictures to compare with: near in place and time, or equal anywhere.

        Only what was shown before: the inspection may come late, and the first is no copy.
        """
        vault, policy, sender = self._desk.vault, self._desk.book.policy, mine[0].uploader
        near = nearby(
            self._engine,
            report.location,
            policy.lookalike_metres,
            but=report.id,
            since=step.at - timedelta(days=policy.lookalike_days),
            limit=NEIGHBOURS,
        )
        seen = [
            (one.report.id.hex, photo.id)
            for one in near
            for photo in one.report.photos
            if self._before(one.report, photo.id, step)
        ]
        if isinstance(step.event, i.Corroborated | c.Resolved):
            own = {trace.id for trace in mine}
            seen += [(report.id.hex, one.id) for one in report.photos if one.id not in own]
        for other, photo in dict.fromkeys(seen):
            with suppress(UnknownPhoto):  # destroyed since: nothing is left to compare with
                (trace,) = vault.traces([photo])
                yield _earlier(other, trace, sender)
        for trace in mine:
            for twin in (trace, *vault.twins(trace.id)):
                for other in vault.evidence_of(twin.id):
                    if other != report.id.hex and self._shown(other, twin.id, step.position):
                        yield _earlier(other, twin, sender)

    def _before(self, other: Listed, photo: str, step: Step[Event]) -> bool:
        """Say whether another report came first; in one breath, the log knows."""
        if other.submitted_at == step.at:
            return self._shown(other.id.hex, photo, step.position)
        return other.submitted_at < step.at

    def _shown(self, report: str, photo: str, position: int) -> bool:
        """Say whether a report showed a photograph before that position of the log."""
        return any(
            step.position < position and any(one.id == photo for one in _photos(step.event))
            for step in legible.history(self._desk.app, UUID(hex=report))
        )

    def _facts(self, traces: PhotoTraces) -> PhotoFacts:
        said = self._desk.vault.facts(traces.id)
        bare = PhotoFacts(photo=traces.id, pixels=traces.pixels, hashes=_hashes(traces))
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


def _photos(event: Event) -> list[Photo]:
    """Name the photographs an event brought."""
    match event:
        case i.Submitted() | i.Corroborated() | i.PhotoAdded() | c.Resolved():
            return event.photos
        case h.Progressed() | c.Verified() | c.Objected() | c.Reopened() | c.Appealed():
            return event.photos
        case _:
            return []


def _hashes(traces: PhotoTraces) -> Hashes:
    return Hashes(int(traces.dhash, 16), int(traces.phash, 16))


def _earlier(report: str, traces: PhotoTraces, sender: str) -> EarlierPhoto:
    return EarlierPhoto(
        report=report,
        same_rider=traces.uploader == sender,
        pixels=traces.pixels,
        hashes=_hashes(traces),
    )


def _spoken(facts: PhotoFacts) -> dict[str, str]:
    """Put the facts into words that the event keeps sealed."""
    named = to_builtins(facts)
    kept = {name: str(value) for name, value in named.items() if value is not None}
    del kept["pixels"]
    kept.pop("hashes", None)
    return kept
