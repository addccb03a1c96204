"""Fixed values and small tools for the tests of the log."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import StoredEvent
from sqlalchemy import text

from domain.merkle import Frontier, leaf_data, leaf_hash
from services.database import open_engine, writing
from services.eventlog import Append, EventLog, Line

TENANT = "demo"


@contextmanager
def opened(url: str, *, durable: bool = False, **options: Any) -> Iterator[EventLog]:
    """Open a log on an engine of its own, and close both."""
    with ExitStack() as held:
        engine = open_engine(url, durable=durable)
        held.callback(engine.dispose)
        log = EventLog(engine, **{"tenant": TENANT} | options)
        held.callback(log.close)
        yield log


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Hold the append lock, as a slow writer in another process would."""
    engine = open_engine(url, durable=False)
    with writing(engine) as db:
        if engine.dialect.name == "postgresql":
            db.execute(text("SELECT size FROM log_head FOR UPDATE"))
        yield
    engine.dispose()


def happened(
    stream: UUID, version: int, topic: str = "report.noted", state: bytes = b"{}"
) -> StoredEvent:
    return StoredEvent(stream, version, topic, state)


def wish(*events: StoredEvent, command: int | None = None, **options: Any) -> Append:
    """Make a request; without a number its command id is its own."""
    name = uuid4().bytes if command is None else command.to_bytes(16, "big")
    options.setdefault("digest", bytes(32))
    return Append(events, name, **options)


def everything(log: EventLog) -> list[Line]:
    return log.lines(0, 1_000_000)


def assert_sound(log: EventLog) -> None:
    """Check all that must be true of any log, whatever happened to its writers."""
    lines = everything(log)
    head = log.head()
    assert [line.id for line in lines] == list(range(1, len(lines) + 1))
    assert head.size == len(lines)
    times = [line.recorded_at for line in lines]
    assert times == sorted(times)
    streams: dict[object, list[int]] = {}
    commands: dict[bytes, list[int]] = {}
    for line in lines:
        streams.setdefault(line.originator_id, []).append(line.originator_version)
        commands.setdefault(line.command_id, []).append(line.id)
    for versions in streams.values():
        assert versions == list(range(1, len(versions) + 1))
    for name, positions in commands.items():
        known = log.command(name)
        assert known is not None
        assert [known.first_position + n for n in range(known.count)] == positions
    tree = Frontier().extended(leaf_hash(as_leaf(line)) for line in lines)
    assert tree.root == head.root
    assert [leaf_hash(as_leaf(line)) for line in lines] == [x.leaf_hash for x in lines]


def as_leaf(line: Line) -> bytes:
    """Write down a stored line as an auditor would."""
    return leaf_data(
        index=line.id - 1,
        tenant=TENANT,
        originator_id=UUID(str(line.originator_id)),
        originator_version=line.originator_version,
        topic=line.topic,
        command_id=line.command_id,
        recorded_at=line.recorded_at,
        state=line.state,
    )
