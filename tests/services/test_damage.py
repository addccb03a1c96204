"""A damaged database is called so, and nothing else is."""

import pickle
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from structlog.testing import capture_logs

from projections.trouble import not_poison
from services.damage import DatabaseDamaged, damaged
from services.database import AWAY, open_engine
from services.eventlog import EventLog, LogUnavailable
from services.eventlog.errors import LogDamaged
from services.eventlog.postgres import PostgresConversation
from tests.conftest import FreshDatabase
from tests.services.eventlog.examples import TENANT, happened

PAGE = 4096  # of SQLite, unless told otherwise
WORDS = "x" * 500


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database of some hundred pages, which nobody has open."""
    with closing(sqlite3.connect(tmp_path / "city.db")) as db, db:
        db.execute("CREATE TABLE heap (words TEXT)")
        db.executemany("INSERT INTO heap VALUES (?)", [[WORDS]] * 1_000)
    return tmp_path / "city.db"


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    found = open_engine(f"sqlite:///{file}", durable=True)
    yield found
    found.dispose()


def spoil(file: Path, at: int) -> None:
    """Write over what stands there."""
    with file.open("r+b") as content:
        content.seek(at)
        content.write(b"\xff" * PAGE)


def cut(file: Path) -> None:
    with file.open("r+b") as content:
        content.truncate(20 * PAGE)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        (lambda file: file.write_text("no database at all " * 100), "file is not a database"),
        (lambda file: spoil(file, 41 * PAGE), "database disk image is malformed"),
        (cut, "database disk image is malformed"),
    ],
    ids=["something else", "in the middle", "cut off"],
)
def test_a_damaged_file_is_named_with_what_to_do(
    file: Path, engine: Engine, how: object, why: str
) -> None:
    assert callable(how)
    how(file)
    with capture_logs() as logs, pytest.raises(DatabaseDamaged) as told, engine.connect() as db:
        db.execute(text("SELECT * FROM heap WHERE words <> 'secret'")).all()

    assert str(told.value).startswith(f"the database {file} is damaged ({why}): restore it")
    assert "SELECT" not in str(told.value)
    assert [line["event"] for line in logs] == ["database damaged"]
    assert logs[0]["database"] == str(file)
    assert isinstance(told.value, AWAY), "whatever bears one that is away bears this as well"
    assert not_poison(told.value)


def test_a_flaw_of_a_program_is_not_called_damage(engine: Engine) -> None:
    with engine.connect() as db:
        for wrong in ("SELECT 1 FROM nowhere", "nonsense", "SELECT :missing"):
            with pytest.raises(DBAPIError) as told:
                db.exec_driver_sql(wrong)
            assert not damaged(told.value)
            assert not isinstance(told.value, DatabaseDamaged)
    with engine.begin() as db:
        db.execute(text("CREATE TABLE one (it INTEGER PRIMARY KEY)"))
    with pytest.raises(IntegrityError), engine.begin() as db:
        db.execute(text("INSERT INTO one VALUES (1), (1)"))
    assert not damaged(sqlite3.DatabaseError("database disk image is malformed, says a program"))
    assert not damaged(None)


@pytest.mark.parametrize(
    ("code", "is_damage"), [("XX001", True), ("XX002", True), ("XX000", False), ("22012", False)]
)
def test_postgresql_says_by_its_code_what_is_damaged(
    postgresql_databases: FreshDatabase, code: str, *, is_damage: bool
) -> None:
    engine = open_engine(postgresql_databases(), durable=True)
    spoken = f"DO $$ BEGIN RAISE EXCEPTION 'invalid page' USING ERRCODE = '{code}'; END $$"
    with pytest.raises(DBAPIError) as told, engine.connect() as db:
        db.exec_driver_sql(spoken)
    engine.dispose()

    assert isinstance(told.value, DatabaseDamaged) == is_damage
    assert damaged(told.value.orig) == is_damage
    assert (engine.url.database or "-") in str(told.value) or not is_damage


def test_it_comes_out_of_another_process_as_what_it_is() -> None:
    error = DatabaseDamaged("SELECT 1", None, psycopg.errors.DataCorrupted("invalid page"))

    assert isinstance(pickle.loads(pickle.dumps(error)), DatabaseDamaged)  # noqa: S301 - our own


@pytest.mark.parametrize("kind", [psycopg.errors.DataCorrupted, psycopg.errors.IndexCorrupted])
def test_what_copy_hears_from_the_driver_itself_is_no_events_fault(kind: type[Exception]) -> None:
    assert not_poison(kind("invalid page"))
    assert not not_poison(psycopg.errors.InternalError_("a flaw"))


def test_a_damaged_log_is_not_written_and_says_why(sqlite_databases: FreshDatabase) -> None:
    url = sqlite_databases()
    engine = open_engine(url, durable=True)
    log = EventLog(engine, tenant=TENANT)
    log.insert_events([happened(uuid4(), number) for number in [1] * 200])
    log.close()
    engine.dispose()
    file = Path(url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as db:
        index = "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'event' AND type = 'index'"
        roots = [root for (root,) in db.execute(index)]
    for root in roots:
        spoil(file, (root - 1) * PAGE)
    engine = open_engine(url, durable=True)
    log = EventLog(engine, tenant=TENANT)

    with capture_logs() as logs, pytest.raises(LogDamaged, match="is damaged") as told:
        log.insert_events([happened(uuid4(), 1)])

    assert isinstance(told.value, LogUnavailable)
    assert "database damaged" in [line["event"] for line in logs]
    log.close()
    engine.dispose()


def test_a_damaged_log_on_postgresql_is_not_waited_for(
    postgresql_databases: FreshDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(postgresql_databases(), durable=True)
    log = EventLog(engine, tenant=TENANT)

    def say(*_: object) -> None:
        raise psycopg.errors.DataCorrupted("invalid page in block 7")

    monkeypatch.setattr(PostgresConversation, "say", say)
    with pytest.raises(LogDamaged, match="block 7"):
        log.insert_events([happened(uuid4(), 1)])
    monkeypatch.undo()
    assert log.insert_events([happened(uuid4(), 1)]) == [1]
    log.close()
    engine.dispose()
