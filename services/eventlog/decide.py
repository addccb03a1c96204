"""Which of the waiting commands may be written, and as what: a pure decision."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from domain.merkle import Frontier, leaf_data, leaf_hash
from services.eventlog.errors import ChangedMeanwhile, CommandReused
from services.eventlog.request import Append, KnownCommand, Receipt, stream_of

Answer = Receipt | ChangedMeanwhile | CommandReused


@dataclass(frozen=True, slots=True)
class Known:
    """What the database says under the append lock about all that the batch names.

    A stream that does not exist is absent from `versions`. `now` is the database's own
    time, in microseconds, where it has one.
    """

    tenant: str
    frontier: Frontier
    recorded_at: int
    versions: dict[UUID, int]
    commands: dict[bytes, KnownCommand]
    now: int | None = None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event that will be written."""

    position: int
    originator_id: UUID
    originator_version: int
    topic: str
    state: bytes
    command_id: bytes
    leaf_hash: bytes


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer for each request, in their order, and the rows that make it so."""

    tenant: str
    recorded_at: int
    frontier: Frontier
    answers: list[Answer] = field(default_factory=list)
    events: list[EventRow] = field(default_factory=list)
    commands: list[tuple[bytes, KnownCommand]] = field(default_factory=list)


def decide(requests: Sequence[Append], known: Known, now: int) -> Decision:
    """Judge `requests` in the order they came, each after those before it.

    A request that is refused changes nothing for the others. Time never runs
    backwards: the batch gets the clock's `now`, or the log's last time if later.
    """
    batch = _Batch(known, max(now, known.recorded_at))
    answers = [batch.answer(request) for request in requests]
    return Decision(
        tenant=known.tenant,
        recorded_at=batch.recorded_at,
        frontier=known.frontier.extended(row.leaf_hash for row in batch.events),
        answers=answers,
        events=batch.events,
        commands=batch.commands,
    )


class _Batch:
    """The log as it will be once the requests judged so far are written."""

    def __init__(self, known: Known, recorded_at: int) -> None:
        self.recorded_at = recorded_at
        self.events: list[EventRow] = []
        self.commands: list[tuple[bytes, KnownCommand]] = []
        self._tenant = known.tenant
        self._size = known.frontier.size
        self._versions = dict(known.versions)
        self._known = dict(known.commands)

    def answer(self, request: Append) -> Answer:
        before = self._known.get(request.command_id)
        if before is not None:
            if before.digest != request.digest:
                return CommandReused(request.command_id)
            place = before.first_position, before.count, before.recorded_at
            return Receipt(*place, repeated=True)
        changed = self._changed(request)
        if isinstance(changed, ChangedMeanwhile):
            return changed
        self._versions.update(changed)
        return self._accept(request)

    def _changed(self, request: Append) -> dict[UUID, int] | ChangedMeanwhile:
        """Find the versions that the request would leave, or what forbids it."""
        for stream, expected in request.expect.items():
            actual = self._versions.get(stream, 0)
            if actual != expected:
                return ChangedMeanwhile(stream, expected, actual)
        left: dict[UUID, int] = {}
        for event in request.events:
            stream, version = stream_of(event), event.originator_version
            last = left.get(stream, self._versions.get(stream))
            # A stream begins at 1; the library's own test cases begin at 0.
            fits = version in {0, 1} if last is None else version == last + 1
            if not fits:
                return ChangedMeanwhile(stream, version - 1, last or 0)
            left[stream] = version
        return left

    def _accept(self, request: Append) -> Receipt:
        first = self._size + 1
        for event in request.events:
            self.events.append(self._row(event, request.command_id))
            self._size += 1
        place = first, len(request.events), self.recorded_at
        known = KnownCommand(request.digest, *place)
        self._known[request.command_id] = known
        self.commands.append((request.command_id, known))
        return Receipt(*place)

    def _row(self, event: StoredEvent, command_id: bytes) -> EventRow:
        leaf = leaf_data(
            index=self._size,
            tenant=self._tenant,
            originator_id=stream_of(event),
            originator_version=event.originator_version,
            topic=event.topic,
            command_id=command_id,
            recorded_at=self.recorded_at,
            state=event.state,
        )
        return EventRow(
            position=self._size + 1,
            originator_id=stream_of(event),
            originator_version=event.originator_version,
            topic=event.topic,
            state=event.state,
            command_id=command_id,
            leaf_hash=leaf_hash(leaf),
        )
