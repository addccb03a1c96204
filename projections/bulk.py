"""Many rows at once: a statement for each table is made once, and runs once for a page.

PostgreSQL takes new rows by COPY and all others as arrays, one for each column: a
statement for each row took ten times as long. SQLite has no journeys to save.
"""
# ruff: noqa: S608 - the texts are made of the names of our tables and columns, never of values

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql

from projections.tables import OPEN, Row, memory

Names = tuple[str, ...]
Values = tuple[Any, ...]
_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's own gap
_LOOK_UP = (
    "SELECT set_config('enable_seqscan', 'off', true),"
    " set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)"
)


def look_up_only(db: Connection) -> None:
    """Have PostgreSQL find rows by their keys alone, in this transaction.

    It plans by figures that lag behind tables that grow, and may read all of one for a page.
    """
    if _arrays(db):
        db.exec_driver_sql(_LOOK_UP)


def add(db: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Write new rows; each names every column."""
    values = list(map(itemgetter(*_names(table)), rows))
    if values and _arrays(db):
        cursor: Any = db.connection.cursor()  # psycopg's own: SQLAlchemy has no word for COPY
        with cursor, cursor.copy(_copy(table)) as copy:
            for one in values:
                copy.write_row(one)
    else:
        _run(db, _insert(table, arrays=False), values)


def put(db: Connection, table: Table, rows: Collection[Values]) -> None:
    """Write whole rows, their values in the table's order, replacing those with the same key."""
    _run(db, _put(table, arrays=_arrays(db)), rows)


def total(db: Connection, table: Table, rows: Collection[Values]) -> None:
    """Add each row's last value to what is there; what comes to nothing is no row."""
    _run(db, _total(table, arrays=_arrays(db)), rows)
    _run(db, _clear(table, arrays=_arrays(db)), [row[:-1] for row in rows if row[-1] < 0])


def close(db: Connection, table: Table, ends: Names, keys: Names, rows: Collection[Values]) -> None:
    """Let the rows that hold for these keys end; each of `rows` says how, then its keys."""
    _run(db, _close(table, ends, keys, arrays=_arrays(db)), rows)


def remembered(
    db: Connection, view: str, generation: int, streams: Collection[str]
) -> Iterator[tuple[str, int, bytes]]:
    """Read what a view remembers of these streams: version and state."""
    given: Any = list(streams) if _arrays(db) else msgspec.json.encode(list(streams)).decode()
    found = db.exec_driver_sql(_REMEMBERED[_arrays(db)], (given, view, generation))
    return ((stream, version, state) for stream, version, state in found)


def _arrays(db: Connection) -> bool:
    return db.dialect.name == "postgresql"


def _run(db: Connection, statement: str, rows: Collection[Values]) -> None:
    if rows and _arrays(db):
        db.exec_driver_sql(statement, tuple(map(list, zip(*rows, strict=True))))
    elif rows:
        db.exec_driver_sql(statement, list(rows))


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _given(table: Table, names: Sequence[str], *, arrays: bool) -> str:
    """Take the place of rows of these columns, one by one or all at once."""
    if not arrays:
        return f"VALUES ({', '.join('?' for _ in names)})"
    types = [table.c[name].type.compile(_POSTGRESQL) for name in names]
    return f"SELECT * FROM unnest({', '.join(f'%b::{kind}[]' for kind in types)})"


def _insert(table: Table, *, arrays: bool) -> str:
    names = _names(table)
    return f"INSERT INTO {table.name} ({_listed(names)}) {_given(table, names, arrays=arrays)}"


@cache
def _copy(table: Table) -> str:
    return f"COPY {table.name} ({_listed(_names(table))}) FROM STDIN"


@cache
def _put(table: Table, *, arrays: bool) -> str:
    change = ", ".join(f'"{name}" = excluded."{name}"' for name in _names(table))
    return f"{_upsert(table, arrays=arrays)} {change}"


@cache
def _total(table: Table, *, arrays: bool) -> str:
    amount = _names(table)[-1]
    return f"{_upsert(table, arrays=arrays)} {amount} = {table.name}.{amount} + excluded.{amount}"


def _upsert(table: Table, *, arrays: bool) -> str:
    keys = [column.name for column in table.primary_key]
    return f"{_insert(table, arrays=arrays)} ON CONFLICT ({_listed(keys)}) DO UPDATE SET"


@cache
def _clear(table: Table, *, arrays: bool) -> str:
    *keys, amount = _names(table)
    using = (
        f" USING ({_given(table, keys, arrays=True)}) AS new ({_listed(keys)})" if arrays else ""
    )
    mine = _same(table, keys, arrays=arrays)
    return f"DELETE FROM {table.name}{using} WHERE {amount} = 0 AND {mine}"


@cache
def _close(table: Table, ends: Names, keys: Names, *, arrays: bool) -> str:
    names = (*ends, *keys)
    rows = (
        f" FROM ({_given(table, names, arrays=True)}) AS new ({_listed(names)})" if arrays else ""
    )
    change = ", ".join(f"{name} = {f'new.{name}' if arrays else '?'}" for name in ends)
    return (
        f"UPDATE {table.name} SET {change}{rows} WHERE {_same(table, keys, arrays=arrays)}"
        f" AND +{table.name}.valid_to = {OPEN}"  # the sign hides it from indexes that begin alike
    )


def _same(table: Table, keys: Sequence[str], *, arrays: bool) -> str:
    if not arrays:
        return " AND ".join(f'"{key}" = ?' for key in keys)
    return " AND ".join(f'{table.name}."{key}" = new."{key}"' for key in keys)


_REMEMBERED = {
    arrays: f"SELECT stream, version, state FROM {memory.name}"
    f" WHERE stream {streams} AND view = {mark} AND generation = {mark}"
    for arrays, streams, mark in (
        (True, "= ANY(%s)", "%s"),
        (False, "IN (SELECT value FROM json_each(?))", "?"),
    )
}
