"""Following the log for certain events, each handled at least once, for ever in order."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    Uuid,
    insert,
    select,
    update,
)

from domain.errors import Refused
from domain.kernel import Event, Step
from services.eventlog.errors import ChangedMeanwhile, LogBusy, LogUnavailable
from services.suishoupai import Suishoupai
from workers.loop import Told, never

PAGE = 500

tables = MetaData()
bookmark = Table(
    "worker_bookmark",
    tables,
    Column("worker", String(40), primary_key=True),
    Column("position", BigInteger, nullable=False),
)
parked = Table(
    "worker_parked",
    tables,
    Column("worker", String(40), primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("stream", Uuid, nullable=False),
    Column("error", String(200), nullable=False),
)

Handle = Callable[[Step[Event]], Awaitable[None]]
_AGAIN = (LogBusy, LogUnavailable, ChangedMeanwhile)  # the log's trouble, not the event's
logger = structlog.get_logger()


class Follower:
    """One worker's way through the log; killed anywhere, it repeats at most one page.

    Repeating is harmless since every handler acts through commands whose ids follow
    from the event.
    """

    def __init__(
        self, name: str, topics: Sequence[str], app: Suishoupai, engine: Engine, handle: Handle
    ) -> None:
        self.name = name
        self._topics = topics
        self._app = app
        self._engine = engine
        self._handle = handle
        tables.create_all(engine)

    async def catch_up(self, told: Told = never) -> int:
        """Handle all that is new, or what can be until `told`; return how many events."""
        seen = 0
        start = await asyncio.to_thread(self.position)
        while True:
            head = await asyncio.to_thread(self._app.recorder.max_notification_id) or 0
            if head <= start:
                return seen
            log = self._app.event_log
            lines = await asyncio.to_thread(log.lines, start, PAGE, self._topics, head)
            for line in lines:
                if told():
                    await asyncio.to_thread(self._move, start)
                    return seen
                await self._one(line)
                start, seen = line.id, seen + 1
            start = lines[-1].id if len(lines) == PAGE else head
            await asyncio.to_thread(self._move, start)

    def position(self) -> int:
        """How far this worker has read."""
        mine = select(bookmark.c.position).where(bookmark.c.worker == self.name)
        with self._engine.connect() as db:
            return int(db.scalar(mine) or 0)

    async def _one(self, line: Any) -> None:  # noqa: ANN401 - a line of the log
        try:
            await self._handle(self._app.codec.to_domain_event(line))
        except _AGAIN:
            raise
        except Refused as refusal:
            # The report moved on since, or was handled by an earlier life of this worker.
            logger.info("not done", worker=self.name, position=line.id, code=refusal.code)
        except Exception as error:
            logger.exception(
                "event parked", worker=self.name, position=line.id, error=type(error).__name__
            )
            await asyncio.to_thread(self._park, line, error)

    def _move(self, position: int) -> None:
        mine = bookmark.c.worker == self.name
        with self._engine.begin() as db:
            moved = db.execute(update(bookmark).where(mine).values(position=position))
            if not moved.rowcount:
                db.execute(insert(bookmark).values(worker=self.name, position=position))

    def _park(self, line: Any, error: Exception) -> None:  # noqa: ANN401 - as above
        with self._engine.begin() as db:
            if not self._parked(db, line.id):
                row = {
                    "worker": self.name,
                    "position": line.id,
                    "stream": line.originator_id,
                    "error": type(error).__name__,
                }
                db.execute(insert(parked).values(row))

    def _parked(self, db: Connection, position: int) -> bool:
        mine = (parked.c.worker == self.name) & (parked.c.position == position)
        return db.scalar(select(parked.c.position).where(mine)) is not None
