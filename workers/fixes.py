"""Where phones were when reports were sent: opened once, and remembered for a while."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from time import monotonic
from typing import Final, NamedTuple
from uuid import UUID

from domain.evidence import EarlierFix
from domain.kernel import Event, Step
from domain.report import intake_events as i
from domain.values import Source
from services.envelope import UnreadableEvent
from services.keycache import LIFETIME
from services.keyring import Keyring
from services.suishoupai import Suishoupai

ROOM: Final = 5_000  # riders that are remembered
MOST: Final = 20  # of the latest reports of each: the journey is judged by ten
FIRST: Final = 1  # generation of keys
_ALL: Final = 1_000_000

Sent = tuple[int, EarlierFix]
"""The position of a report in the log, and where the phone was."""


class _Known(NamedTuple):
    """What is remembered of a rider, until when."""

    until: float
    reports: dict[str, Sent | None]


class Fixes:
    """What riders' own reports said; an inspection that opened ten of them anew took 1.2 ms more.

    Sealed under their riders, they are kept for a minute after the rider's key was last seen, for
    which `keyring` is to be warm with the keys of all who are asked about.
    """

    def __init__(
        self, app: Suishoupai, keyring: Keyring, now: Callable[[], float] = monotonic
    ) -> None:
        self._app = app
        self._keyring = keyring
        self._now = now
        self._known: OrderedDict[str, _Known] = OrderedDict()  # by rider, the last asked about last

    def learn(self, step: Step[Event]) -> None:
        """Remember what a report began with, just opened."""
        event = step.event
        if isinstance(event, i.Submitted):
            self._seen(event.rider)[step.originator_id.hex] = _sent(step, event)

    def of(self, asked: Mapping[str, Collection[str]]) -> dict[str, Sent]:
        """Answer where phones were at these reports of riders, as far as they say."""
        self._forget()
        for rider in asked:
            if self._keyring.kept(rider, FIRST):
                self._seen(rider)
            else:
                self._known.pop(rider, None)
        self._read(UUID(hex=one) for rider, one in _each(asked) if one not in self._reports(rider))
        found = {one: self._reports(rider).get(one) for rider, one in _each(asked)}
        for rider in asked:
            reports = self._reports(rider)
            for one in [*reports][:-MOST]:
                del reports[one]
        return {one: sent for one, sent in found.items() if sent is not None}

    def _seen(self, rider: str) -> dict[str, Sent | None]:
        """Answer what is known of a rider whose key is at hand, for the next minute."""
        reports = self._reports(rider)
        self._known[rider] = _Known(self._now() + LIFETIME, reports)
        self._known.move_to_end(rider)
        return reports

    def _reports(self, rider: str) -> dict[str, Sent | None]:
        known = self._known.get(rider)
        return known.reports if known else {}

    def _read(self, streams: Iterable[UUID]) -> None:
        if not (wanted := sorted(streams)):
            return
        for line in self._app.event_log.lines(0, _ALL, [i.Submitted.TOPIC], streams=wanted):
            with suppress(UnreadableEvent):  # it says nothing any more
                self.learn(self._app.codec.open(line))

    def _forget(self) -> None:
        """Let go of riders whose key was not seen for a minute, or for want of room."""
        while self._known:
            rider, first = next(iter(self._known.items()))
            if self._now() < first.until and len(self._known) <= ROOM:
                return
            del self._known[rider]


def _each(asked: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    return [(rider, one) for rider, some in asked.items() for one in some]


def _sent(step: Step[Event], event: i.Submitted) -> Sent | None:
    if event.source is not Source.DEVICE:
        return None
    said = event.fix.value if event.fix else None
    return step.position, EarlierFix(
        received_at=step.at,
        place=event.location,
        device_time=said.device_time if said else None,
    )
