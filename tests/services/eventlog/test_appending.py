"""What a command may expect of the log, on both engines."""

from concurrent.futures import wait
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import IntegrityError

from services.eventlog import (
    ChangedMeanwhile,
    CommandReused,
    EventTooLarge,
    LogBusy,
    LogClosed,
)
from tests.services.eventlog.examples import (
    assert_sound,
    everything,
    happened,
    locked,
    opened,
    wish,
)

A, B = UUID(int=1), UUID(int=2)


def test_what_was_appended_is_read_back_byte_for_byte(database_url: str) -> None:
    state = '{"note":"坑\\u0000"}'.encode()
    with opened(database_url) as log:
        receipt = log.submit(wish(happened(A, 1, "report.noted", state), command=5))
        (line,) = log.stream(A) if receipt.result() else []
    assert (line.id, line.topic, line.state) == (1, "report.noted", state)
    assert line.command_id == (5).to_bytes(16, "big")


def test_a_batch_holds_whatever_waited_and_a_stale_command_fails_alone(
    database_url: str,
) -> None:
    with opened(database_url) as log:
        with locked(database_url):
            first = log.submit(wish(happened(A, 1)))
            while not first.running():
                wait([first], 0.01)
            rest = [
                log.submit(wish(happened(B, 1))),
                log.submit(wish(happened(B, 1))),
                log.submit(wish(happened(B, 2))),
                log.submit(wish(happened(A, 2))),
            ]
        won, stale, then, other = rest
        times = {won.result().recorded_at, then.result().recorded_at}
        assert times == {other.result().recorded_at}
        with pytest.raises(ChangedMeanwhile) as refusal:
            stale.result()
        assert (refusal.value.expected, refusal.value.actual) == (0, 1)
        assert_sound(log)
        assert len(everything(log)) == 4


def test_the_second_of_two_equal_versions_loses(database_url: str) -> None:
    with opened(database_url) as log:
        log.insert_events([happened(A, 1)])
        with pytest.raises(IntegrityError):
            log.insert_events([happened(A, 1)])
        assert log.max_notification_id() == 1


def test_events_of_several_streams_are_written_all_or_none(database_url: str) -> None:
    with opened(database_url) as log:
        assert log.insert_events([happened(A, 1), happened(B, 1)]) == [1, 2]
        with pytest.raises(ChangedMeanwhile):
            log.insert_events([happened(A, 2), happened(B, 1)])
        assert [line.originator_version for line in log.stream(A)] == [1]
        assert_sound(log)


def test_a_command_is_carried_out_once(database_url: str) -> None:
    request = wish(happened(A, 1), happened(A, 2), command=1)
    with opened(database_url) as log:
        first = log.submit(request).result()
        again = log.submit(request).result()
        assert not first.repeated
        assert again.repeated
        assert list(again.positions) == list(first.positions) == [1, 2]
        assert again.recorded_at == first.recorded_at
    with opened(database_url) as log:  # after a restart as well
        assert log.submit(request).result().last_position == 2
        assert log.head().size == 2


def test_the_same_command_twice_at_once_is_carried_out_once(database_url: str) -> None:
    request = wish(happened(A, 1), command=1)
    with opened(database_url) as here, opened(database_url) as there:
        answers = [log.submit(request) for log in (here, there) * 8]
        assert {answer.result().first_position for answer in answers} == {1}
        assert sum(not answer.result().repeated for answer in answers) == 1
        assert_sound(here)


def test_a_command_id_stands_for_one_request(database_url: str) -> None:
    with opened(database_url) as log:
        log.submit(wish(happened(A, 1), command=1)).result()
        other = wish(happened(A, 2), command=1, digest=b"\1" * 32)
        with pytest.raises(CommandReused):
            log.submit(other).result()
        assert log.head().size == 1


def test_a_guard_on_another_stream_holds(database_url: str) -> None:
    with opened(database_url) as log:
        log.insert_events([happened(A, 1)], expect={B: 0})
        log.insert_events([happened(B, 1)], expect={A: 1})
        with pytest.raises(ChangedMeanwhile) as refusal:
            log.insert_events([happened(A, 2)], expect={B: 0})
        assert (refusal.value.stream, refusal.value.actual) == (B, 1)


def test_commands_may_follow_one_another_without_waiting(database_url: str) -> None:
    with opened(database_url) as log:
        answers = [log.submit(wish(happened(A, n))) for n in range(1, 200)]
        assert [a.result().first_position for a in answers] == list(range(1, 200))


def test_an_event_too_large_for_the_proof_is_refused(database_url: str) -> None:
    with opened(database_url) as log:
        log.insert_events([happened(A, 1, state=bytes(60_000))])
        with pytest.raises(EventTooLarge) as refusal:
            log.insert_events([happened(A, 2, state=bytes(60_001))])
        assert refusal.value.size == 60_001


@pytest.mark.parametrize(
    ("topic", "version"), [("", 1), ("a\0b", 1), ("\ud800", 1), ("a", -1), ("a", 2**63)]
)
def test_what_no_database_could_keep_is_refused_at_once(topic: str, version: int) -> None:
    with pytest.raises(ValueError, match=r".+"):
        wish(happened(A, version, topic))


def test_no_more_may_wait_than_was_agreed(database_url: str) -> None:
    with opened(database_url, most_waiting=2) as log:
        accepted = []
        with locked(database_url), pytest.raises(LogBusy) as refusal:  # noqa: PT012 - which call is one too many depends on the writer's thread
            for _ in range(5):  # one or two are with the writer, two wait
                accepted += [log.submit(wish(happened(uuid4(), 1)))]
        assert refusal.value.waiting == 2
        wait(accepted)
        assert log.head().size == len(accepted)


def test_who_gives_up_waiting_is_not_written(database_url: str) -> None:
    with opened(database_url) as log:
        with locked(database_url):
            first = log.submit(wish(happened(A, 1)))
            while not first.running():
                wait([first], 0.01)
            second = log.submit(wish(happened(A, 2)))
            assert second.cancel()
        first.result()
        assert log.insert_events([happened(A, 2)]) == [2]


def test_a_closed_log_has_written_what_waited_and_takes_no_more(
    database_url: str,
) -> None:
    with opened(database_url) as log:
        answers = [log.submit(wish(happened(uuid4(), 1))) for _ in range(20)]
        log.close()
        assert {answer.result().count for answer in answers} == {1}
        with pytest.raises(LogClosed):
            log.submit(wish(happened(A, 1)))


def test_nothing_to_insert_is_nothing_inserted(database_url: str) -> None:
    with opened(database_url) as log:
        assert log.insert_events([]) == []
        assert log.max_notification_id() is None
