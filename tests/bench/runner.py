"""The rival of a replay: the library's runner, into a view that could not be simpler."""

import time
from pathlib import Path
from threading import Event as Signal
from typing import Any, ClassVar, Protocol
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import Tracking, TrackingRecorder
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from eventsourcing.sqlite import SQLiteTrackingRecorder
from psycopg.sql import SQL
from sqlalchemy import make_url

from services.codec import Codec
from services.eventlog.recorder import EventLog

PATIENCE = 120.0
_CREATE = "CREATE TABLE IF NOT EXISTS counted (stream {uuid} PRIMARY KEY, events BIGINT NOT NULL)"
_COUNT = (
    "INSERT INTO counted VALUES ({mark}, 1)"
    " ON CONFLICT (stream) DO UPDATE SET events = counted.events + 1"
)


class Counts(Protocol):
    """A view of the library's own kind, exactly once: how many events each stream has."""

    def count(self, stream: UUID, tracking: Tracking) -> None:
        """Count one event and remember that it was, in one transaction."""


class PostgresCounts(PostgresTrackingRecorder):
    """The view on PostgreSQL."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.sql_create_statements.append(SQL(_CREATE.format(uuid="UUID")).format())

    def count(self, stream: UUID, tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(_COUNT.format(mark="%s").encode(), (stream,), prepare=True)


class SqliteCounts(SQLiteTrackingRecorder):
    """The view on SQLite."""

    def construct_create_table_statements(self) -> list[str]:
        return [*super().construct_create_table_statements(), _CREATE.format(uuid="TEXT")]

    def count(self, stream: UUID, tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(_COUNT.format(mark="?"), (stream.hex,))


class Counting(Projection[Any]):
    """Follows a log from its beginning, and says when it has gone far enough."""

    name = "counting"
    view: Counts
    enough: ClassVar[int] = 0
    began: ClassVar[float] = 0.0
    ended: ClassVar[float] = 0.0
    done: ClassVar[Signal] = Signal()

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Take one event, in a transaction of its own."""
        kind = type(self)
        if tracking.notification_id == 1:
            kind.began = time.perf_counter()
        self.view.count(domain_event.originator_id, tracking)
        if tracking.notification_id == kind.enough:
            kind.ended = time.perf_counter()
            kind.done.set()


def run_library(log: EventLog, codec: Codec, views: str, events: int) -> float:
    """Let the library's runner follow our log for so many events; answer events a second."""

    class Following(Application[UUID]):
        def construct_recorder(self) -> EventLog:
            return log

        def construct_mapper(self) -> Codec:
            return codec

    Counting.enough, Counting.done = events, Signal()
    view, env = _view(views)
    with ProjectionRunner(
        application_class=Following, projection_class=Counting, view_class=view, env=env
    ):
        assert Counting.done.wait(PATIENCE), "the runner did not get there"
    return (events - 1) / (Counting.ended - Counting.began)


def _view(url: str) -> tuple[type[TrackingRecorder], dict[str, str]]:
    target = make_url(url)
    if target.drivername == "sqlite":
        file = str(Path(str(target.database)))
        return SqliteCounts, {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": file}
    return PostgresCounts, {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(target.database),
        "POSTGRES_HOST": str(target.query.get("host", target.host)),
        "POSTGRES_PORT": str(target.port or 5432),
        "POSTGRES_USER": str(target.username),
        "POSTGRES_PASSWORD": target.password or "",
    }
