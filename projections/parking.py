"""What was said about parked streams, as a view reads it: what to leave out, what to try again."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from domain.parking import ParkedRetried, ParkedSkipped
from domain.streams import parking_stream
from projections.source import Entry, Page, Unreadable, topic_of

TOPICS = frozenset({ParkedRetried.TOPIC, ParkedSkipped.TOPIC})
Streams = Callable[[UUID], Page]  # reads one stream of the log from its beginning


class Word(NamedTuple):
    """Somebody's word about one event that this view gave up."""

    stream: UUID
    position: int
    skip: bool
    told: int  # where in the log it stands


def word_of(entry: Entry, view: str) -> Word | None:
    """Read a word about this view; anything else, or one that makes no sense, is none."""
    if isinstance(entry, Unreadable) or not isinstance(entry.event, ParkedRetried | ParkedSkipped):
        return None
    said = entry.event
    try:
        stream = UUID(hex=said.stream)
    except ValueError:
        return None
    if said.follower != view or entry.originator_id != parking_stream(view):
        return None
    return Word(stream, said.position, isinstance(said, ParkedSkipped), entry.position)


def skips(streams: Streams, view: str) -> Iterator[Word]:
    """List all that a view is to leave out, as far as the log goes."""
    words = (word_of(entry, view) for entry in streams(parking_stream(view)))
    return (word for word in words if word and word.skip)


def known(streams: Streams, view: str, position: int, told: Iterable[int]) -> Streams:
    """Read streams as a view at `position` knows them: `told` it has heard of ahead of time."""
    ahead = set(told)

    def read(stream: UUID) -> Page:
        entries = streams(stream)
        if stream != parking_stream(view):
            return entries
        return [one for one in entries if one.position <= position or one.position in ahead]

    return read


def cut(page: Page, view: str) -> Iterator[Page]:
    """Cut a page so that each word about this view stands alone; nearly always there is none."""
    if page and TOPICS.isdisjoint(map(topic_of, page)):
        yield page
        return
    start = 0
    for index, entry in enumerate(page):
        if topic_of(entry) in TOPICS and word_of(entry, view):
            if start < index:
                yield page[start:index]
            yield page[index : index + 1]
            start = index + 1
    if start < len(page):
        yield page[start:] if start else page
