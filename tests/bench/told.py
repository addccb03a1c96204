"""A log of many lives: random, the same every time, told by the tests of the views."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from operator import attrgetter
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from domain import EVENTS
from domain.kernel import Event, Step
from services.codec import Codec
from services.database import open_engine
from services.eventlog.recorder import EventLog
from services.sealing import DataKey
from tests.projections.histories import tell
from tests.projections.memory import MORNING

REPORTS, EVENTS_EACH = 250, 2_000  # of one telling
TOGETHER = 20  # events in one append
_SHIFT = 1 << 32  # between the ids of two tellings


class _NoKeys:
    """Nothing in these lives is sealed."""

    def key(self, subject: str, purpose: str) -> DataKey:
        raise AssertionError((subject, purpose))

    def find(self, subject: str, generation: int) -> None:
        raise AssertionError((subject, generation))

    def at_hand(self, subject: str, purpose: str) -> bool:
        raise AssertionError((subject, purpose))

    def kept(self, subject: str, generation: int) -> bool:
        raise AssertionError((subject, generation))


@dataclass
class _Now:
    """The clock of the log: the time of the story."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at


@contextmanager
def told(url: str, tellings: int) -> Iterator[tuple[EventLog, Codec, int]]:
    """Write about 2,000 events for each telling to `url`; answer with log, codec and size."""
    now, codec = _Now(), Codec(EVENTS, _NoKeys())
    engine = open_engine(url, durable=False)  # while it is told: nobody measures that
    log = EventLog(engine, tenant="bench", clock=now)
    try:
        story = iter(_merged(tellings))
        while some := list(islice(story, TOGETHER)):
            now.at = some[-1].at
            made: Any = some  # steps meet the library's protocol of events
            log.insert_events([codec.to_stored_event(step) for step in made])
        yield log, codec, log.max_notification_id() or 0
    finally:
        log.close()
        engine.dispose()


def _merged(tellings: int) -> list[Step[Event]]:
    """Let all tellings happen at once, in the order of their times."""
    steps = [step for number in range(tellings) for step in _lives(number)]
    return sorted(steps, key=attrgetter("at"))


def _lives(number: int) -> Iterator[Step[Event]]:
    for entry in tell(number, REPORTS, EVENTS_EACH).entries:
        if isinstance(entry, Step):
            stream = UUID(int=entry.originator_id.int + number * _SHIFT)
            yield replace(entry, originator_id=stream)
