"""What the inspection compares a report with: reports sent before it, by place and by rider."""

from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Engine, Select, String, and_, select

from domain.values import Location
from projections.queues.box import Box, around
from projections.queues.nearby import distance
from projections.queues.table import SENT, queue
from projections.reading import Snapshot, reading
from projections.tables import LIVE
from services.asking import AskEach, Things

OF_RIDER = 10  # the latest reports of a rider
LATEST = 50  # in each cell of the map: where a crowd reports, the latest are looked at


def _living(by: Things) -> ColumnElement[bool]:
    return and_(queue.c.generation == by["generation"], queue.c.valid_to == LIVE)


def _in_cell(by: Things) -> Select[Any]:
    seen = (queue.c.lon_e7, queue.c.lat_e7, queue.c.photos, queue.c.report, queue.c.submitted_at)
    sent = queue.c.submitted_at.between(by["since"], by["until"])
    tall = queue.c.lat_e7.between(by["south"], by["north"])
    wide = queue.c.lon_e7.between(by["west"], by["east"])
    mine = and_(_living(by), queue.c.cell == by["cell"], sent, tall, wide)
    return select(*seen).where(mine).order_by(queue.c.submitted_at.desc()).limit(LATEST)


def _of_rider(by: Things) -> Select[Any]:
    mine = and_(_living(by), queue.c.rider == by["rider"], by["until"] >= SENT)
    return select(queue.c.report).where(mine).order_by(SENT.desc()).limit(OF_RIDER + 1)


_PLACE = dict.fromkeys(("generation", "cell", "since", "until", *Box._fields), BigInteger())
_IN_CELL = AskEach(_PLACE, _in_cell)
_OF_RIDER = AskEach(
    {"generation": BigInteger(), "rider": String(), "until": BigInteger()}, _of_rider
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


def earlier(engine: Engine, questions: list[Question], metres: float, near: int) -> list[Earlier]:
    """Answer what came before each report, so many near it and the latest of its rider.

    All from one snapshot. What it costs does not grow with the city: each part reads a
    stretch of an index from its end.
    """
    with reading(engine, "queues") as now:
        cells = [
            (number, _given(now, one) | box._asdict() | {"cell": cell})
            for number, one in enumerate(questions)
            for box in [around(one.place, metres)]
            for cell in box.cells()
        ]
        around_it: list[list[tuple[Any, ...]]] = [[] for _ in questions]
        in_cells = _IN_CELL.of(now.db, [given for _, given in cells])
        for (number, _), rows in zip(cells, in_cells, strict=True):
            around_it[number] += rows
        of_rider = _OF_RIDER.of(now.db, [_given(now, one) for one in questions])
    return [
        Earlier(
            _nearest(one, metres, some, near),
            [name for (name,) in his if name != one.report][:OF_RIDER],
        )
        for one, some, his in zip(questions, around_it, of_rider, strict=True)
    ]


def _given(now: Snapshot, asked: Question) -> dict[str, Any]:
    return {
        "generation": now.generation,
        "rider": asked.rider,
        "since": asked.since,
        "until": asked.until,
    }


def _nearest(
    asked: Question, metres: float, rows: list[tuple[Any, ...]], most: int
) -> list[Before]:
    found = []
    for lon, lat, photos, report, at in rows:
        away = distance(asked.place, Location(lon_e7=lon, lat_e7=lat))
        if report != asked.report and away <= metres:
            found.append((away, report, at, photos))
    return [
        Before(report, at, [photo.partition(":")[0] for photo in photos.split()])
        for _, report, at, photos in sorted(found)[:most]
    ]
