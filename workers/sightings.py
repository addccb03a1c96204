"""Where a photograph was first shown in a report: read once, and remembered."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Final
from uuid import UUID

from domain.kernel import Event, Step
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.values import Photo
from services import legible
from services.envelope import UnreadableEvent
from services.suishoupai import Suishoupai

ROOM: Final = 20_000  # reports that are remembered


def shown(event: Event) -> list[Photo]:
    """Name the photographs an event brought."""
    match event:
        case i.Submitted() | i.Corroborated() | i.PhotoAdded() | c.Resolved():
            return event.photos
        case h.Progressed() | c.Verified() | c.Objected() | c.Reopened() | c.Appealed():
            return event.photos
        case _:
            return []


class Sightings:
    """Positions in the log, which never change; what is not remembered is read again."""

    def __init__(self, app: Suishoupai) -> None:
        self._app = app
        self._first: dict[str, dict[str, int]] = {}  # report -> photograph -> position

    def learn(self, step: Step[Event]) -> None:
        """Remember what a report began with: nothing can have shown it there before."""
        if isinstance(step.event, i.Submitted):
            self._keep(step.originator_id.hex, {one.id: step.position for one in step.event.photos})

    def before(self, report: str, photo: str, position: int) -> bool:
        """Say whether a report showed a photograph before that position of the log."""
        first = self._first.get(report, {}).get(photo)
        if first is None:
            first = self._read(report).get(photo, position)
        return first < position

    def recall(self, reports: Iterable[str]) -> None:
        """Remember what these reports showed, unless it is remembered: one question for all."""
        unknown = {UUID(hex=one): 0 for one in sorted(set(reports)) if one not in self._first}
        found: dict[str, dict[str, int]] = {}
        for line in self._app.event_log.newer(unknown) if unknown else ():
            with suppress(UnreadableEvent):
                _note(
                    found.setdefault(UUID(str(line.originator_id)).hex, {}),
                    self._app.codec.to_domain_event(line),
                )
        for report, first in found.items():
            self._keep(report, first)

    def _read(self, report: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for step in legible.history(self._app, UUID(hex=report)):
            _note(found, step)
        self._keep(report, found)
        return found

    def _keep(self, report: str, found: dict[str, int]) -> None:
        self._first[report] = self._first.get(report, {}) | found
        if len(self._first) > ROOM:
            del self._first[next(iter(self._first))]


def _note(first: dict[str, int], step: Step[Event]) -> None:
    for one in shown(step.event):
        first.setdefault(one.id, step.position)
