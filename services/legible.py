"""A stream as far as it can be read: for those who can do without the rest of it."""

from collections.abc import Callable, Iterator
from uuid import UUID

import structlog
from eventsourcing.persistence import StoredEvent

from domain.kernel import Event, Step
from services.envelope import UnreadableEvent
from services.suishoupai import Suishoupai

Read = Callable[[StoredEvent], Step[Event]]
logger = structlog.get_logger()


def history(app: Suishoupai, stream: UUID) -> Iterator[Step[Event]]:
    """Read the events that can be read, personal fields closed."""
    return _read(app, stream, app.codec.to_domain_event)


def opened(app: Suishoupai, stream: UUID, upto: int | None = None) -> Iterator[Step[Event]]:
    """Read the events that can be opened, up to a version: only for those entitled."""
    return _read(app, stream, app.codec.open, upto)


def _read(
    app: Suishoupai, stream: UUID, read: Read, upto: int | None = None
) -> Iterator[Step[Event]]:
    for line in app.event_log.stream(stream, lte=upto):
        try:
            yield read(line)
        except UnreadableEvent as error:
            place = {"stream": str(stream), "position": line.id, "topic": line.topic}
            logger.error("event left out", error=type(error).__name__, **place)  # noqa: TRY400 - no text
