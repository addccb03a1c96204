"""The tables that cannot be made again follow the program, and lose no row on the way."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, MetaData, inspect, text
from sqlalchemy.exc import DBAPIError

from services.database import open_engine
from services.eventlog.tables import metadata as log_tables
from services.identity.tables import IDENTITY_TABLES
from services.keytables import KEY_TABLES
from services.migrations import KEYS, LOG, Chain, NewerSchema, migrate
from services.photos.tables import PHOTO_TABLES
from services.telling.tables import TELLING_TABLES
from tests.services.eventlog.examples import assert_sound, everything, happened, opened
from tests.services.keys import keyring

TABLES = {
    LOG: [log_tables],
    KEYS: [KEY_TABLES, IDENTITY_TABLES, PHOTO_TABLES, TELLING_TABLES],
}
ADDS = '''"""Adds a column, as some later version may."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add it."""
    op.add_column("command", sa.Column("asked", sa.Text, server_default="later"))
'''
BREAKS = f'{ADDS}    op.execute("no statement of any kind")\n'


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = open_engine(database_url, durable=False)
    yield made
    made.dispose()


def later(tmp_path: Path, step: str) -> Chain:
    """The log's steps as a later version of the program may know them."""
    folder = tmp_path / "later"
    shutil.copytree(LOG.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v0002_more.py").write_text(step, "utf-8")
    return replace(LOG, folder=folder)


@pytest.mark.parametrize("chain", [LOG, KEYS], ids=lambda chain: chain.name)
def test_the_steps_lead_to_the_tables_that_the_code_names(engine: Engine, chain: Chain) -> None:
    migrate(engine, chain)
    wanted = MetaData()
    for tables in TABLES[chain]:
        for table in tables.sorted_tables:
            table.to_metadata(wanted)
    with engine.connect() as db:
        context = MigrationContext.configure(db, opts={"version_table": chain.version_table})
        assert compare_metadata(context, wanted) == []


def test_steps_are_numbered_without_a_gap() -> None:
    for chain in (LOG, KEYS):
        assert chain.versions == [f"{n:04}" for n in range(1, len(chain.versions) + 1)]


def test_a_log_from_before_there_were_versions_keeps_its_lines(database_url: str) -> None:
    with opened(database_url) as log:
        log.insert_events([happened(UUID(int=1), 1), happened(UUID(int=1), 2)])
        before = everything(log), log.head()
    engine = open_engine(database_url, durable=False)
    without_version(engine, LOG)
    with opened(database_url) as log:
        assert (everything(log), log.head()) == before
        log.insert_events([happened(UUID(int=1), 3)])
        assert_sound(log)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as db:
        db.execute(text("DELETE FROM event"))
    engine.dispose()


def test_tables_that_an_older_version_made_are_taken_over(engine: Engine) -> None:
    """The older ones made each group of tables by itself, and some groups came later."""
    KEY_TABLES.create_all(engine)
    IDENTITY_TABLES.create_all(engine)
    with engine.begin() as db:
        words = "INSERT INTO account VALUES ('p', 'staff', 'li', NULL, NULL, NULL, :no, 1)"
        db.execute(text(words), {"no": False})
    keyring(engine)
    with engine.connect() as db:
        assert db.scalar(text("SELECT login FROM account")) == "li"
        assert db.scalar(text("SELECT count(*) FROM delivery")) == 0
    assert keyring(engine).secret("keyring") == keyring(engine).secret("keyring")


def test_a_step_of_a_later_version_leaves_the_rows_as_they_are(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    with opened(database_url) as log:
        log.insert_events([happened(UUID(int=1), 1)])
        before = everything(log)
    newer = later(tmp_path, ADDS)
    migrate(engine, newer)
    migrate(engine, newer)
    with engine.connect() as db:
        assert db.scalars(text("SELECT asked FROM command")).all() == ["later"]
        assert db.scalar(text("SELECT count(*) FROM event")) == len(before)
        assert db.scalar(text("SELECT version_num FROM log_version")) == "0002"


def test_a_step_that_breaks_leaves_nothing_half_done(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, LOG)
    with pytest.raises(DBAPIError):
        migrate(engine, later(tmp_path, BREAKS))
    assert "asked" not in {one["name"] for one in inspect(engine).get_columns("command")}
    with engine.connect() as db:
        assert db.scalar(text("SELECT version_num FROM log_version")) == "0001"


def test_tables_of_a_later_version_are_refused_and_left_alone(
    database_url: str, engine: Engine, tmp_path: Path
) -> None:
    with opened(database_url) as log:
        log.insert_events([happened(UUID(int=1), 1)])
    migrate(engine, later(tmp_path, ADDS))
    with pytest.raises(NewerSchema, match="start a newer one") as refusal, opened(database_url):
        pass
    assert (refusal.value.found, refusal.value.newest) == ("0002", LOG.versions[-1])


def test_eight_may_begin_at_once(engine: Engine, tmp_path: Path) -> None:
    newer = later(tmp_path, ADDS)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: migrate(engine, newer if number else KEYS), range(8)))
    with engine.connect() as db:
        assert db.scalars(text("SELECT version_num FROM log_version")).all() == ["0002"]
        assert db.scalars(text("SELECT version_num FROM keys_version")).all() == KEYS.versions[-1:]


def without_version(engine: Engine, chain: Chain) -> None:
    """Leave the database as the version before versions left it."""
    with engine.begin() as db:
        db.execute(text(f"DROP TABLE {chain.version_table}"))
