"""Rows written in bulk come back as they were, whatever stands in them."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Table, select

from projections.bulk import _close, add
from projections.inbox.table import named
from projections.inbox.view import Inbox
from projections.views import VIEWS
from tests.projections.houses import ViewsOn
from tests.projections.memory import MemoryLog
from tests.projections.plans import bounds

TABLES = [table for view in VIEWS for table in view.tables]
WORDS = [
    "",
    "null",
    r"\N",
    "\\.",
    'say "so", and\\or',
    "路口 🛵",
    "a,b",
    "two\nlines\r",
    "a tab\t",
    "\x01",
    "\\n",
]


@pytest.mark.parametrize("together", [True, False])
def test_any_words_are_kept_as_they_are(
    database_url: str, views_on: ViewsOn, *, together: bool
) -> None:
    engine = views_on(database_url, MemoryLog(), [Inbox()]).engine
    rows = [[9, f"{n}", n, n + 1, word, word, word] for n, word in enumerate(WORDS)]

    with engine.begin() as db:
        for some in [rows] if together else [[row] for row in rows]:
            add(db, named, some)

    with engine.connect() as db:
        found = db.execute(select(named).order_by(named.c.valid_from)).all()
    assert [list(row) for row in found] == rows


def test_nothing_truths_and_numbers_are_kept_as_they_are(
    database_url: str, views_on: ViewsOn
) -> None:
    inbox = Inbox()
    notice, engine = inbox.tables[0], views_on(database_url, MemoryLog(), [inbox]).engine
    rows: list[list[Any]] = [
        [9, "a", 1, 2**62, "kind", None, True, None, "{}"],
        [9, "b", 2, -1, "kind", "report", False, -7, '{"a":"\\n"}'],
    ]

    with engine.begin() as db:
        add(db, notice, rows)

    with engine.connect() as db:
        found = db.execute(select(notice).order_by(notice.c.position)).all()
    assert [list(row) for row in found] == rows


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_the_columns_in_the_order_that_sheets_rely_on(table: Table) -> None:
    names = [column.name for column in table.columns]
    keys = [column.name for column in table.primary_key]

    assert names[: len(keys)] == keys
    assert keys[0] == "generation"
    if "valid_from" in keys:
        spans = ["valid_from", "valid_to"] + (["node"] if "node" in names else [])
        begins = names.index("valid_from")
        assert names[begins : begins + len(spans)] == spans
        assert begins == len(keys) - 1
    assert not any(isinstance(column.type, LargeBinary) for column in table.columns)


@pytest.mark.parametrize("table", [one for one in TABLES if "valid_to" in one.c], ids=str)
def test_sqlite_finds_a_row_that_ends_by_its_key(
    tmp_path: Path, views_on: ViewsOn, table: Table
) -> None:
    engine = views_on(f"sqlite:///{tmp_path / 'views.db'}", MemoryLog(), list(VIEWS)).engine
    keys = {one.name for one in table.primary_key} - {"valid_from"}
    close = _close(table, ("valid_to",), len(keys), arrays=False)
    with engine.connect() as db:
        asked = f"EXPLAIN QUERY PLAN {close}"
        plan = "\n".join(map(str, db.exec_driver_sql(asked, (0, *map(str, keys))).all()))
    assert bounds(plan) == ({f"sqlite_autoindex_{table.name}_1"}, keys)
