"""How one view keeps up: a page of the log, a transaction, a bookmark that nobody shares.

The bookmark moves in the page's own transaction and only from where it was read, so
two workers can never both apply a page. A page that fails is halved down to the one
event that is wrong; its stream is parked, everything else goes on.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Self
from uuid import UUID

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import InterfaceError, OperationalError

from domain import EVENTS
from domain.kernel import Event, Step
from projections.errors import MissedEvent, Overtaken, Poisoned
from projections.sheet import Sheet
from projections.source import Entry, Page, Unreadable, topic_of
from projections.tables import Row, bookmark, memory, parked, projection, put, setting
from projections.view import Settings, View
from services.database import writing
from services.leases import LeaseLost

CHUNK = 500  # how many keys one statement names


class Parked(NamedTuple):
    """A stream that a view stopped following, and why; nothing personal."""

    view: str
    stream: UUID
    position: int
    topic: str
    error: str


Alarm = Callable[[Parked], None]
_NOT_POISON = (Overtaken, LeaseLost, OperationalError, InterfaceError)  # not the event's fault


class Projector:
    """Feeds one view; a generation other than the live one is being rebuilt."""

    def __init__(self, view: View[Any], engine: Engine, alarm: Alarm) -> None:
        self.view = view
        self._engine = engine
        self._alarm = alarm
        self._read = msgspec.json.Decoder(view.state).decode
        self._write = msgspec.json.Encoder().encode

    def on(self, engine: Engine) -> Self:
        """Feed the same view through another engine."""
        return type(self)(self.view, engine, self._alarm)

    def live(self) -> tuple[int, int]:
        """Return the live generation and how far it has read the log."""
        mine = and_(
            bookmark.c.view == projection.c.view, bookmark.c.generation == projection.c.live
        )
        query = select(projection.c.live, bookmark.c.position).join(bookmark, mine)
        with self._engine.connect() as db:
            row = db.execute(query.where(projection.c.view == self.view.name)).one()
        return int(row[0]), int(row[1])

    def apply(self, generation: int, start: int, page: Page) -> None:
        """Apply the entries after `start`; raises Overtaken when somebody else did."""
        try:
            with writing(self._engine) as db:
                self._move(db, generation, start, page[-1].position)
                self._fold(db, generation, page)
        except _NOT_POISON:
            raise
        except Exception as error:  # noqa: BLE001 - whatever an event does wrong stops its stream alone
            if len(page) == 1:
                self._park(generation, start, page[0], error)
                return
            middle = len(page) // 2
            self.apply(generation, start, page[:middle])
            self.apply(generation, page[middle - 1].position, page[middle:])

    def replay(self, stream: UUID, entries: Sequence[Entry]) -> None:
        """Take a parked stream up again, as far as the view has read the log.

        Raises what stopped it when that still stands; the stream then stays parked.
        """
        generation, position = self.live()
        with writing(self._engine) as db:
            self._move(db, generation, position, position)
            mine = self._mine(parked, generation)
            db.execute(delete(parked).where(*mine, parked.c.stream == stream.hex))
            self._fold(db, generation, [one for one in entries if one.position <= position])

    def parked(self) -> list[Parked]:
        """List the streams that the live view stopped following."""
        generation, _ = self.live()
        query = select(parked).where(*self._mine(parked, generation)).order_by(parked.c.position)
        with self._engine.connect() as db:
            rows = db.execute(query).mappings().all()
        return [
            Parked(row["view"], UUID(row["stream"]), row["position"], row["topic"], row["error"])
            for row in rows
        ]

    def _mine(
        self, table: Table, generation: int
    ) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return table.c.view == self.view.name, table.c.generation == generation

    def _move(self, db: Connection, generation: int, start: int, end: int) -> None:
        here = (*self._mine(bookmark, generation), bookmark.c.position == start)
        if db.execute(update(bookmark).where(*here).values(position=end)).rowcount != 1:
            raise Overtaken

    def _fold(self, db: Connection, generation: int, page: Iterable[Entry]) -> None:
        wanted = [entry for entry in page if self.view.wants(topic_of(entry))]
        if not wanted:
            return
        stopped = self._stopped(db, generation)
        wanted = [entry for entry in wanted if entry.originator_id.hex not in stopped]
        settings = self._settings(db, generation)
        lives = self._lives(db, generation, {entry.originator_id.hex for entry in wanted})
        sheet = Sheet(generation)
        touched: dict[str, Row] = {}
        for entry in wanted:
            if isinstance(entry, Unreadable):
                raise Poisoned(entry.error)
            if entry.event.TOPIC in self.view.settings:
                self._learn(db, generation, settings, entry)
                continue
            stream = entry.originator_id.hex
            version, before = lives.get(stream, (0, None))
            if entry.originator_version <= version:
                continue  # delivered before
            if entry.originator_version != version + 1:
                raise MissedEvent
            after = self.view.fold(before, entry, settings)
            self.view.write(before, after, entry, sheet)
            lives[stream] = entry.originator_version, after
            touched[stream] = {"stream": stream, "version": entry.originator_version}
        sheet.flush(db)
        base = {"view": self.view.name, "generation": generation}
        for stream, row in touched.items():
            row.update(base, state=self._write(lives[stream][1]))
        put(db, memory, list(touched.values()))

    def _stopped(self, db: Connection, generation: int) -> set[str]:
        query = select(parked.c.stream).where(*self._mine(parked, generation))
        return set(db.scalars(query))

    def _lives(
        self, db: Connection, generation: int, streams: set[str]
    ) -> dict[str, tuple[int, Any]]:
        names = sorted(streams)
        lives: dict[str, tuple[int, Any]] = {}
        for first in range(0, len(names), CHUNK):
            query = select(memory.c.stream, memory.c.version, memory.c.state).where(
                *self._mine(memory, generation), memory.c.stream.in_(names[first : first + CHUNK])
            )
            for stream, version, state in db.execute(query):
                lives[stream] = version, self._read(state)
        return lives

    def _settings(self, db: Connection, generation: int) -> Settings:
        settings = Settings()
        if self.view.settings:
            mine = self._mine(setting, generation)
            query = select(setting).where(*mine).order_by(setting.c.position)
            for row in db.execute(query).mappings():
                event = msgspec.json.decode(row["body"], type=EVENTS[row["topic"]])
                settings.learn(row["position"], event)
        return settings

    def _learn(
        self, db: Connection, generation: int, settings: Settings, step: Step[Event]
    ) -> None:
        """Keep a rule of the city; told twice, it is kept once."""
        mine = (*self._mine(setting, generation), setting.c.position == step.position)
        if db.scalar(select(func.count()).select_from(setting).where(*mine)):
            return
        settings.learn(step.position, step.event)
        values = {
            "view": self.view.name,
            "generation": generation,
            "position": step.position,
            "topic": step.event.TOPIC,
            "body": self._write(step.event),
        }
        db.execute(insert(setting).values(values))

    def _park(self, generation: int, start: int, entry: Entry, error: Exception) -> None:
        cause = str(error) if isinstance(error, Poisoned) else type(error).__name__
        topic = topic_of(entry)
        stop = Parked(self.view.name, entry.originator_id, entry.position, topic, cause)
        row = {**stop._asdict(), "generation": generation, "stream": stop.stream.hex}
        with writing(self._engine) as db:
            self._move(db, generation, start, entry.position)
            put(db, parked, [row])
        self._alarm(stop)
