"""The rival: the library's own recorder behind our endpoint, in the place of our log."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    Notification,
    StoredEvent,
    Subscription,
)
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore
from sqlalchemy import make_url

from projections.house import House
from services.eventlog.instants import to_micros
from services.eventlog.recorder import EventLog
from services.eventlog.request import Append, KnownCommand, Receipt
from services.suishoupai import Suishoupai
from services.wiring import Wiring

THREADS = 16  # as many as a house has for its own waiting


class LibraryLog(ApplicationRecorder):
    """What our application asks of a log, answered by the library's recorder.

    It knows no command ids, no guards and no proof: all of its time is the append's.
    """

    def __init__(self, recorder: ApplicationRecorder, wiring: Wiring) -> None:
        self._recorder = recorder
        self._clock = wiring.clock
        self._threads = ThreadPoolExecutor(THREADS, "library")

    async def append(self, request: Append) -> Receipt:
        """Append in a thread of its own, one transaction each, as the library does."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._insert, request.events)

    def command(self, command_id: bytes) -> KnownCommand | None:  # noqa: ARG002 - ours asks so
        """Know no command: the library has no memory of them."""
        return None

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Append and wait."""
        return self._recorder.insert_events(stored_events, **kwargs)

    def select_events(self, originator_id: UUID | str, **which: Any) -> Sequence[StoredEvent]:
        """Read one stream."""
        return self._recorder.select_events(originator_id, **which)

    def select_notifications(
        self, start: int | None, limit: int, *which: Any, **more: Any
    ) -> Sequence[Notification]:
        """Read a page."""
        return self._recorder.select_notifications(start, limit, *which, **more)

    def max_notification_id(self) -> int | None:
        """Say the last position."""
        return self._recorder.max_notification_id()

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Follow the log."""
        return self._recorder.subscribe(gt, topics)

    def _insert(self, events: Sequence[StoredEvent]) -> Receipt:
        positions = self._recorder.insert_events(events) or ()
        return Receipt(positions[0], len(events), to_micros(self._clock()))


def with_library(house: House, url: str) -> House:
    """Answer with the same house, whose commands the library's recorder keeps at `url`."""
    wiring = house.wiring
    log = cast("EventLog", LibraryLog(recorder(url), wiring))
    app = Suishoupai(log, wiring.codec, wiring.clock)
    desk = replace(wiring.desk, app=app)
    return replace(house, wiring=replace(wiring, app=app, desk=desk))


def recorder(url: str) -> ApplicationRecorder:
    """Open the library's recorder as it comes, with threads enough."""
    target = make_url(url)
    made: SQLiteApplicationRecorder | PostgresApplicationRecorder
    if target.drivername == "sqlite":
        file = Path(str(target.database)).with_suffix(".library.db")
        made = SQLiteApplicationRecorder(SQLiteDatastore(str(file), pool_size=THREADS))
    else:
        made = PostgresApplicationRecorder(postgres_datastore(url))
    made.create_table()
    return made


def postgres_datastore(url: str) -> PostgresDatastore:
    """Reach a PostgreSQL the library's way."""
    target = make_url(url)
    datastore = PostgresDatastore(
        dbname=str(target.database),
        host=str(target.query.get("host", target.host)),
        port=target.port or 5432,
        user=str(target.username),
        password=target.password or "",
        pool_size=THREADS,
    )
    datastore.pool.open()
    return datastore
