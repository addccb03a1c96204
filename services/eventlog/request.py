"""What is asked of the log, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent

from services.eventlog.errors import EventTooLarge

STATE_LIMIT = 60_000  # an entry of the proof carries a 16-bit length
COMMAND_ID_SIZE = 16
DIGEST_SIZE = 32
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Append:
    """One command's wish: these events, all of them or none.

    `command_id` makes it safe to ask again; `digest` stands for the request that
    was made under that id. `expect` names versions of streams that are not written
    but on which the decision rests; 0 means that the stream does not exist.
    A ValueError says that the wish is malformed, `EventTooLarge` that it is too big.
    """

    events: Sequence[StoredEvent]
    command_id: bytes
    digest: bytes
    expect: Mapping[UUID, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what no database could keep."""
        if not self.events:
            raise ValueError("nothing to append")
        if len(self.command_id) != COMMAND_ID_SIZE:
            raise ValueError(f"a command id has {COMMAND_ID_SIZE} bytes")
        if len(self.digest) != DIGEST_SIZE:
            raise ValueError(f"a digest has {DIGEST_SIZE} bytes")
        for event in self.events:
            _check(event)

    @property
    def streams(self) -> set[UUID]:
        """The streams that are written, and those on which the decision rests."""
        return {stream_of(event) for event in self.events}.union(self.expect)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where the events of a command stand, and since when (microseconds since 1970).

    `repeated` says that the command had been carried out before.
    """

    first_position: int
    count: int
    recorded_at: int
    repeated: bool = False

    @property
    def last_position(self) -> int:
        """The position of the command's last event."""
        return self.first_position + self.count - 1

    @property
    def positions(self) -> range:
        """The positions of all the command's events, in order."""
        return range(self.first_position, self.first_position + self.count)


@dataclass(frozen=True)
class Line(Notification):
    """One event as the log keeps it; `id` is its position."""

    command_id: bytes
    recorded_at: int
    leaf_hash: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """How far the log has come, and the root of the tree over all of it."""

    size: int
    root: bytes
    recorded_at: int
    tenant: str


@dataclass(frozen=True, slots=True)
class KnownCommand:
    """A command that was carried out: for which request, and with what events."""

    digest: bytes
    first_position: int
    count: int
    recorded_at: int


def stream_of(event: StoredEvent) -> UUID:
    """Name the stream of an event; the library would allow text, we do not."""
    if not isinstance(event.originator_id, UUID):
        raise ValueError(f"{event.originator_id!r} is not a UUID")  # noqa: TRY004 - one error for all malformed wishes
    return event.originator_id


def _check(event: StoredEvent) -> None:
    stream_of(event)
    if not 0 <= event.originator_version <= _LARGEST:
        raise ValueError(f"{event.originator_version} is not a version")
    if not event.topic or "\0" in event.topic:
        raise ValueError(f"{event.topic!r} is not a topic")
    event.topic.encode()  # half a surrogate pair has no bytes: also a ValueError
    if len(event.state) > STATE_LIMIT:
        raise EventTooLarge(event.topic, len(event.state), STATE_LIMIT)
