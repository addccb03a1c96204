"""How the two engines are opened."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, make_url, select, text, update
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services import database
from services.database import open_engine, writing
from tests.conftest import FreshDatabase

metadata = MetaData()
tally = Table("tally", metadata, Column("count", Integer))


def test_sqlite_is_opened_for_many_readers_and_a_patient_writer(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}", durable=True)
    with engine.connect() as db:
        settings = {
            name: db.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 30_000}
    engine.dispose()


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else who has just begun to write into a new file."""
    with closing(sqlite3.connect(tmp_path / "city.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def test_a_new_file_that_another_begins_as_well_is_waited_for(
    tmp_path: Path, begun: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "sleep", lambda _: begun.execute("ROLLBACK"))
    engine = open_engine(f"sqlite:///{tmp_path}/city.db", durable=True)
    with engine.connect() as db:
        assert db.scalar(text("PRAGMA journal_mode")) == "wal"
    engine.dispose()


@pytest.mark.usefixtures("begun")
def test_a_file_that_stays_locked_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with pytest.raises(OperationalError, match="locked"):
        open_engine(f"sqlite:///{tmp_path}/city.db", durable=True).connect()


def test_a_broken_file_is_told_at_once_and_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def execute(self, _: str) -> None:
            raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.delattr(database, "sleep")
    with pytest.raises(sqlite3.OperationalError, match="disk I/O error"):
        database._log_ahead(cast("sqlite3.Connection", Broken()))  # noqa: SLF001 - no file breaks so


def test_views_may_be_less_durable_than_the_log(fresh_database: FreshDatabase) -> None:
    answers = {}
    for durable in (True, False):
        engine = open_engine(fresh_database(), durable=durable)
        on_sqlite = engine.dialect.name == "sqlite"
        question = "PRAGMA synchronous" if on_sqlite else "SHOW synchronous_commit"
        for _ in range(2):
            with engine.connect() as db:
                answers[durable] = db.execute(text(question)).scalar()
        engine.dispose()
    assert answers in ({True: 2, False: 1}, {True: "on", False: "off"})


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_what_cannot_hold_a_city_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"needs a file|neither"):
        open_engine(url, durable=True)


def test_a_reader_that_turns_writer_need_not_fail(database_url: str) -> None:
    engine = open_engine(database_url, durable=False)
    with engine.begin() as db:
        metadata.create_all(db)
        db.execute(insert(tally).values(count=1))
    with engine.connect() as reader:  # an old reader does not stand in the way
        reader.execute(select(tally)).all()
        with writing(engine) as db:
            count = db.scalar(select(tally.c.count)) or 0
            db.execute(update(tally).values(count=count + 1))
        assert reader.scalar(select(tally.c.count)) in {1, 2}
    with engine.connect() as db:
        assert db.scalar(select(tally.c.count)) == 2
    engine.dispose()


def test_a_failed_transaction_leaves_nothing(database_url: str) -> None:
    engine = open_engine(database_url, durable=False)
    with engine.begin() as db:
        metadata.create_all(db)
    with suppress(ZeroDivisionError), writing(engine) as db:
        db.execute(insert(tally).values(count=1))
        db.execute(insert(tally).values(count=1 // 0))
    with engine.connect() as db:
        assert db.execute(select(tally)).all() == []
    engine.dispose()


def test_of_several_hosts_the_one_that_takes_writes_is_used(
    postgresql_databases: FreshDatabase, tmp_path: Path
) -> None:
    url = make_url(postgresql_databases())
    several = url.update_query_dict({"host": f"{tmp_path},{url.query['host']}"})
    engine = open_engine(several.render_as_string(hide_password=False), durable=True)
    assert engine.url.query["target_session_attrs"] == "read-write"
    with engine.connect() as db:
        assert db.scalar(text("SELECT 1")) == 1
    engine.dispose()


def test_a_primary_that_steps_down_is_left_for_the_next_one(
    postgresql_databases: FreshDatabase,
) -> None:
    engine = open_engine(postgresql_databases(), durable=True)
    with engine.begin() as db:
        metadata.create_all(db)
    with engine.connect() as db:
        db.execute(text("SET default_transaction_read_only = on"))  # as of one that is a standby
        db.commit()
    with pytest.raises(OperationalError) as trouble, writing(engine) as db:
        db.execute(insert(tally).values(count=1))
    assert trouble.value.connection_invalidated
    with writing(engine) as db:
        db.execute(insert(tally).values(count=2))
    with engine.connect() as db:
        assert db.scalars(select(tally.c.count)).all() == [2]
    engine.dispose()


def test_no_more_connections_are_opened_than_allowed(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "POOL_SECONDS", 0.05)
    engine = open_engine(database_url, durable=False, connections=6)
    with ExitStack() as held:
        for _ in range(6):
            held.enter_context(engine.connect())
        with pytest.raises(PoolTimeout):
            engine.connect()
    with engine.connect() as db:
        assert db.scalar(text("SELECT 1")) == 1
    engine.dispose()


def test_a_server_that_is_silent_is_not_asked_and_one_that_left_is_noticed(
    postgresql_databases: FreshDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql_databases()
    asked: list[object] = []
    ping: Any = PGDialect_psycopg.do_ping

    def counted(dialect: PGDialect_psycopg, connection: DBAPIConnection) -> bool:
        asked.append(connection)
        return bool(ping(dialect, connection))

    monkeypatch.setattr(PGDialect_psycopg, "do_ping", counted)
    engine, rival = (open_engine(url, durable=True) for _ in range(2))
    me = text("SELECT pg_backend_pid()")
    with engine.connect() as db:
        first = db.scalar(me)
    for _ in range(3):
        with engine.connect() as db:
            assert db.scalar(me) == first
    assert len(asked) == 1, "once, since it was never heard of before"
    with rival.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:it, 5000)"), {"it": first})
    with engine.connect() as db:
        assert db.scalar(me) != first
    engine.dispose()
    rival.dispose()
