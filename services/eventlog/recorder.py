"""The event log: eventsourcing's recorder interface over SQLite and PostgreSQL."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from hashlib import sha256
from secrets import token_bytes
from typing import ClassVar
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from sqlalchemy import Engine

from services.clock import Clock, system_clock
from services.eventlog.blobs import Blobs
from services.eventlog.conversation import Conversation
from services.eventlog.ears import listening
from services.eventlog.postgres import PostgresConversation
from services.eventlog.reading import Reading
from services.eventlog.request import (
    COMMAND_ID_SIZE,
    Append,
    Head,
    KnownCommand,
    Line,
    Receipt,
)
from services.eventlog.sqlite import SqliteConversation
from services.eventlog.subscription import Followed, LogSubscription
from services.eventlog.tables import found
from services.eventlog.wakeup import Wakeup
from services.eventlog.writer import PATIENCE, Writer

MOST_WAITING = 4096


class EventLog(Followed):
    """Everything that happens in one city: positions 1..n, no gap, commit order."""

    WRITER: ClassVar[type[Writer]] = Writer

    def __init__(
        self,
        engine: Engine,
        *,
        tenant: str | None,
        clock: Clock = system_clock,
        most_waiting: int = MOST_WAITING,
        patience: Sequence[float] = PATIENCE,
    ) -> None:
        """Open the log, or found it for `tenant`; without one it must exist already.

        `patience` are the pauses, in seconds, between attempts to write while the
        database cannot be reached; after the last one, `LogUnavailable`.
        Raises `TenantMismatch` or `NotFounded`. The engine stays the caller's.
        """
        self.tenant = found(engine, tenant)
        self.blobs = Blobs(engine)
        self._reading = Reading(engine)
        self._wakeup = Wakeup(partial(listening, engine), self._reading.size)
        talk = _conversation(engine)
        grown = self._wakeup.grown
        self._writer = self.WRITER(talk, clock, grown, most_waiting, patience)

    @property
    def waiting(self) -> int:
        """How many appends wait in this process for the log."""
        return self._writer.waiting

    def submit(self, request: Append) -> Future[Receipt]:
        """Ask for an append; the future gets the receipt once it is committed.

        The future raises `ChangedMeanwhile`, `CommandReused` or `LogUnavailable`;
        the call itself `LogBusy` or `LogClosed`. Requests are judged in the order
        of these calls, so one may build on an earlier one that still waits.
        """
        answer: Future[Receipt] = Future()
        self._writer.submit(request, answer)
        return answer

    async def append(self, request: Append) -> Receipt:
        """Append like `submit`, and wait without a thread; the loop is told a batch at a time."""
        answer: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self._writer.submit(request, answer)
        return await answer

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        command_id: bytes | None = None,
        digest: bytes | None = None,
        expect: Mapping[UUID, int] | None = None,
        **_: object,
    ) -> Sequence[int]:
        """Append and wait; answer with the positions.

        Without a command id the call is a command of its own, never a repetition.
        """
        if not stored_events:
            return []
        request = Append(
            stored_events,
            command_id or token_bytes(COMMAND_ID_SIZE),
            digest or _digest(stored_events),
            expect or {},
        )
        return list(self.submit(request).result().positions)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[Line]:
        """Read one stream as the library asks for it."""
        stream = UUID(str(originator_id))
        return self._reading.stream(stream, gt, lte, desc=desc, limit=limit)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Line]:
        """Read a page of the log as the library asks for it."""
        after = 0 if start is None else start - inclusive_of_start
        return self._reading.lines(after, limit, topics, stop)

    def max_notification_id(self) -> int | None:
        """Say the last position, or None while nothing has happened."""
        return self._reading.size() or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> LogSubscription:
        """Follow the log from the position after `gt`, for ever."""
        return LogSubscription(self, gt, topics)

    def lines(
        self,
        after: int,
        limit: int,
        topics: Sequence[str] = (),
        upto: int | None = None,
        *,
        streams: Sequence[UUID] = (),
        newest: bool = False,
    ) -> list[Line]:
        """Read at most `limit` lines with positions in (after, upto], in order.

        The other way round with `newest`; of these topics or streams alone, if any are named.
        """
        found = self._reading.lines
        return found(after, limit, topics, upto, streams=streams, newest=newest)

    def stream(
        self, originator_id: UUID, gt: int | None = None, lte: int | None = None
    ) -> list[Line]:
        """Read one stream: versions above `gt` up to `lte`, in order."""
        return self._reading.stream(originator_id, gt, lte)

    def newer(self, versions: Mapping[UUID, int]) -> list[Line]:
        """Read what streams hold above these versions, each in its order: one question."""
        return self._reading.newer(versions)

    def command(self, command_id: bytes) -> KnownCommand | None:
        """Find what was carried out under this command id."""
        return self._reading.command(command_id)

    def head(self) -> Head:
        """Read how far the log has come, with the root over all of it."""
        return self._reading.head()

    def position_at(self, moment: datetime) -> int:
        """Find the last position recorded at or before `moment`; 0 if there is none."""
        return self._reading.position_at(moment)

    def wait_past(self, position: int, timeout: float) -> bool:
        """Wait until the log is longer than `position`, at most `timeout` seconds.

        Whoever wrote it, in this process or another; read again after either answer.
        """
        return self._wakeup.wait_past(position, timeout)

    def watched(self, wake: Callable[[], None]) -> AbstractContextManager[None]:
        """Have `wake` called, from any thread, whenever the log has grown."""
        return self._wakeup.watched(wake)

    def close(self) -> None:
        """Write what waits, then end the threads; the engine is left to its owner."""
        self._writer.close()
        self._wakeup.close()


def _conversation(engine: Engine) -> Conversation:
    if engine.dialect.name == "postgresql":
        return PostgresConversation(engine)
    return SqliteConversation(engine)


def _digest(stored_events: Sequence[StoredEvent]) -> bytes:
    """Stand for a request of which nothing is known but its events."""
    digest = sha256()
    for event in stored_events:
        digest.update(sha256(event.topic.encode()).digest())
        digest.update(sha256(event.state).digest())
    return digest.digest()
