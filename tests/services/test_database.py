"""How the two engines are opened."""

from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text, update

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
