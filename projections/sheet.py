"""What a page of events changes in a view, gathered in memory and written in bulk."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table

from projections.bulk import Values, add, close, total
from projections.spans import node
from projections.tables import OPEN, Row

Key = tuple[tuple[str, Any], ...]
Names = tuple[str, ...]


class Sheet:
    """Rows to insert, spans to close, cells to add to: for one generation of a view."""

    def __init__(self, generation: int) -> None:
        self._generation = generation
        self._rows: dict[Table, list[Row]] = defaultdict(list)
        self._open: dict[tuple[Table, Key], Row] = {}
        self._closing: dict[tuple[Table, Names, Names], list[Values]] = defaultdict(list)
        self._sums: dict[Table, dict[Values, int]] = defaultdict(lambda: defaultdict(int))

    def insert(self, table: Table, row: Row) -> None:
        """Add a row that will never change."""
        row["generation"] = self._generation
        self._rows[table].append(row)

    def open(self, table: Table, key: Mapping[str, Any], row: Row, position: int) -> None:
        """Let `row` hold from `position` on."""
        row.update(key, generation=self._generation, valid_from=position, valid_to=OPEN)
        self._rows[table].append(row)
        self._open[table, tuple(key.items())] = row

    def close(
        self, table: Table, key: Mapping[str, Any], position: int, since: int | None = None
    ) -> None:
        """Let the row that holds for `key` end before `position`.

        With `since`, where it began, its span gets a node (projections/spans.py).
        """
        end: Row = {"valid_to": position}
        if since is not None:
            end["node"] = node(since, position - 1)
        row = self._open.pop((table, tuple(key.items())), None)
        if row is None:
            where = "generation", *key
            self._closing[table, tuple(end), where].append(
                (*end.values(), self._generation, *key.values())
            )
        else:
            row.update(end)

    def add(self, table: Table, place: Values, amount: int) -> None:
        """Add to the cell at `place`, its keys in the table's order; nothing is no row."""
        self._sums[table][place] += amount

    def sums(self, table: Table) -> list[tuple[Values, int]]:
        """List what is to be added so far."""
        return list(self._sums[table].items())

    def flush(self, db: Connection) -> None:
        """Write everything: closed spans first, so that no two rows hold at once."""
        for (table, ends, keys), closing in self._closing.items():
            close(db, table, ends, keys, closing)
        for table, rows in self._rows.items():
            add(db, table, rows)
        for table, cells in self._sums.items():
            moved = [(self._generation, *cell, sum_) for cell, sum_ in cells.items() if sum_]
            total(db, table, moved)
