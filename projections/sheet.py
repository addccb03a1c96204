"""What a page of events changes in a view, gathered in memory and written in bulk."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Table

from projections.bulk import Values, add, close, total
from projections.spans import node
from projections.tables import OPEN


class Sheet:
    """Rows to insert, spans to close, cells to add to: for one generation of a view.

    Rows are plain values in the order of their table's columns, which begin with the
    generation; those of a table of spans go on with the keys, `valid_from`, `valid_to` and,
    where it has one, `node`. A dictionary for each row took half of a view's own time.
    """

    def __init__(self, generation: int) -> None:
        self._generation = generation
        self._rows: dict[Table, list[list[Any]]] = defaultdict(list)
        self._open: dict[Table, dict[Values, list[Any]]] = defaultdict(dict)
        self._closing: dict[tuple[Table, int, bool], list[Values]] = defaultdict(list)
        self._sums: dict[Table, dict[Values, int]] = defaultdict(lambda: defaultdict(int))

    def insert(self, table: Table, *values: Any) -> None:  # noqa: ANN401 - a column may hold anything
        """Add a row that will never change."""
        self._rows[table].append([self._generation, *values])

    def open(self, table: Table, key: Values, values: Values, position: int) -> None:
        """Let `values` hold for `key` from `position` on."""
        row = [self._generation, *key, position, OPEN, *values]
        self._rows[table].append(row)
        self._open[table][key] = row

    def close(self, table: Table, key: Values, position: int, since: int | None = None) -> None:
        """Let the row that holds for `key` end before `position`.

        With `since`, where it began, its span gets a node (projections/spans.py).
        """
        end = (position,) if since is None else (position, node(since, position - 1))
        row = self._open[table].pop(key, None)
        if row is None:
            kind = table, len(key), since is not None
            self._closing[kind].append((*end, self._generation, *key))
        else:
            valid_to = len(key) + 2
            row[valid_to : valid_to + len(end)] = end

    def add(self, table: Table, place: Values, amount: int) -> None:
        """Add to the cell at `place`, its keys in the table's order; nothing is no row."""
        self._sums[table][place] += amount

    def sums(self, table: Table) -> list[tuple[Values, int]]:
        """List what is to be added so far."""
        return list(self._sums[table].items())

    def flush(self, db: Connection) -> None:
        """Write everything: closed spans first, so that no two rows hold at once."""
        for (table, keys, noded), closing in self._closing.items():
            close(db, table, keys, closing, noded=noded)
        for table, rows in self._rows.items():
            add(db, table, rows)
        for table, cells in self._sums.items():
            moved = [(self._generation, *cell, sum_) for cell, sum_ in cells.items() if sum_]
            total(db, table, moved)
