"""Looking into the log: some streams alone, some topics alone, the newest first."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, text

from services.database import open_engine, writing
from services.eventlog import EventLog, postgres
from tests.conftest import FreshDatabase
from tests.projections.plans import bounds, planned
from tests.services.eventlog.examples import TENANT, happened, opened

ONE, OTHER, NEVER = uuid4(), uuid4(), uuid4()
STREAMS, EACH, SOME = 4000, 10, 400  # so many that a join would rather read all
OLDER = 4  # times as many before PostgreSQL 17, which looks for each of a list from the top
LONG = """
    INSERT INTO event (position, originator_id, originator_version, topic, state, tenant,
                       command_id, recorded_at, leaf_hash)
    SELECT p, CAST(lpad(to_hex((p - 1) % :streams + 1), 32, '0') AS uuid), (p - 1) / :streams + 1,
           'report.noted', decode(repeat('00', 200), 'hex'), 'demo', '', p, ''
    FROM generate_series(1, CAST(:events AS integer)) AS p
"""


def test_lines_are_chosen_by_stream_topic_and_bounds(database_url: str) -> None:
    with opened(database_url) as log:
        for version in range(1, 5):
            log.insert_events([happened(ONE, version, f"report.{version}")])
            log.insert_events([happened(OTHER, version)])

        def found(*bounds: int, **more: object) -> list[int]:
            return [line.id for line in log.lines(*bounds, **more)]  # type: ignore[arg-type]

        assert found(0, 9, streams=[ONE]) == [1, 3, 5, 7]
        assert found(0, 9, streams=[ONE, NEVER], newest=True) == [7, 5, 3, 1]
        assert found(2, 2, upto=7, newest=True) == [7, 6]
        assert found(1, 9, streams=[ONE], upto=5) == [3, 5]
        assert found(0, 1, topics=["report.2", "report.4"], newest=True) == [7]
        assert found(0, 9, streams=[NEVER]) == []
        assert found(0, 2**62, streams=[ONE]) == [1, 3, 5, 7]  # all: on PostgreSQL, no INTEGER


@pytest.mark.parametrize("newest", [True, False])
def test_a_stream_is_found_by_its_index_and_a_page_by_its_position(
    sqlite_url: str, *, newest: bool
) -> None:
    engine = open_engine(sqlite_url, durable=False)
    log = EventLog(engine, tenant=TENANT)
    asked: list[tuple[str, Any]] = []
    event.listen(engine, "before_cursor_execute", lambda *it: asked.append((it[2], it[3])))
    log.lines(1, 9, streams=[ONE, OTHER], newest=newest)
    log.lines(1, 9, upto=7, newest=newest)
    with engine.connect() as db:
        plans = [
            str(db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all())
            for statement, given in list(asked)
            if "ORDER BY" in statement
        ]
    log.close()
    engine.dispose()

    assert "USING INDEX sqlite_autoindex_event_1 (originator_id=?)" in plans[0]
    assert "USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)" in plans[1]
    assert "TEMP B-TREE" not in plans[1]


def test_a_few_streams_are_found_by_their_index_however_long_the_log_is(
    postgresql_databases: FreshDatabase,
) -> None:
    engine = open_engine(postgresql_databases(), durable=False)
    log = EventLog(engine, tenant=TENANT)
    with writing(engine) as db:
        version = db.scalar(text("SELECT current_setting('server_version_num')::integer"))
        streams = STREAMS if version >= postgres.LIMIT_SINCE else OLDER * STREAMS
        db.execute(text(LONG), {"streams": streams, "events": streams * EACH})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.execute(text("ANALYZE event"))
    some = [UUID(int=number * 3) for number in range(1, SOME + 1)]
    with planned(engine, "FROM event") as plans:
        assert len(log.newer(dict.fromkeys(some, 0))) == SOME * EACH
        assert len(log.lines(0, 1_000_000, ["report.noted"], streams=some)) == SOME * EACH
    log.close()
    engine.dispose()

    for plan in plans:
        assert bounds(plan)[0] == {"event_originator_id_originator_version_key"}
        assert "Seq Scan" not in plan


@pytest.fixture
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('log') / 'log.db'}"
