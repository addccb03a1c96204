"""Lives through the log again, up to any position or moment, and says what came of it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from msgspec import to_builtins

from domain.kernel import Aggregate, Event, Step
from domain.report.state import Report
from domain.wallet import Wallet
from services.codec import Codec
from services.eventlog.instants import read_instant
from services.eventlog.recorder import EventLog
from services.number import BadNumber, parse
from services.reporting.context import UnknownReport
from workers.telling import Declined

PAGE: Final = 5_000
Progress = Callable[[int, int], None]
A = TypeVar("A", bound=Aggregate[Any])


class BadMoment(Declined):
    """Neither a position of the log nor a moment in RFC 3339 with its offset."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is neither a position nor like 2026-11-23T09:00:00+08:00")
        self.text = text


class State(NamedTuple):
    """How things stood at a position."""

    position: int
    events: dict[str, int]  # kind of stream -> how many
    reports: dict[str, int]  # state -> how many
    wallets: int
    balance: int
    pending: int


def position_of(log: EventLog, text: str | None) -> int:
    """Read what `--as-of` names: a position, or the last one at a moment; else the head.

    Raises BadMoment. A position beyond the head is the head.
    """
    head = log.head().size
    if text is None:
        return head
    if re.fullmatch(r"[0-9]{1,18}", text):
        return min(int(text), head)
    try:
        return log.position_at(read_instant(text))
    except ValueError:
        raise BadMoment(text) from None


def state_at(log: EventLog, codec: Codec, position: int, progress: Progress) -> State:
    """Fold every event up to a position with the domain's own rules."""
    reports: dict[UUID, Report] = {}
    wallets: dict[UUID, Wallet] = {}
    events: Counter[str] = Counter()
    for step in _steps(log, codec, position, progress):
        kind = step.event.TOPIC.partition(".")[0]
        events[kind] += 1
        if kind == "report":
            _fold(Report, reports, step)
        elif kind == "wallet":
            _fold(Wallet, wallets, step)
    return State(
        position,
        dict(sorted(events.items())),
        dict(sorted(Counter(str(one.state) for one in reports.values()).items())),
        len(wallets),
        sum(one.balance for one in wallets.values()),
        sum(one.pending for one in wallets.values()),
    )


def story_of(log: EventLog, codec: Codec, report: str, position: int) -> list[dict[str, Any]]:
    """Tell a report's events up to a position, public fields only.

    Raises UnknownReport for what is neither a report's id nor its number.
    """
    try:
        stream = UUID(report)
    except ValueError:
        stream = _numbered(log, codec, report)
    steps = [codec.to_domain_event(line) for line in log.stream(stream)]
    told = [_told(step) for step in steps if step.position <= position]
    if not told or not steps[0].event.TOPIC.startswith("report."):
        raise UnknownReport
    return told


def _fold(kind: type[A], lives: dict[UUID, A], step: Step[Any]) -> None:
    life = lives.setdefault(step.originator_id, kind(step.originator_id))
    kind.replay(life, [step])


def _numbered(log: EventLog, codec: Codec, number: str) -> UUID:
    try:
        wanted = parse(number)
    except BadNumber as error:
        raise UnknownReport from error
    after = 0
    while lines := log.lines(after, PAGE, ("report.submitted",)):
        for line in lines:
            event: Any = codec.to_domain_event(line).event
            if event.number == wanted:
                return UUID(str(line.originator_id))
        after = lines[-1].id
    raise UnknownReport


def _steps(log: EventLog, codec: Codec, position: int, progress: Progress) -> Iterator[Step[Event]]:
    after = 0
    while lines := log.lines(after, PAGE, upto=position):
        yield from map(codec.to_domain_event, lines)
        after = lines[-1].id
        progress(after, position)


def _told(step: Step[Event]) -> dict[str, Any]:
    facts = {
        name: value
        for name, value in to_builtins(step.event).items()
        if name not in {*step.event.SEALED, "by"} and value is not None
    }
    return {
        "position": step.position,
        "version": step.originator_version,
        "at": step.at.isoformat(),
        "topic": step.event.TOPIC,
        "by": step.event.by,
        "facts": facts,
    }
