"""The library's application on our log: what is loaded, and how it is kept in memory."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from copy import deepcopy
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import StoredEvent
from eventsourcing.utils import Environment, EnvType
from msgspec.structs import replace

from domain.kernel import Aggregate, Event, Step
from services.beginnings import Beginnings
from services.clock import Clock
from services.codec import Codec
from services.eventlog.instants import from_micros
from services.eventlog.recorder import EventLog
from services.eventlog.request import Receipt
from services.fetched import Fetched
from services.lives import lived
from services.remembered import Remembered

A = TypeVar("A", bound=Aggregate[Any])
CACHED = 4_096  # aggregates besides wallets kept in memory; each is brought up to date at every use
_ALL = 100_000  # lines: more than all that is asked for at once
READERS = 64  # streams that threads may bring up to date at the same time


class Loading(Application[UUID]):
    """The library's application: its mapper and repository serve every command."""

    name = "suishoupai"
    log_section_size = 5_000

    def __init__(self, log: EventLog, codec: Codec, clock: Clock) -> None:
        self.event_log = log
        self.codec = codec
        self.clock = clock
        self.beginnings = Beginnings(log, codec, CACHED)
        self._readers = [Lock() for _ in range(READERS)]
        super().__init__()
        self.repository.cache = Remembered(CACHED)

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Take nothing from the process's environment: settings are read in one place."""
        return Environment(name, {**type(self).env, **(env or {})})

    def construct_mapper(self) -> Codec:
        """Write events the way this product writes them."""
        return self.codec

    def construct_event_store(self) -> Fetched:
        """Read streams from memory that were fetched together."""
        self.fetched = Fetched(self.mapper, self.recorder)
        return self.fetched

    def construct_recorder(self) -> EventLog:
        """Keep them in this product's log."""
        return self.event_log

    def load(self, kind: type[A], stream: UUID) -> A:
        """Bring an aggregate to its present; where nothing happened yet, a blank one.

        A stream of another kind is nothing of this kind: names come from outside.
        """
        # The library copies what it keeps while another thread may bring it forward.
        with self._readers[hash(stream) % READERS]:
            try:
                return self.repository.get(stream, projector_func=lived(kind))
            except AggregateNotFoundError:
                return kind(stream)

    def load_many(self, kind: type[A], streams: Sequence[UUID]) -> list[A]:
        """Bring many aggregates to their present, all of them with one question to the log."""
        lines = self.event_log.lines(0, _ALL, streams=list(set(streams)))
        for line in lines:
            if line.originator_version == 1:
                self.beginnings.keep(line)
        with self.fetched.known(streams, lines):
            return [self.load(kind, stream) for stream in streams]

    def lives(self, things: Iterable[tuple[type[A], UUID]]) -> dict[UUID, A]:
        """Bring many things to their present, with one question for what is new of them all.

        One that cannot be read is left out; where nothing happened yet, a blank one.
        """
        kinds = {stream: kind for kind, stream in things}
        kept = {stream: self._kept(kind, stream) for stream, kind in kinds.items()}
        versions = {stream: life.version if life else 0 for stream, life in kept.items()}
        news: dict[UUID | str, list[StoredEvent]] = {}
        for line in self.event_log.newer(versions):
            news.setdefault(line.originator_id, []).append(line)
        found: dict[UUID, A] = {}
        for stream, kind in kinds.items():
            life = kept[stream]
            with suppress(Exception):  # loading it by itself says what is wrong with it
                if stream in news:
                    life = lived(kind)(life, map(self.codec.to_domain_event, news[stream]))
                    if life and self.repository.cache:
                        self.repository.cache.put(stream, deepcopy(life))
                found[stream] = life or kind(stream)
        return found

    def _kept(self, kind: type[A], stream: UUID) -> A | None:
        """Copy what is kept of one stream, if it is of that kind."""
        cache: Any = self.repository.cache
        with self._readers[hash(stream) % READERS], suppress(KeyError):
            kept = cache.get(stream)
            return deepcopy(kept) if isinstance(kept, kind) else None
        return None

    def advanced(self, kind: type[A], stored: Sequence[StoredEvent], receipt: Receipt) -> A | None:
        """Bring what is kept of one stream forward by what was just written, without reading.

        Answers as `load` would, or None where it is not kept as it was before, or is in use.
        """
        (stream,) = {one.originator_id for one in stored}
        cache, turn = self.repository.cache, self._readers[hash(stream) % READERS]
        if cache is None or not turn.acquire(blocking=False):
            return None
        try:
            kept: Any = cache.get(stream)  # type: ignore[arg-type]  # ours are UUIDs
            if not isinstance(kept, kind) or kept.version != stored[0].originator_version - 1:
                return None
            at = from_micros(receipt.recorded_at)
            steps = map(self.codec.to_domain_event, stored)
            places = zip(receipt.positions, steps, strict=True)
            kind.replay(kept, [replace(step, at=at, position=place) for place, step in places])
            return deepcopy(kept)
        except KeyError:
            return None
        finally:
            turn.release()

    def at_version(self, kind: type[A], stream: UUID, version: int) -> A:
        """Show an aggregate as it stood at an earlier version."""
        return self.repository.get(stream, version=version, projector_func=kind.replay)

    def history(self, stream: UUID) -> list[Step[Event]]:
        """Read a stream's events, personal fields closed."""
        lines = self.event_log.select_events(stream)
        return [self.codec.to_domain_event(line) for line in lines]

    def opened(self, stream: UUID, version: int | None = None) -> list[Step[Event]]:
        """Read a stream's events with personal fields open: only for those entitled.

        With `version`, that one event alone.
        """
        if version is None:
            return [self.codec.open(line) for line in self.event_log.select_events(stream)]
        only = self.event_log.stream(stream, gt=version - 1, lte=version)
        return [self.codec.open(line) for line in only]
