"""One log belongs to one city, and only ever grows."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.database import open_engine
from services.eventlog import BlobMissing, EventLog, NotFounded, TenantMismatch
from tests.conftest import FreshDatabase
from tests.services.eventlog.examples import TENANT, assert_sound, happened, opened


def test_a_log_belongs_to_the_city_that_founded_it(database_url: str) -> None:
    with opened(database_url) as log:
        assert log.head().tenant == TENANT
    engine = open_engine(database_url, durable=True)
    with pytest.raises(TenantMismatch) as refusal:
        EventLog(engine, tenant="hangzhou")
    assert (refusal.value.pinned, refusal.value.wanted) == (TENANT, "hangzhou")
    engine.dispose()


def test_who_does_not_know_the_city_may_only_open_what_is_there(
    database_url: str,
) -> None:
    with pytest.raises(NotFounded), opened(database_url, tenant=None):
        pass
    with opened(database_url), opened(database_url, tenant=None) as log:
        assert log.tenant == TENANT


def test_several_may_found_it_at_once(database_url: str) -> None:
    engine = open_engine(database_url, durable=False)
    with ThreadPoolExecutor(8) as pool:
        logs = list(pool.map(lambda _: EventLog(engine, tenant=TENANT), range(8)))
    assert {log.tenant for log in logs} == {TENANT}
    engine.dispose()


def test_an_empty_log_has_the_root_of_an_empty_tree(database_url: str) -> None:
    with opened(database_url) as log:
        assert log.max_notification_id() is None
        assert log.select_notifications(None, 10) == []
        assert_sound(log)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET topic = 'x'",
        "UPDATE event SET state = state WHERE position = 1",
        "DELETE FROM event",
        "UPDATE command SET digest = digest",
        "DELETE FROM command",
        "DELETE FROM blob",
    ],
)
def test_nobody_rewrites_the_log(database_url: str, statement: str) -> None:
    with opened(database_url) as log:
        log.insert_events([happened(UUID(int=1), 1)])
        log.blobs.put(b"boundary")
        before = log.head(), log.lines(0, 10)
        engine = open_engine(database_url, durable=False)
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as db:
            db.execute(text(statement))
        engine.dispose()
        assert (log.head(), log.lines(0, 10)) == before


def test_sqlite_does_not_replace_what_is_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    with opened(url) as log:
        log.insert_events([happened(UUID(int=1), 1)])
        engine = open_engine(url, durable=False)
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as db:
            db.execute(text("REPLACE INTO event SELECT * FROM event"))
        engine.dispose()


def test_nobody_empties_the_log_at_once(postgresql_databases: FreshDatabase) -> None:
    url = postgresql_databases()
    with opened(url) as log:
        log.insert_events([happened(UUID(int=1), 1)])
        engine = open_engine(url, durable=False)
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as db:
            db.execute(text("TRUNCATE event"))
        engine.dispose()


def test_a_blob_is_found_by_its_digest(database_url: str) -> None:
    content = bytes(range(256)) * 1000
    with opened(database_url) as log:
        digest = log.blobs.put(content)
        assert log.blobs.put(content) == digest
        assert log.blobs.get(digest) == content
        with pytest.raises(BlobMissing):
            log.blobs.get("0" * 64)
