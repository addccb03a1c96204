"""Where phones were when reports were sent: opened once, and remembered while that may be."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from typing import Final
from uuid import UUID

from domain.evidence import EarlierFix
from domain.kernel import Event, Step
from domain.report import intake_events as i
from domain.values import Source
from services.envelope import UnreadableEvent
from services.keyring import Keyring
from services.suishoupai import Suishoupai

ROOM: Final = 5_000  # riders that are remembered
MOST: Final = 20  # of the latest reports of each: the journey is judged by ten
FIRST: Final = 1  # generation of keys
_ALL: Final = 1_000_000

Sent = tuple[int, EarlierFix]
"""The position of a report in the log, and where the phone was."""


class Fixes:
    """What riders' own reports said; an inspection that opened ten of them anew took 1.2 ms more.

    Sealed under their riders, they are forgotten with a rider's key: `keyring` is to be warm
    with the keys of all who are asked about.
    """

    def __init__(self, app: Suishoupai, keyring: Keyring) -> None:
        self._app = app
        self._keyring = keyring
        self._known: dict[str, dict[str, Sent | None]] = {}  # by rider and report

    def learn(self, step: Step[Event]) -> None:
        """Remember what a report began with, opened."""
        event = step.event
        if isinstance(event, i.Submitted):
            reports = self._known.setdefault(event.rider, {})
            reports[step.originator_id.hex] = _sent(step, event)

    def of(self, asked: Mapping[str, Collection[str]]) -> dict[str, Sent]:
        """Answer where phones were at these reports of riders, as far as they say."""
        for rider in asked:
            if not self._keyring.kept(rider, FIRST):
                self._known.pop(rider, None)
        self._read(
            UUID(hex=one)
            for rider, some in asked.items()
            for one in some
            if one not in self._known.get(rider, {})
        )
        found = {
            one: sent
            for rider, some in asked.items()
            for one in some
            if (sent := self._known.get(rider, {}).get(one)) is not None
        }
        self._forget(asked)
        return found

    def _read(self, streams: Iterable[UUID]) -> None:
        if not (wanted := sorted(streams)):
            return
        for line in self._app.event_log.lines(0, _ALL, [i.Submitted.TOPIC], streams=wanted):
            with suppress(UnreadableEvent):  # it says nothing any more
                self.learn(self._app.codec.open(line))

    def _forget(self, asked: Iterable[str]) -> None:
        """Drop the reports that came first, and the riders who did."""
        for reports in filter(None, map(self._known.get, asked)):
            while len(reports) > MOST:
                del reports[next(iter(reports))]
        while len(self._known) > ROOM:
            del self._known[next(iter(self._known))]


def _sent(step: Step[Event], event: i.Submitted) -> Sent | None:
    if event.source is not Source.DEVICE:
        return None
    said = event.fix.value if event.fix else None
    return step.position, EarlierFix(
        received_at=step.at,
        place=event.location,
        device_time=said.device_time if said else None,
    )
