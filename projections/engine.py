"""How one view keeps up: a page of the log, a transaction, a bookmark that nobody shares.

The bookmark moves in the page's own transaction and only from where it was read, so
two workers can never both apply a page. A page that fails is halved down to the one
event that is wrong; its stream is parked, everything else goes on. An event of the log
may say that a parked stream is to be tried again, or that its event is to be left out.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Self
from uuid import UUID

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    func,
    insert,
    select,
    update,
)

from domain import EVENTS
from domain.kernel import Event, Step
from projections.bulk import look_up_only, put, remembered
from projections.errors import MissedEvent, Overtaken, Poisoned
from projections.parking import Streams, Word, cut, skips, word_of
from projections.sheet import Sheet
from projections.source import Entry, Page, readable, topic_of
from projections.standing import Standing, standing
from projections.stops import Alarm, Parked, Stops
from projections.tables import bookmark, memory, projection, setting
from projections.trouble import not_poison
from projections.view import Settings, View
from services.database import writing

_UNKNOWN: tuple[int, Any] = (0, None)  # what is remembered of a stream that just begins


class Projector:
    """Feeds one view; a generation other than the live one is being rebuilt."""

    def __init__(self, view: View[Any], engine: Engine, alarm: Alarm, streams: Streams) -> None:
        self.view = view
        self._engine = engine
        self._alarm = alarm
        self._streams = streams
        self._stops = Stops(view.name)
        self._wants = cache(view.wants)  # topics are few
        self._read = msgspec.json.Decoder(view.state | None).decode
        self._write = msgspec.json.Encoder().encode

    def on(self, engine: Engine) -> Self:
        """Feed the same view through another engine."""
        return type(self)(self.view, engine, self._alarm, self._streams)

    def live(self) -> Standing:
        """Return the live generation and how far it has read the log."""
        with self._engine.connect() as db:
            return standing(db, self.view)

    def apply(self, generation: int, start: int, page: Page) -> None:
        """Apply the entries after `start`; raises Overtaken when somebody else did."""
        if not start:
            self._recall(generation)
        for part in cut(page, self.view.name):
            if word := word_of(part[0], self.view.name):
                self._heed(generation, start, word)
            else:
                self._apply(generation, start, part)
            start = part[-1].position

    def _apply(self, generation: int, start: int, page: Page) -> None:
        try:
            with writing(self._engine) as db:
                self._move(db, generation, start, page[-1].position)
                self._fold(db, generation, page)
        except Exception as error:
            if not_poison(error):
                raise
            if len(page) == 1:
                self._park(generation, start, page[0], error)
                return
            middle = len(page) // 2
            self._apply(generation, start, page[:middle])
            self._apply(generation, page[middle - 1].position, page[middle:])

    def replay(self, stream: UUID, entries: Sequence[Entry]) -> None:
        """Take a parked stream up again, as far as the view has read the log.

        Raises what stopped it when that still stands; the stream then stays parked.
        """
        generation, position = self.live()
        with writing(self._engine) as db:
            self._move(db, generation, position, position)
            self._stops.unpark(db, generation, stream)
            self._fold(db, generation, [one for one in entries if one.position <= position])

    def parked(self) -> list[Parked]:
        """List the streams that the live view stopped following."""
        generation, _ = self.live()
        with self._engine.connect() as db:
            return self._stops.all(db, generation)

    def _mine(
        self, table: Table, generation: int
    ) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return table.c.view == self.view.name, table.c.generation == generation

    def _move(self, db: Connection, generation: int, start: int, end: int) -> None:
        rules = select(projection.c.edition).where(projection.c.view == self.view.name)
        mine = rules.scalar_subquery() == self.view.edition
        here = (*self._mine(bookmark, generation), bookmark.c.position == start, mine)
        if db.execute(update(bookmark).where(*here).values(position=end)).rowcount != 1:
            raise Overtaken

    def _fold(
        self, db: Connection, generation: int, page: Iterable[Entry], but: UUID | None = None
    ) -> None:
        """Fold what this view follows, parked streams left out `but` that one."""
        wants = self._wants
        wanted = [(one.originator_id.hex, one) for one in page if wants(topic_of(one))]
        if not wanted:
            return
        look_up_only(db)
        stopped, left_out = self._stops.now(db, generation)
        stopped.discard(but.hex if but else "")
        if stopped:
            wanted = [one for one in wanted if one[0] not in stopped]
        settings = self._settings(db, generation)
        lives = self._lives(db, generation, {stream for stream, _ in wanted})
        sheet = Sheet(generation)
        touched: set[str] = set()
        for stream, entry in wanted:
            version, before = lives.get(stream, _UNKNOWN)
            if entry.position in left_out:
                if topic_of(entry) not in self.view.settings:
                    lives[stream] = max(version, entry.originator_version), before
                    touched.add(stream)
                continue
            step = readable(entry)
            if step.event.TOPIC in self.view.settings:
                self._learn(db, generation, settings, step)
                continue
            if entry.originator_version <= version:
                continue  # delivered before
            if entry.originator_version != version + 1:
                raise MissedEvent
            after = self.view.fold(before, step, settings)
            self.view.write(before, after, step, sheet)
            lives[stream] = entry.originator_version, after
            touched.add(stream)
        self.view.finish(sheet)
        sheet.flush(db)
        base = self.view.name, generation
        put(db, memory, [(*base, stream, *self._kept(*lives[stream])) for stream in touched])

    def _lives(
        self, db: Connection, generation: int, streams: set[str]
    ) -> dict[str, tuple[int, Any]]:
        found = remembered(db, self.view.name, generation, streams)
        return {stream: (version, self._read(state)) for stream, version, state in found}

    def _kept(self, version: int, state: Any) -> tuple[int, bytes]:  # noqa: ANN401 - each view remembers its own kind
        return version, self._write(state)

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

    def _recall(self, generation: int) -> None:
        """Learn what is to be left out before the first page: it was said long after."""
        if words := list(skips(self._streams, self.view.name)):
            with writing(self._engine) as db:
                self._stops.leave_out(db, generation, words)

    def _heed(self, generation: int, start: int, word: Word) -> None:
        """Do what somebody said of a parked stream; where that does not help it stays parked.

        Event by event, each in a transaction of its own, the bookmark last: killed in
        between, it goes on where it was. A stream that holds rules of the city concerns
        all others, so that only a rebuild takes it up again.
        """
        with writing(self._engine) as db:
            self._move(db, generation, start, start)
            self._stops.leave_out(db, generation, [word] if word.skip else [])
            taken_up = word.stream.hex in self._stops.now(db, generation)[0]
            version, _ = self._lives(db, generation, {word.stream.hex}).get(
                word.stream.hex, (0, None)
            )
        entries = self._streams(word.stream) if taken_up else ()
        if any(topic_of(entry) in self.view.settings for entry in entries):
            entries, taken_up = (), False
        for entry in entries:
            if entry.originator_version <= version or entry.position > word.told:
                continue
            try:
                with writing(self._engine) as db:
                    self._move(db, generation, start, start)
                    self._fold(db, generation, [entry], but=word.stream)
            except Exception as error:
                if not_poison(error):
                    raise
                self._park(generation, start, entry, error, word.told)
                return
        with writing(self._engine) as db:
            self._move(db, generation, start, word.told)
            if taken_up:
                self._stops.unpark(db, generation, word.stream)

    def _park(
        self, generation: int, start: int, entry: Entry, error: Exception, end: int = 0
    ) -> None:
        """Stop following a stream at this event, and move on: past it, or to `end`."""
        cause = str(error) if isinstance(error, Poisoned) else type(error).__name__
        topic = topic_of(entry)
        stop = Parked(self.view.name, entry.originator_id, entry.position, topic, cause)
        with writing(self._engine) as db:
            self._move(db, generation, start, end or entry.position)
            self._stops.park(db, generation, stop)
        self._alarm(stop)
