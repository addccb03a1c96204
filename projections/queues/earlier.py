"""What the inspection compares a report with: reports sent before it, by place and by rider."""

from typing import NamedTuple

from sqlalchemy import Engine, and_, bindparam, select

from domain.values import Location
from projections.queues.box import around
from projections.queues.nearby import distance
from projections.queues.table import queue
from projections.reading import Snapshot, reading
from projections.tables import LIVE

LATEST = 100  # in each cell of the map: where a crowd reports, the latest are looked at
_SENT = and_(
    queue.c.generation == bindparam("generation"),
    queue.c.valid_to == LIVE,
    queue.c.submitted_at <= bindparam("until"),
)
_NEAR = (  # made once: to make a statement costs more than to run it
    select(queue.c.lon_e7, queue.c.lat_e7, queue.c.photos, queue.c.report, queue.c.submitted_at)
    .where(_SENT, queue.c.cell == bindparam("cell"), queue.c.submitted_at >= bindparam("since"))
    .where(queue.c.lat_e7.between(bindparam("south"), bindparam("north")))
    .where(queue.c.lon_e7.between(bindparam("west"), bindparam("east")))
    .order_by(queue.c.submitted_at.desc())
    .limit(LATEST)
)
_OF_RIDER = (
    select(queue.c.report)
    .where(_SENT, queue.c.rider == bindparam("rider"))
    .order_by(queue.c.submitted_at.desc())
    .limit(bindparam("most"))
)


class Question(NamedTuple):
    """A report at a place; earlier is what was sent from `since` to `until` (microseconds)."""

    report: str
    rider: str
    place: Location
    since: int
    until: int


class Before(NamedTuple):
    """A report that was sent at that moment, and its photographs."""

    report: str
    submitted_at: int
    photos: list[str]


class Earlier(NamedTuple):
    """Reports near the place, the nearest first, and the rider's, the latest first."""

    near: list[Before]
    of_rider: list[str]


def earlier(
    engine: Engine, questions: list[Question], metres: float, *, near: int, of_rider: int
) -> list[Earlier]:
    """Answer what came before each report, so many near it and so many of its rider.

    All from one snapshot. What it costs does not grow with the city: each part reads a
    stretch of an index from its end.
    """
    with reading(engine, "queues") as now:
        return [
            Earlier(_near(now, one, metres)[:near], _of_rider(now, one, of_rider))
            for one in questions
        ]


def _near(now: Snapshot, asked: Question, metres: float) -> list[Before]:
    box = around(asked.place, metres)
    given = {"generation": now.generation, "since": asked.since, "until": asked.until}
    found = []
    for cell in box.cells():
        for lon, lat, photos, report, at in now.db.execute(
            _NEAR, {**given, **box._asdict(), "cell": cell}
        ):
            away = distance(asked.place, Location(lon_e7=lon, lat_e7=lat))
            if report != asked.report and away <= metres:
                ids = [photo.partition(":")[0] for photo in photos.split()]
                found.append((away, Before(report, at, ids)))
    return [before for _, before in sorted(found)]


def _of_rider(now: Snapshot, asked: Question, most: int) -> list[str]:
    given = {"generation": now.generation, "rider": asked.rider, "until": asked.until}
    found = now.db.scalars(_OF_RIDER, given | {"most": most + 1})
    return [report for report in found if report != asked.report][:most]
