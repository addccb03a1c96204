"""Fixed values and small tools for the tests of the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import StoredEvent

from services.database import open_engine
from services.eventlog import Append, EventLog

TENANT = "demo"


@contextmanager
def opened(url: str, **options: Any) -> Iterator[EventLog]:
    """Open a log on an engine of its own, and close both."""
    engine = open_engine(url, durable=False)
    log = EventLog(engine, tenant=TENANT, **options)
    try:
        yield log
    finally:
        log.close()
        engine.dispose()


def happened(
    stream: UUID, version: int, topic: str = "report.noted", state: bytes = b"{}"
) -> StoredEvent:
    return StoredEvent(stream, version, topic, state)


def wish(*events: StoredEvent, command: int | None = None, **options: Any) -> Append:
    """Make a request; without a number its command id is its own."""
    name = uuid4().bytes if command is None else command.to_bytes(16, "big")
    options.setdefault("digest", bytes(32))
    return Append(events, name, **options)
