"""Whoever follows the log is woken, and misses nothing."""

import fcntl
import resource
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from itertools import count
from threading import Event
from time import monotonic
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import pytest

from services.eventlog import wakeup
from services.eventlog.ears import PostgresEar, SqliteEar
from tests.services.eventlog.examples import happened, opened

SOON = 5.0  # seconds; far more than any wake-up takes
FAR = 1_500  # the number of a file beyond what `select` can name


def test_a_waiter_is_woken_by_its_own_process(database_url: str) -> None:
    with opened(database_url) as log, ThreadPoolExecutor() as pool:
        waiting = pool.submit(log.wait_past, 0, SOON)
        log.insert_events([happened(uuid4(), 1)])
        assert waiting.result()
        assert log.wait_past(0, 0)
        assert not log.wait_past(1, 0.02)


def test_a_waiter_is_woken_by_another_process(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wakeup, "HINT_SECONDS", 60)  # so it was heard, not looked up
    with (
        opened(database_url) as here,
        opened(database_url) as there,
        ThreadPoolExecutor() as pool,
    ):
        for position in range(5):
            waiting = pool.submit(here.wait_past, position, SOON)
            there.insert_events([happened(uuid4(), 1)])
            assert waiting.result()


def test_what_was_written_while_nobody_waited_is_known_at_once(
    database_url: str,
) -> None:
    with opened(database_url) as here, opened(database_url) as there:
        assert not here.wait_past(0, 0.01)
        there.insert_events([happened(uuid4(), 1)])
        assert here.wait_past(0, SOON)


def test_a_lost_notification_delays_and_does_not_stall(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteEar, "wait", deaf)
    monkeypatch.setattr(PostgresEar, "wait", deaf)
    with opened(database_url) as here, opened(database_url) as there:
        assert not here.wait_past(0, 0.05)
        with ThreadPoolExecutor() as pool:
            waiting = pool.submit(here.wait_past, 0, SOON)
            there.insert_events([happened(uuid4(), 1)])
            assert waiting.result()


def deaf(_: object, seconds: float, stop: Event) -> None:
    """Hear nothing: only the time that passes ends the wait."""
    stop.wait(seconds)


def test_a_broken_ear_is_replaced(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = count()

    def breaks_once(_: object, seconds: float, stop: Event) -> None:
        if next(heard) == 0:
            raise OSError("the connection is gone")
        stop.wait(seconds / 10)

    monkeypatch.setattr(SqliteEar, "wait", breaks_once)
    monkeypatch.setattr(PostgresEar, "wait", breaks_once)
    with opened(database_url) as here, opened(database_url) as there:
        assert not here.wait_past(0, 0.05)
        there.insert_events([happened(uuid4(), 1)])
        assert here.wait_past(0, SOON)


def test_closing_lets_go_of_who_waits(database_url: str) -> None:
    with opened(database_url) as log, ThreadPoolExecutor() as pool:
        waiting = pool.submit(log.wait_past, 0, SOON)
        assert not log.wait_past(0, 0.05)
        log.close()
        assert not waiting.result(1)


def test_watchers_are_told_until_they_stop_watching(database_url: str) -> None:
    told = []
    with opened(database_url) as log:
        with log.watched(lambda: told.append("grown")):
            log.insert_events([happened(uuid4(), 1)])
            assert told
        told.clear()
        log.insert_events([happened(uuid4(), 1)])
        assert not told


def test_a_page_holds_the_topics_that_were_asked_for(database_url: str) -> None:
    with opened(database_url) as log:
        topics = ["report.submitted", "report.noted", "report.resolved"] * 4
        events = [happened(uuid4(), 1, topic) for topic in topics]
        log.insert_events(events)
        wanted = log.lines(2, 3, ["report.noted", "report.resolved"])
        assert [line.id for line in wanted] == [3, 5, 6]
        assert [line.id for line in log.lines(2, 100, ["report.noted"], 8)] == [5, 8]


def test_a_stream_is_read_between_two_versions(database_url: str) -> None:
    stream = uuid4()
    with opened(database_url) as log:
        log.insert_events([happened(stream, n) for n in range(1, 7)])
        versions = [line.originator_version for line in log.stream(stream, 2, 5)]
        assert versions == [3, 4, 5]
        last = log.select_events(stream, desc=True, limit=1)
        assert [line.originator_version for line in last] == [6]


def test_a_subscription_passes_over_what_it_was_not_asked_for(
    database_url: str,
) -> None:
    with (
        opened(database_url) as log,
        opened(database_url) as other,
        log.subscribe(topics=["report.resolved"]) as subscription,
    ):
        for stream in (uuid4() for _ in range(39)):
            other.insert_events([happened(stream, 1), happened(stream, 2)])
        other.insert_events([happened(uuid4(), 1, "report.resolved")])
        assert next(subscription).id == 79


@pytest.fixture
def far_socket() -> Iterator[tuple[socket.socket, socket.socket]]:
    """A pair of sockets, one of which has the number it gets in a process with many others."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < FAR + 1:
        pytest.skip("this system does not let a process have so many files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, FAR + 1), hard))
    near, other = socket.socketpair()
    far = socket.socket(fileno=fcntl.fcntl(near.fileno(), fcntl.F_DUPFD, FAR))
    yield far, other
    for one in (near, far, other):
        one.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_process_with_many_connections_hears_as_well(
    far_socket: tuple[socket.socket, socket.socket],
) -> None:
    far, other = far_socket
    connection: Any = Mock(fileno=far.fileno)
    connection.pgconn.notifies.return_value = None
    ear = PostgresEar(connection)
    other.send(b"!")

    ear.wait(60, Event())

    connection.pgconn.consume_input.assert_called_once_with()
    ear.close()


def test_a_burst_of_hints_costs_a_question_now_and_then() -> None:
    asked, ending = count(), Event()
    ear = Mock(wait=lambda _seconds, stop: stop.is_set())  # hears another hint at once, always
    following = wakeup.Wakeup(lambda: nullcontext(ear), lambda: next(asked))
    began = monotonic()
    with following.watched(lambda: None):
        ending.wait(0.3)
    following.close()
    assert 1 < next(asked) <= (monotonic() - began) / wakeup.GATHER_SECONDS + 2
