"""The pure decision: one by one, in their order, each after those before it."""

from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.merkle import Frontier
from services.eventlog import Append, ChangedMeanwhile, CommandReused, Receipt
from services.eventlog.decide import Decision, Known, decide
from services.eventlog.request import KnownCommand
from tests.services.eventlog.examples import happened, wish

A, B = UUID(int=1), UUID(int=2)


def known(versions: dict[UUID, int] | None = None, **others: object) -> Known:
    facts: dict[str, object] = {
        "tenant": "demo",
        "frontier": Frontier().extended(bytes(32) for _ in range(7)),
        "recorded_at": 1000,
        "versions": versions or {},
        "commands": {},
    }
    return Known(**facts | others)  # type: ignore[arg-type]  # a table of mixed types


def judged(*requests: Append, facts: Known | None = None, now: int = 2000) -> Decision:
    return decide(requests, facts or known(), now)


def test_positions_go_on_where_the_log_ended() -> None:
    decision = judged(wish(happened(A, 1), happened(B, 1)), wish(happened(A, 2)))
    assert decision.answers == [Receipt(8, 2, 2000), Receipt(10, 1, 2000)]
    assert [row.position for row in decision.events] == [8, 9, 10]
    assert decision.frontier.size == 10


def test_a_stale_command_fails_alone() -> None:
    decision = judged(
        wish(happened(A, 6)),
        wish(happened(A, 6)),
        wish(happened(B, 1)),
        facts=known({A: 5}),
    )
    first, stale, last = decision.answers
    assert first == Receipt(8, 1, 2000)
    assert isinstance(stale, ChangedMeanwhile)
    assert (stale.stream, stale.expected, stale.actual) == (A, 5, 6)
    assert last == Receipt(9, 1, 2000)


def test_a_command_on_two_streams_is_refused_whole() -> None:
    decision = judged(wish(happened(A, 1), happened(B, 9)), wish(happened(A, 1)))
    refused, accepted = decision.answers
    assert isinstance(refused, ChangedMeanwhile)
    assert accepted == Receipt(8, 1, 2000)
    assert len(decision.events) == len(decision.commands) == 1


def test_a_hole_in_the_versions_is_refused() -> None:
    (answer,) = judged(wish(happened(A, 7)), facts=known({A: 5})).answers
    assert isinstance(answer, ChangedMeanwhile)


def test_the_same_command_gets_the_first_answer() -> None:
    first = wish(happened(A, 1), command=1)
    again = wish(happened(A, 1), command=1)
    other = wish(happened(A, 1), command=1, digest=b"\1" * 32)
    answers = judged(first, again, other).answers
    assert answers[:2] == [Receipt(8, 1, 2000), Receipt(8, 1, 2000, repeated=True)]
    assert isinstance(answers[2], CommandReused)


def test_a_command_of_long_ago_gets_its_old_answer() -> None:
    made = {(1).to_bytes(16, "big"): KnownCommand(bytes(32), 3, 2, 500)}
    decision = judged(wish(happened(A, 1), command=1), facts=known(commands=made))
    assert decision.answers == [Receipt(3, 2, 500, repeated=True)]
    assert not decision.events


def test_a_refused_command_is_not_remembered() -> None:
    stale = wish(happened(A, 5), command=1)
    mended = wish(happened(A, 1), command=1)
    assert judged(stale, mended).answers[1] == Receipt(8, 1, 2000)


def test_a_guard_looks_at_the_batch_so_far() -> None:
    decision = judged(
        wish(happened(A, 1), expect={B: 0}),
        wish(happened(B, 1)),
        wish(happened(A, 2), expect={B: 0}),
        wish(happened(A, 2), expect={B: 1}),
    )
    kinds = [type(answer) for answer in decision.answers]
    assert kinds == [Receipt, Receipt, ChangedMeanwhile, Receipt]


def test_time_never_runs_backwards() -> None:
    assert judged(wish(happened(A, 1)), now=1).recorded_at == 1000


WISHES = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4)), min_size=1, max_size=3),
        st.integers(0, 6),
        st.dictionaries(st.integers(1, 3), st.integers(0, 3), max_size=1),
    ),
    max_size=12,
)


@given(WISHES, st.lists(st.integers(0, 12), max_size=3))
def test_a_batch_is_the_same_as_its_requests_one_by_one(
    wishes: list[tuple[list[tuple[int, int]], int, dict[int, int]]], cuts: list[int]
) -> None:
    requests = [
        wish(
            *(happened(UUID(int=stream), version) for stream, version in events),
            command=command,
            expect={UUID(int=stream): version for stream, version in expect.items()},
        )
        for events, command, expect in wishes
    ]
    at_once = decide(requests, known(), 2000)
    facts, answers, rows = known(), [], []
    edges = sorted({0, *cuts, len(requests)})
    for start, end in pairwise(edges):
        part = decide(requests[start:end], facts, 2000)
        answers += part.answers
        rows += part.events
        versions = facts.versions | {
            row.originator_id: row.originator_version for row in part.events
        }
        facts = known(
            versions,
            frontier=part.frontier,
            recorded_at=part.recorded_at,
            commands=facts.commands | dict(part.commands),
        )
    assert list(map(str, answers)) == list(map(str, at_once.answers))
    assert rows == at_once.events
    assert facts.frontier == at_once.frontier
