"""The application: every command loads from the log, decides, and appends to the log."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from itertools import chain
from threading import Lock
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast
from uuid import UUID
from weakref import WeakValueDictionary

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import StoredEvent
from eventsourcing.utils import Environment, EnvType

from domain.errors import Refused
from domain.kernel import Aggregate, Event, Step
from services.beginnings import Beginnings
from services.clock import Clock
from services.codec import Codec
from services.commands import Command
from services.eventlog.errors import ChangedMeanwhile, CommandReused
from services.eventlog.recorder import EventLog
from services.eventlog.request import Append, Receipt
from services.lives import lived, newborn

A = TypeVar("A", bound=Aggregate[Any])
L = TypeVar("L")
CACHED = 4_096  # aggregates kept in memory; each is brought up to date at every use
READERS = 64  # streams that threads may bring up to date at the same time
TRIES = 5  # how often a decision is taken anew when another process was faster
NOTHING: Mapping[UUID, int] = MappingProxyType({})
Guards = Mapping[UUID, int]
Decide = Callable[..., Guards | None]
"""Changes what it is given; may answer with versions of other streams that it rests on."""


class Change(NamedTuple):
    """What a command led to: the aggregates as it left them, and where its events stand.

    `receipt` is None when nothing changed. `first` is the event that a life began with just
    now, its personal fields open.
    """

    aggregates: tuple[Aggregate[Any], ...]
    receipt: Receipt | None
    first: Event | None = None

    @property
    def position(self) -> int:
        """The log position that shows this change."""
        newest = max(one.position for one in self.aggregates)
        return self.receipt.last_position if self.receipt else newest

    @property
    def begins(self) -> bool:
        """Whether one life began with this, and is all of it."""
        first, receipt = self.aggregates[0], self.receipt
        return receipt is not None and len(self.aggregates) == 1 and first.version == receipt.count


class Suishoupai(Application[UUID]):
    """The library's application on our log: its mapper and repository serve every command."""

    name = "suishoupai"
    log_section_size = 5_000
    env = {"AGGREGATE_CACHE_MAXSIZE": str(CACHED)}

    def __init__(self, log: EventLog, codec: Codec, clock: Clock) -> None:
        self.event_log = log
        self.codec = codec
        self.clock = clock
        self._turns: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()
        self.beginnings = Beginnings(log, codec, CACHED)
        self._readers = [Lock() for _ in range(READERS)]
        super().__init__()

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Take nothing from the process's environment: settings are read in one place."""
        return Environment(name, {**type(self).env, **(env or {})})

    def construct_mapper(self) -> Codec:
        """Write events the way this product writes them."""
        return self.codec

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

    async def change(
        self,
        things: Sequence[tuple[type[Any], UUID]],
        decide: Decide,
        command: Command,
        expect: Guards = NOTHING,
    ) -> Change:
        """Load `things`, let `decide` change them, and append the outcome: all or nothing.

        Commands on one stream wait for each other in this process. When another process
        was faster, the decision is taken again on the newer state, unless it was one of
        `expect` that changed. A command that was carried out before gets its first answer,
        whatever `decide` refuses by now; so all that may be refused belongs into it. It
        runs in a thread of its own and may read.
        Raises what `decide` refuses, CommandReused, ChangedMeanwhile, LogBusy.
        """
        async with AsyncExitStack() as turns:
            for stream in sorted({stream for _, stream in things}):
                await turns.enter_async_context(self._turn(stream))
            for _ in range(TRIES - 1):
                try:
                    return await self._attempt(things, decide, command, expect)
                except ChangedMeanwhile as raced:
                    if raced.stream in expect:
                        raise
            return await self._attempt(things, decide, command, expect)

    async def begin(
        self,
        life: tuple[type[A], UUID],
        look: Callable[[], Awaitable[L]],
        decide: Callable[[A, L], Guards | None],
        command: Command,
        expect: Guards = NOTHING,
    ) -> Change:
        """Begin a life under a name that was minted for it, so that there is nothing to load.

        Like `change`, but `decide` runs here and now, on what `look` found: it may not wait.
        """
        for _ in range(TRIES - 1):
            try:
                return await self._begin(life, await look(), decide, command, expect)
            except ChangedMeanwhile as raced:
                if raced.stream in expect:
                    raise
        return await self._begin(life, await look(), decide, command, expect)

    async def record(
        self, *aggregates: Aggregate[Any], command: Command, expect: Guards = NOTHING
    ) -> Receipt | None:
        """Append what the aggregates decided, in one breath; None when that is nothing."""
        stored = await asyncio.to_thread(self._written, aggregates)
        return await self._append(aggregates, stored, command, expect)

    async def _attempt(
        self,
        things: Sequence[tuple[type[Any], UUID]],
        decide: Decide,
        command: Command,
        expect: Guards,
    ) -> Change:
        try:
            aggregates, stored, rests = await asyncio.to_thread(self._decided, things, decide)
        except Refused:
            if first := await asyncio.to_thread(self._answered, things, command):
                return first
            raise
        if not stored and (first := await asyncio.to_thread(self._answered, things, command)):
            return first
        receipt = await self._append(aggregates, stored, command, {**rests, **expect})
        if receipt and receipt.repeated:
            return await asyncio.to_thread(self._as_left_by, things, receipt)
        change = Change(tuple(aggregates), receipt)
        if receipt and change.begins and (life := self._begun(things[0][0], stored, receipt)):
            return Change((life,), receipt)
        return change

    async def _begin(
        self,
        life: tuple[type[A], UUID],
        known: L,
        decide: Callable[[A, L], Guards | None],
        command: Command,
        expect: Guards,
    ) -> Change:
        kind, stream = life
        new = kind(stream)
        try:
            rests = decide(new, known) or NOTHING
            steps = new.collect_events()
            ready = all(map(self.codec.at_hand, steps))
            stored = self._stored(steps) if ready else await asyncio.to_thread(self._stored, steps)
        except Refused:
            if first := await asyncio.to_thread(self._answered, [life], command):
                return first
            raise
        receipt = await self._append([new], stored, command, {**rests, **expect})
        if receipt is None:
            return Change((new,), None)
        if receipt.repeated:
            return await asyncio.to_thread(self._as_left_by, [life], receipt)
        begun = self._begun(kind, stored, receipt)
        return Change((begun or new,), receipt, steps[0].event)

    def _begun(self, kind: type[A], stored: list[StoredEvent], receipt: Receipt) -> A | None:
        """Show a life that just began as it will be read: under the log's own times."""
        self.beginnings.keep(stored[0])
        return newborn(kind, map(self.codec.to_domain_event, stored), receipt)

    async def _append(
        self,
        aggregates: Sequence[Aggregate[Any]],
        stored: list[StoredEvent],
        command: Command,
        expect: Guards,
    ) -> Receipt | None:
        if not stored:
            return None
        wish = Append(stored, command.id, command.digest, expect)
        receipt = await asyncio.wrap_future(self.event_log.submit(wish))
        for position, event in zip(receipt.positions, stored, strict=False):
            for aggregate in aggregates:
                if aggregate.id == event.originator_id:
                    aggregate.position = position
        return receipt

    def _decided(
        self, things: Sequence[tuple[type[Any], UUID]], decide: Decide
    ) -> tuple[list[Aggregate[Any]], list[StoredEvent], Guards]:
        aggregates = [self.load(kind, stream) for kind, stream in things]
        rests = decide(*aggregates) or NOTHING
        return aggregates, self._written(aggregates), rests

    def _written(self, aggregates: Iterable[Aggregate[Any]]) -> list[StoredEvent]:
        return self._stored(chain.from_iterable(one.collect_events() for one in aggregates))

    def _stored(self, steps: Iterable[Step[Any]]) -> list[StoredEvent]:
        return [
            self.mapper.to_stored_event(cast("DomainEventProtocol[UUID]", step)) for step in steps
        ]

    def _answered(
        self, things: Sequence[tuple[type[Any], UUID]], command: Command
    ) -> Change | None:
        """Find the first answer of a command that was carried out before."""
        known = self.event_log.command(command.id)
        if known is None:
            return None
        if known.digest != command.digest:
            raise CommandReused(command.id)
        receipt = Receipt(known.first_position, known.count, known.recorded_at, repeated=True)
        return self._as_left_by(things, receipt)

    def _as_left_by(self, things: Sequence[tuple[type[Any], UUID]], receipt: Receipt) -> Change:
        """Show the things as the command left them; a first submit minted its own stream."""
        lines = self.event_log.lines(receipt.first_position - 1, receipt.count)
        versions = {cast("UUID", line.originator_id): line.originator_version for line in lines}
        asked = dict.fromkeys(stream for _, stream in things)
        streams = list(versions) if len(things) == 1 else list(asked)
        kinds = [kind for kind, _ in things]
        found = tuple(
            self.at_version(kind, stream, versions[stream])
            if stream in versions
            else self.load(kind, stream)
            for kind, stream in zip(kinds, streams, strict=False)
        )
        return Change(found, receipt)

    def _turn(self, stream: UUID) -> asyncio.Lock:
        turn = self._turns.get(stream)
        if turn is None:
            turn = self._turns[stream] = asyncio.Lock()
        return turn
