"""A rider's month, the redemptions, and what one report has brought."""

from collections import Counter
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Engine

from projections.credits.queries import (
    MOST,
    Balance,
    Line,
    read_line,
    sums_of,
    with_status,
)
from projections.credits.table import line
from projections.cursors import make_cursor, read_cursor
from projections.reading import reading

LONGEST = 5_000  # lines of one statement: a month of the busiest rider has a tenth of it


class Statement(NamedTuple):
    """What happened to a wallet between two positions, oldest first, and the sums around it."""

    opening: Balance
    closing: Balance
    moved: dict[str, int]  # points by kind of line
    items: list[Line]
    position: int
    incomplete: bool


class Redemptions(NamedTuple):
    """Part of a rider's redemptions, newest first."""

    items: list[Line]
    next: str | None
    position: int
    incomplete: bool


def statement(engine: Engine, rider: str, after: int, upto: int | None) -> Statement:
    """Read what happened to a wallet after one position, up to another or to now.

    Raises NotYetShown. What became of a line is told as of the end.
    """
    with reading(engine, "credits", after, rider) as before:
        opening = sums_of(before, rider)
    with reading(engine, "credits", upto, rider) as now:
        query = with_status(now).where(line.c.wallet == rider, line.c.position > after)
        rows = now.db.execute(query.order_by(line.c.position).limit(LONGEST)).mappings().all()
        closing = sums_of(now, rider)
    items = [read_line(row) for row in rows]
    moved: Counter[str] = Counter()
    for one in items:
        moved[one.kind] += one.points
    return Statement(opening, closing, dict(moved), items, now.position, now.incomplete)


def redemptions_of(
    engine: Engine, rider: str, *, cursor: str | None = None, limit: int = 50
) -> Redemptions:
    """Read a rider's redemptions; raises BadCursor and NotYetShown."""
    name, after, as_of = f"redemptions:{rider}", None, None
    if cursor is not None:
        as_of, (after,) = read_cursor(cursor, name, (int,))
    limit = max(1, min(limit, MOST))
    with reading(engine, "credits", as_of, rider) as now:
        query = with_status(now).where(line.c.wallet == rider, line.c.kind == "redeemed")
        if after is not None:
            query = query.where(line.c.position < after)
        query = query.order_by(line.c.position.desc()).limit(limit + 1)
        rows = now.db.execute(query).mappings().all()
    items = [read_line(row) for row in rows[:limit]]
    more = make_cursor(name, now.position, [items[-1].position]) if len(rows) > limit else None
    return Redemptions(items, more, now.position, now.incomplete)


def lines_about(engine: Engine, report: UUID, as_of: int | None = None) -> list[tuple[str, Line]]:
    """Read what a report has brought, to whom, oldest first."""
    with reading(engine, "credits", as_of) as now:
        query = with_status(now).where(line.c.report == report.hex).order_by(line.c.position)
        return [(row["wallet"], read_line(row)) for row in now.db.execute(query).mappings()]
