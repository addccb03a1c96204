"""Following the log for certain events, each handled at least once, for ever in order."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby, islice, pairwise

import structlog
from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.errors import Refused
from domain.kernel import Event, Step
from domain.parking import ParkedRetried, ParkedSkipped
from projections.errors import BrokenLog
from projections.marks import bookmark, parked, prepare_marks
from services import parking
from services.database import writing
from services.eventlog.request import Line
from services.suishoupai import Suishoupai
from workers.loop import Told, never
from workers.trouble import OVER, TROUBLE

PAGE = 500
AT_ONCE = 100  # events handled in one go: more are no cheaper, and an end waits for them

Handle = Callable[[Sequence[Step[Event]]], Awaitable[None]]
logger = structlog.get_logger()


class Follower:
    """One worker's way through the log; killed anywhere, it repeats at most one page.

    Repeating is harmless since every handler acts through commands whose ids follow
    from the event. Events are handled many at a time, in their order; where that fails,
    one by one. What cannot be handled is parked, and tried again by the next start, or
    when the log says so; what the log says to leave out is left out for good.
    """

    def __init__(
        self, name: str, topics: Sequence[str], app: Suishoupai, engine: Engine, handle: Handle
    ) -> None:
        self.name = name
        self._topics = (*topics, *parking.TOPICS)
        self._app = app
        self._engine = engine
        self._handle = handle
        self._started = False
        self._left_out: frozenset[int] = frozenset()
        prepare_marks(engine)

    async def catch_up(self, told: Told = never) -> int:
        """Handle what was new when a page began, or what can be until `told`; say how many events.

        Raises what TROUBLE lists, and BrokenLog; the page under way is then repeated.
        """
        if not self._started:
            self._left_out = await asyncio.to_thread(parking.left_out, self._app, self.name)
            await self._try_again(await asyncio.to_thread(self.parked))
            self._started = True
        seen = 0
        start = await asyncio.to_thread(self.position)
        while True:
            head = await asyncio.to_thread(self._app.recorder.max_notification_id) or 0
            if head <= start:
                return seen
            log = self._app.event_log
            lines = await asyncio.to_thread(log.lines, start, PAGE, self._topics, head)
            places = [start, *(line.id for line in lines)]
            if any(one >= after for one, after in pairwise(places)):
                raise BrokenLog(start)  # handled out of order, it would not do the same
            for some in _parts(lines):
                if told():
                    await asyncio.to_thread(self._move, start)
                    return seen
                await self._all(some)
                start, seen = some[-1].id, seen + len(some)
            start = lines[-1].id if len(lines) == PAGE else head
            await asyncio.to_thread(self._move, start)
            if start == head:  # what was written meanwhile wakes us again
                return seen

    def position(self) -> int:
        """How far this worker has read."""
        mine = select(bookmark.c.position).where(bookmark.c.worker == self.name)
        with self._engine.connect() as db:
            return int(db.scalar(mine) or 0)

    def parked(self) -> list[int]:
        """List the positions of the events that could not be handled."""
        mine = select(parked.c.position).where(parked.c.worker == self.name)
        with self._engine.connect() as db:
            return list(db.scalars(mine.order_by(parked.c.position)))

    async def _try_again(self, positions: Iterable[int]) -> None:
        """Handle what was parked, by an earlier life or before something was mended."""
        for position in positions:
            lines = await asyncio.to_thread(self._app.event_log.lines, position - 1, 1)
            if all([await self._one(line) for line in lines]):
                await asyncio.to_thread(self._unpark, position)

    async def _all(self, lines: Sequence[Line]) -> None:
        """Handle events in one go, or one by one where there is anything about them."""
        if len(lines) == 1 or not await self._in_one_go(lines):
            for line in lines:
                await self._one(line)

    async def _in_one_go(self, lines: Sequence[Line]) -> bool:
        """Handle events together; False where one of them stands in the way of the others."""
        try:
            read = self._app.codec.to_domain_event
            if steps := [read(line) for line in lines if line.id not in self._left_out]:
                await self._handle(steps)
        except (*TROUBLE, *OVER):
            raise
        except Exception as error:  # noqa: BLE001 - told where that event is handled by itself
            logger.info("one by one", worker=self.name, error=type(error).__name__)
            return False
        return True

    async def _one(self, line: Line) -> bool:
        """Handle one event; False where it had to be parked."""
        if line.id in self._left_out:
            return True
        try:
            step = self._app.codec.to_domain_event(line)
            if isinstance(step.event, ParkedRetried | ParkedSkipped):
                await self._heed(step.event)
            else:
                await self._handle([step])
        except (*TROUBLE, *OVER):
            raise
        except Refused as refusal:
            tell(self.name, [refusal])
        except Exception as error:
            logger.exception(
                "event parked", worker=self.name, position=line.id, error=type(error).__name__
            )
            await asyncio.to_thread(self._park, line, error)
            return False
        return True

    async def _heed(self, word: ParkedRetried | ParkedSkipped) -> None:
        """Do what somebody said of an event that this worker parked."""
        if word.follower != self.name:
            return
        if isinstance(word, ParkedSkipped):
            self._left_out |= {word.position}
        await self._try_again({word.position} & {*await asyncio.to_thread(self.parked)})

    def _move(self, position: int) -> None:
        """Move the bookmark on; it never goes back, however many read at once."""
        mine = bookmark.c.worker == self.name
        with suppress(IntegrityError), writing(self._engine) as db:  # another made the first mark
            before = db.scalar(select(bookmark.c.position).where(mine))
            if before is None:
                db.execute(insert(bookmark).values(worker=self.name, position=position))
            else:
                further = mine, bookmark.c.position < position
                db.execute(update(bookmark).where(*further).values(position=position))

    def _park(self, line: Line, error: Exception) -> None:
        row = {
            "worker": self.name,
            "position": line.id,
            "stream": line.originator_id,
            "error": type(error).__name__,
        }
        with suppress(IntegrityError), writing(self._engine) as db:  # it is parked already
            db.execute(insert(parked).values(row))

    def _unpark(self, position: int) -> None:
        mine = (parked.c.worker == self.name) & (parked.c.position == position)
        with writing(self._engine) as db:
            db.execute(delete(parked).where(mine))


def tell(worker: str, outcomes: Iterable[object]) -> None:
    """Note what was refused: the report moved on since, or an earlier life has handled it."""
    for one in outcomes:
        if isinstance(one, Refused):
            logger.info("not done", worker=worker, code=one.code)


def _parts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Cut a page into what is handled in one go; a word about what was parked stands alone."""
    for word, some in groupby(lines, lambda line: line.topic in parking.TOPICS):
        while part := list(islice(some, 1 if word else AT_ONCE)):
            yield part
