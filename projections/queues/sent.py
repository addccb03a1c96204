"""How many reports a rider has sent of late: one statement, as every submit asks it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, bindparam, func, select

from projections.queues.table import SENT, queue
from projections.tables import LIVE, projection
from services.database import asking
from services.eventlog.instants import to_micros

_SENT = (
    select(queue.c.rider, func.count())
    .join(projection, projection.c.live == queue.c.generation)
    .where(
        projection.c.view == "queues",
        queue.c.rider.in_(bindparam("whose", expanding=True)),
        queue.c.valid_to == LIVE,
        bindparam("since") <= SENT,  # by an index of its own: a rider's past is not counted over
    )
    .group_by(queue.c.rider)
)


def sent_since(engine: Engine, riders: Iterable[str], since: datetime) -> dict[str, int]:
    """Count the reports of riders from a moment on; who sent none is left out: one statement."""
    with asking(engine).connect() as db:
        asked = {"whose": list(set(riders)), "since": to_micros(since)}
        return {rider: count for rider, count in db.execute(_SENT, asked)}  # noqa: C416 - rows are no pairs to `dict`
