"""Many rows at once: a statement for each table is made once, and runs once for a page.

PostgreSQL takes new rows by COPY and all others as arrays, one for each column: a
statement for each row took ten times as long. SQLite has no journeys to save. What COPY
reads is JSON without its brackets, which is CSV whose quotes are escaped by a backslash:
a row of the queues takes 0.8 us, where psycopg takes 1.9 us and its loop as much.
"""
# ruff: noqa: S608 - the texts are made of the names of our tables and columns, never of values

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql

from projections.tables import OPEN, memory

Names = tuple[str, ...]
Values = tuple[Any, ...]
_encode = msgspec.json.Encoder().encode
_NOT_IN_CSV = re.compile(rb'\\[^"\\]')  # JSON's words for control characters
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


def add(db: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Write new rows: texts, numbers, truths and None in the table's order."""
    if not rows:
        return
    if not _arrays(db):
        db.exec_driver_sql(_insert(table, arrays=False), list(map(tuple, rows)))
        return
    text = b"\n".join([_encode(row)[1:-1] for row in rows])
    plain = _NOT_IN_CSV.search(text) is None
    cursor: Any = db.connection.cursor()  # psycopg's own: SQLAlchemy has no word for COPY
    with cursor, cursor.copy(_copy(table, csv=plain)) as copy:
        if plain:
            copy.write(text)
            return
        for row in rows:
            copy.write_row(row)


def put(db: Connection, table: Table, rows: Collection[Values]) -> None:
    """Write whole rows, their values in the table's order, replacing those with the same key."""
    _run(db, _put(table, arrays=_arrays(db)), rows)


def total(db: Connection, table: Table, rows: Collection[Values]) -> None:
    """Add each row's last value to what is there; what comes to nothing is no row."""
    _run(db, _total(table, arrays=_arrays(db)), rows)
    _run(db, _clear(table, arrays=_arrays(db)), [row[:-1] for row in rows if row[-1] < 0])


def close(
    db: Connection, table: Table, keys: int, rows: Collection[Values], *, noded: bool
) -> None:
    """Let the rows that hold for these keys end.

    Each of `rows` says where, its node if it is to be noted, the generation, and so many keys.
    """
    ends = ("valid_to", "node") if noded else ("valid_to",)
    _run(db, _close(table, ends, keys + 1, arrays=_arrays(db)), rows)


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
def _copy(table: Table, *, csv: bool) -> str:
    form = r""" (FORMAT csv, ESCAPE '\', NULL 'null', ENCODING 'UTF8')""" if csv else ""
    return f"COPY {table.name} ({_listed(_names(table))}) FROM STDIN{form}"


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
def _close(table: Table, ends: Names, count: int, *, arrays: bool) -> str:
    keys = _names(table)[:count]
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
