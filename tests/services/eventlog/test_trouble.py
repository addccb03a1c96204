"""When the database cannot write, those who wait are told and the writer goes on."""

from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import OperationalError
from sqlalchemy import Engine, event, text
from structlog.testing import capture_logs

from services.clock import system_clock
from services.database import open_engine
from services.eventlog import EventLog, LogUnavailable, postgres
from services.eventlog.conversation import Trouble
from services.eventlog.decide import decide
from tests.conftest import FreshDatabase
from tests.services.eventlog.examples import (
    TENANT,
    assert_sound,
    happened,
    locked,
    opened,
    wish,
)


def test_a_full_disk_is_told_and_survived(sqlite_databases: FreshDatabase) -> None:
    engine = open_engine(sqlite_databases(), durable=True)
    room = {"pages": 60}

    @event.listens_for(engine, "connect")
    def limit(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={room['pages']}")

    log = EventLog(engine, tenant=TENANT)
    stream = uuid4()
    written = 0
    refusal: LogUnavailable | None = None
    while refusal is None and written < 20:
        try:
            log.insert_events([happened(stream, written + 1, state=bytes(20_000))])
            written += 1
        except LogUnavailable as error:
            refusal = error
    assert isinstance(refusal, OperationalError)
    assert "full" in refusal.reason
    assert 0 < written < 20
    assert_sound(log)
    room["pages"] = 1_000_000
    assert log.insert_events([happened(stream, written + 1)]) == [written + 1]
    assert_sound(log)
    log.close()
    engine.dispose()


def test_a_log_that_may_not_be_written_says_so(sqlite_databases: FreshDatabase) -> None:
    url = sqlite_databases()
    with opened(url):
        pass
    engine = open_engine(url, durable=True)

    @event.listens_for(engine, "connect")
    def forbid(connection: Any, _: object) -> None:
        connection.execute("PRAGMA query_only=ON")

    log = EventLog(engine, tenant=TENANT)
    with pytest.raises(LogUnavailable):
        log.insert_events([happened(uuid4(), 1)])
    assert log.head().size == 0
    log.close()
    engine.dispose()


def test_what_cannot_be_written_fails_alone(database_url: str) -> None:
    """The database's own constraint is the second wall, and takes no neighbours."""
    engine = open_engine(database_url, durable=True)
    log = EventLog(engine, tenant=TENANT)
    with engine.begin() as db:
        if engine.dialect.name == "sqlite":
            db.execute(
                text(
                    "CREATE TRIGGER poison BEFORE INSERT ON event"
                    " WHEN NEW.topic = 'poison' BEGIN SELECT RAISE(ABORT, 'no'); END"
                )
            )
        else:
            db.execute(text("ALTER TABLE event ADD CHECK (topic <> 'poison')"))
    with locked(database_url):
        answers = [
            log.submit(wish(happened(uuid4(), 1, topic)))
            for topic in ["a", "b", "poison", "c", "poison", "d"]
        ]
    wait(answers)
    failed = [answer.exception() is not None for answer in answers]
    assert failed == [False, False, True, False, True, False]
    assert_sound(log)
    assert log.head().size == 4
    log.close()
    engine.dispose()


def test_a_clock_that_fails_lets_nobody_wait_for_ever(database_url: str) -> None:
    broken = [True, False]

    def clock() -> Any:
        if broken.pop(0) if broken else False:
            raise RuntimeError("no time")
        return system_clock()

    with opened(database_url, clock=clock) as log:
        with pytest.raises(RuntimeError, match="no time"):
            log.insert_events([happened(uuid4(), 1)])
        assert log.insert_events([happened(uuid4(), 1)]) == [1]


def test_a_database_that_stays_away_is_told_in_the_end(
    postgresql_databases: FreshDatabase,
) -> None:
    engine = open_engine(postgresql_databases(), durable=True)
    log = EventLog(engine, tenant=TENANT, patience=(0.0, 0.01))
    unserved = pytest.raises(LogUnavailable, match="nobody there")
    with unreachable(engine), capture_logs() as warnings, unserved:
        log.insert_events([happened(uuid4(), 1)])
    assert [warning["trouble"] for warning in warnings] == ["LOST"] * 3
    assert log.insert_events([happened(uuid4(), 1)]) == [1]
    log.close()
    engine.dispose()


@contextmanager
def unreachable(engine: Engine) -> Iterator[None]:
    """Let no connection be had, as while the server is down."""

    def refuse() -> None:
        raise psycopg.OperationalError("nobody there")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "raw_connection", refuse)
        yield


def test_a_conversation_that_the_driver_breaks_off_may_be_had_again(
    postgresql_databases: FreshDatabase,
) -> None:
    engine = open_engine(postgresql_databases(), durable=True)
    EventLog(engine, tenant=TENANT).close()
    talk = postgres.PostgresConversation(engine)
    talk.load([wish(happened(uuid4(), 1))])
    assert talk.trouble(psycopg.OperationalError("cannot exit pipeline mode")) is Trouble.LOST
    assert talk.trouble(psycopg.errors.DiskFull("no room")) is Trouble.UNAVAILABLE
    talk.abandon()
    engine.dispose()


@pytest.mark.parametrize("since", [postgres.LIMIT_SINCE, 10_000_000], ids=["17", "before"])
def test_a_frozen_writer_does_not_stop_the_others(
    postgresql_databases: FreshDatabase, monkeypatch: pytest.MonkeyPatch, since: int
) -> None:
    """Since 17 the server ends it; before, or where this one is taken for such, the others do."""
    monkeypatch.setattr(postgres, "LONGEST_MILLISECONDS", 100)
    monkeypatch.setattr(postgres, "LIMIT_SINCE", since)
    url = postgresql_databases()
    with opened(url) as log:
        engine = open_engine(url, durable=True)
        frozen = postgres.PostgresConversation(engine)
        request = wish(happened(uuid4(), 1))
        known = frozen.load([request])
        assert log.insert_events([happened(uuid4(), 1)]) == [1]
        with pytest.raises(psycopg.OperationalError) as lost:
            frozen.store(decide([request], known, 0))
        assert frozen.trouble(lost.value) is Trouble.LOST
        frozen.abandon()
        engine.dispose()
        assert_sound(log)
