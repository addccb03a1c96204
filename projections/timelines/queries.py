"""How a timeline is read: oldest first, for the reporter or for staff."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Engine, select

from projections.reading import reading
from projections.timelines.table import timeline
from projections.timelines.view import ActorKind
from services.eventlog.instants import from_micros


class Moment(NamedTuple):
    """One event of a report; `facts` are public and what `words` needs."""

    position: int
    version: int
    at: datetime
    topic: str
    by: str
    actor: ActorKind
    internal: bool
    facts: dict[str, Any]


class Timeline(NamedTuple):
    """A report's story; `incomplete` while its stream is parked."""

    items: list[Moment]
    position: int
    incomplete: bool


def timeline_of(
    engine: Engine, report: UUID, *, internal: bool = False, as_of: int | None = None
) -> Timeline:
    """Read a report's story, with what staff settle among themselves if `internal`."""
    with reading(engine, "timelines", as_of, report.hex) as now:
        query = select(timeline).where(now.known(timeline), timeline.c.report == report.hex)
        if not internal:
            query = query.where(timeline.c.internal.is_(False))
        rows = now.db.execute(query.order_by(timeline.c.position)).mappings().all()
    items = [
        Moment(
            row["position"],
            row["version"],
            from_micros(row["at"]),
            row["topic"],
            row["by"],
            ActorKind(row["actor"]),
            row["internal"],
            msgspec.json.decode(row["facts"]),
        )
        for row in rows
    ]
    return Timeline(items, now.position, now.incomplete)
