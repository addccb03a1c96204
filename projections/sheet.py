"""What a page of events changes in a view, gathered in memory and written in bulk."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, update

from projections.tables import OPEN, Row, add
from services.database import upsert

Key = tuple[tuple[str, Any], ...]


class Sheet:
    """Rows to insert, spans to close, cells to add to: for one generation of a view."""

    def __init__(self, generation: int) -> None:
        self._generation = generation
        self._rows: dict[Table, list[Row]] = defaultdict(list)
        self._open: dict[tuple[Table, Key], Row] = {}
        self._closing: dict[Table, list[Row]] = defaultdict(list)
        self._sums: dict[Table, dict[Key, int]] = defaultdict(lambda: defaultdict(int))

    def insert(self, table: Table, row: Row) -> None:
        """Add a row that will never change."""
        self._rows[table].append({"generation": self._generation, **row})

    def open(self, table: Table, key: Mapping[str, Any], row: Row, position: int) -> None:
        """Let `row` hold from `position` on."""
        full = {
            "generation": self._generation,
            **key,
            **row,
            "valid_from": position,
            "valid_to": OPEN,
        }
        self._rows[table].append(full)
        self._open[table, tuple(key.items())] = full

    def close(self, table: Table, key: Mapping[str, Any], position: int) -> None:
        """Let the row that holds for `key` end before `position`."""
        row = self._open.pop((table, tuple(key.items())), None)
        if row is None:
            named = {f"key_{name}": value for name, value in key.items()}
            self._closing[table].append({**named, "end": position})
        else:
            row["valid_to"] = position

    def add(self, table: Table, key: Mapping[str, Any], amount: int) -> None:
        """Add to a cell; a cell of nothing is no row."""
        self._sums[table][tuple(key.items())] += amount

    def flush(self, db: Connection) -> None:
        """Write everything: closed spans first, so that no two rows hold at once."""
        for table, ends in self._closing.items():
            self._close(db, table, ends)
        for table, rows in self._rows.items():
            add(db, table, rows)
        for table, cells in self._sums.items():
            self._sum(db, table, cells)

    def _close(self, db: Connection, table: Table, ends: list[Row]) -> None:
        names = [name.removeprefix("key_") for name in ends[0] if name != "end"]
        mine = [table.c[name] == bindparam(f"key_{name}") for name in names]
        db.execute(
            update(table)
            .where(table.c.generation == self._generation, table.c.valid_to == OPEN, *mine)
            .values(valid_to=bindparam("end")),
            ends,
        )

    def _sum(self, db: Connection, table: Table, cells: Mapping[Key, int]) -> None:
        base = {"generation": self._generation}
        rows = [{**base, **dict(cell), "amount": sum_} for cell, sum_ in cells.items() if sum_]
        if not rows:
            return
        new = upsert(db, table)
        keys = list(table.primary_key.columns)
        total = {"amount": table.c.amount + new.excluded.amount}
        db.execute(new.on_conflict_do_update(index_elements=keys, set_=total), rows)
        shrunk = [
            {f"key_{column.name}": row[column.name] for column in keys}
            for row in rows
            if row["amount"] < 0
        ]
        if shrunk:
            mine = [column == bindparam(f"key_{column.name}") for column in keys]
            db.execute(delete(table).where(table.c.amount == 0, *mine), shrunk)
