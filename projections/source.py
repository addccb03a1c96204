"""Where views read the log: page by page, or one stream from its beginning."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple, Protocol
from uuid import UUID

from domain.kernel import Event, Step
from projections.errors import BrokenLog, MissedEvent, Poisoned
from services.codec import Codec
from services.eventlog.instants import from_micros
from services.eventlog.recorder import EventLog
from services.eventlog.request import Line


class Unreadable(NamedTuple):
    """An event whose stored bytes could not be read; `error` is the error's class."""

    originator_id: UUID
    originator_version: int
    position: int
    topic: str
    error: str
    at: datetime


Entry = Step[Event] | Unreadable
Page = Sequence[Entry]


class Source(Protocol):
    """The log as views see it: public fields only, no key needed."""

    def lines(self, after: int, limit: int) -> Page:
        """Return at most `limit` entries after a position, without a gap."""
        ...

    def stream(self, stream: UUID) -> Page:
        """Return all entries of one stream, oldest first."""
        ...

    def position_at(self, moment: datetime) -> int:
        """Find the last position recorded at or before `moment`; 0 if there is none."""
        ...


class LogSource:
    """Reads the recorder's lines with the codec; what cannot be read is said, not hidden."""

    def __init__(self, log: EventLog, codec: Codec) -> None:
        self._log = log
        self._codec = codec

    def lines(self, after: int, limit: int) -> Page:
        """Return at most `limit` entries after a position."""
        return [self._entry(line) for line in self._log.lines(after, limit)]

    def stream(self, stream: UUID) -> Page:
        """Return all entries of one stream."""
        return [self._entry(line) for line in self._log.stream(stream)]

    def position_at(self, moment: datetime) -> int:
        """Find the last position recorded at or before `moment`; 0 if there is none."""
        return self._log.position_at(moment)

    def _entry(self, line: Line) -> Entry:
        return read(line, self._codec)


def read(line: Line, codec: Codec) -> Entry:
    """Decode one line; whatever is wrong with its bytes is a fact about that line alone."""
    try:
        return codec.to_domain_event(line)
    except Exception as error:  # noqa: BLE001 - a poisoned event must stop its stream, nothing else
        stream = line.originator_id if isinstance(line.originator_id, UUID) else UUID(int=0)
        kind = type(error).__name__
        place = stream, line.originator_version, line.id, line.topic
        return Unreadable(*place, kind, from_micros(line.recorded_at))


def readable(entry: Entry) -> Step[Event]:
    """Take an event that a stream may go on with; raises Poisoned, or MissedEvent."""
    if isinstance(entry, Unreadable):
        raise Poisoned(entry.error)
    if entry.originator_version < 1:
        raise MissedEvent  # a stream begins at 1: nothing can come before it
    return entry


def unbroken(after: int, page: Page) -> Page:
    """Take a page that goes on after a position, line by line; raises BrokenLog otherwise."""
    if any(one.position != place for place, one in enumerate(page, after + 1)):
        raise BrokenLog(after)
    return page


def topic_of(entry: Entry) -> str:
    """Name what kind of event this is, readable or not."""
    return entry.topic if isinstance(entry, Unreadable) else entry.event.TOPIC


def pages(entries: Iterable[Entry], size: int) -> Iterator[Page]:
    """Cut any run of entries, such as an export, into pages."""
    rest = iter(entries)
    while page := list(islice(rest, size)):
        yield page
