"""The laws of the log, whoever writes, in whatever order, and whatever breaks."""

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.eventlog import (
    Append,
    ChangedMeanwhile,
    EventLog,
    Line,
    LogUnavailable,
    Receipt,
)
from tests.conftest import FreshDatabase
from tests.services.eventlog.examples import assert_sound, happened, opened, wish
from tests.services.eventlog.faults import Faults

STREAMS = 3


@dataclass(frozen=True)
class Ask:
    """One command of a plan: by which writer, on what, and how well informed."""

    writer: int
    stream: int
    events: int
    ahead: int  # versions beyond what was known: 0 fits, unless others come first
    again: bool  # the same command is sent through the other writer as well


ASKS = st.builds(
    Ask,
    writer=st.integers(0, 1),
    stream=st.integers(0, STREAMS - 1),
    events=st.integers(1, 3),
    ahead=st.integers(-1, 2),
    again=st.booleans(),
)
PLANS = st.lists(st.lists(ASKS, min_size=1, max_size=6), min_size=1, max_size=4)
BREAKS = st.sets(st.integers(0, 120), max_size=5)


class Follower:
    """Reads on from where it was, like a projection."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self.seen = log.lines(0, 1_000_000)

    def read(self, page: int = 3) -> None:
        after = self.seen[-1].id if self.seen else 0
        self.seen += self._log.lines(after, page)


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    return Faults(monkeypatch)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plan=PLANS, breaks=BREAKS)
def test_the_laws_of_the_log(
    database_url: str, faults: Faults, plan: list[list[Ask]], breaks: set[int]
) -> None:
    with opened(database_url) as here, opened(database_url) as there:
        streams = [uuid4() for _ in range(STREAMS)]
        follower = Follower(here)
        faults.arm(*breaks)
        acknowledged: dict[bytes, Receipt] = {}
        refused: set[bytes] = set()
        for burst in plan:
            asked = list(requests(burst, streams, here))
            answers = [
                (request, log, log.submit(request))
                for request, ask in asked
                for log in chosen(ask, here, there)
            ]
            follower.read()
            for request, log, answer in answers:
                receipt = outcome(request, log, answer)
                if receipt is None:
                    refused.add(request.command_id)
                    continue
                first = acknowledged.setdefault(request.command_id, receipt)
                assert receipt.positions == first.positions  # same id, same answer
                assert receipt.recorded_at == first.recorded_at
            follower.read()
        faults.arm()
        while len(follower.seen) < here.head().size:
            follower.read()
        assert_sound(here)
        stored = here.lines(0, 1_000_000)
        assert follower.seen == stored  # each event exactly once, in order
        by_command: dict[bytes, list[Line]] = {}
        for line in stored:
            by_command.setdefault(line.command_id, []).append(line)
        for command_id, receipt in acknowledged.items():
            positions = [line.id for line in by_command[command_id]]
            assert positions == list(receipt.positions)  # acknowledged = stored
        assert not (refused - acknowledged.keys()) & by_command.keys()


def requests(burst: list[Ask], streams: list[UUID], log: EventLog) -> Iterable[tuple[Append, Ask]]:
    known = [len(log.stream(stream)) for stream in streams]
    for ask in burst:
        first = max(1, known[ask.stream] + 1 + ask.ahead)
        versions = range(first, first + ask.events)
        yield wish(*(happened(streams[ask.stream], n) for n in versions)), ask
        if not ask.ahead:
            known[ask.stream] += ask.events  # the next one builds on it, unasked


def chosen(ask: Ask, *logs: EventLog) -> list[EventLog]:
    first = logs[ask.writer]
    return [first, logs[1 - ask.writer]] if ask.again else [first]


def outcome(request: Append, log: EventLog, answer: Future[Receipt]) -> Receipt | None:
    """Do as clients do: who does not know the outcome asks again, with the same id."""
    for _ in range(10):
        try:
            return answer.result(30)
        except ChangedMeanwhile:
            return None
        except LogUnavailable:
            answer = log.submit(request)
    raise AssertionError("the log did not come back")


@pytest.mark.parametrize("at", range(9))
def test_an_own_success_is_never_somebody_elses_conflict(
    database_url: str, faults: Faults, at: int
) -> None:
    stream = uuid4()
    with opened(database_url) as log:
        request = wish(happened(stream, 1), happened(stream, 2))
        faults.arm(at)
        answer = outcome(request, log, log.submit(request))
        assert faults.happened == 1  # the append has at least so many places
        assert answer is not None
        assert list(answer.positions) == [1, 2]
        assert log.insert_events([happened(stream, 3)]) == [3]
        assert_sound(log)


def test_postgresql_comes_back_without_the_client_noticing(
    postgresql_databases: FreshDatabase, faults: Faults
) -> None:
    with opened(postgresql_databases()) as log:
        for at in range(10):
            faults.arm(at)
            receipt = log.submit(wish(happened(uuid4(), 1))).result()
            assert receipt.first_position == at + 1
            assert not receipt.repeated
        assert faults.happened == 10
        assert_sound(log)
