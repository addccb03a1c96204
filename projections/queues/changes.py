"""What moved in a list since a position: for screens that stay open."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Engine, select

from projections.queues.listed import Listed, listed
from projections.queues.queries import Whose, belongs
from projections.queues.table import queue
from projections.reading import reading

MOST = 500


class Change(NamedTuple):
    """A report that came, changed, or (with `report` None) left the list."""

    position: int  # the report's last event: where to go on from
    id: UUID
    report: Listed | None


class Changes(NamedTuple):
    """Changes in the log's order; ask again from `position`, at once while there is `more`."""

    items: list[Change]
    position: int
    more: bool


def changes(engine: Engine, whose: Whose, code: str, since: int, limit: int = MOST) -> Changes:
    """List what changed in a list after `since`; each report once, as it stands now."""
    with reading(engine, "queues") as now:
        mine, here = queue.c.generation == now.generation, belongs(whose, code)
        changed = select(queue.c.report).where(mine, queue.c.valid_from > since)
        was_here = select(queue.c.report).where(
            mine, queue.c.report.in_(changed), queue.c.valid_to > since, here
        )
        query = (
            select(queue, here.label("here"))
            .where(now.holds(queue), queue.c.valid_from > since, queue.c.report.in_(was_here))
            .order_by(queue.c.valid_from)
            .limit(limit + 1)
        )
        rows = now.db.execute(query).mappings().all()
    more = len(rows) > limit
    items = [
        Change(row["valid_from"], UUID(row["report"]), listed(row) if row["here"] else None)
        for row in rows[:limit]
    ]
    position = items[-1].position if more else max(since, now.position)
    return Changes(items, position, more)
