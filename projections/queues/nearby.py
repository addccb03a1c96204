"""What else is open near a place: a box on the index, then the exact distance."""

from collections.abc import Iterator
from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, and_, select

from domain.values import Location
from projections.queues.box import DEGREE, EARTH, Box, around
from projections.queues.listed import Listed, listed
from projections.queues.table import queue
from projections.reading import reading
from services.eventlog.instants import to_micros


class Near(NamedTuple):
    """An open report and how far away it is."""

    report: Listed
    metres: float


def nearby(
    engine: Engine,
    place: Location,
    metres: float,
    *,
    category: str | None = None,
    but: UUID | None = None,
    limit: int = 20,
) -> list[Near]:
    """List open reports within `metres`, the nearest first; of one category if given."""
    box = around(place, metres)
    with reading(engine, "queues") as now:
        query = select(queue).where(now.holds(queue), box.holds(queue), queue.c.open.is_(True))
        if category is not None:
            query = query.where(queue.c.category == category)
        if but is not None:
            query = query.where(queue.c.report != but.hex)
        found = [listed(row) for row in now.db.execute(query).mappings()]
    return sorted(_within(found, place, metres), key=lambda one: (one.metres, one.report.id))[
        :limit
    ]


def since_then(box: Box, since: datetime) -> ColumnElement[bool]:
    """Select what was submitted in the cells of a box since then, by the index of cells."""
    return and_(queue.c.cell.in_(box.cells()), queue.c.submitted_at >= to_micros(since))


def distance(one: Location, other: Location) -> float:
    """Metres between two places, along the surface of a sphere."""
    lat1, lat2 = (radians(place.lat_e7 / DEGREE) for place in (one, other))
    tall = lat2 - lat1
    wide = radians((other.lon_e7 - one.lon_e7) / DEGREE)
    chord = sin(tall / 2) ** 2 + cos(lat1) * cos(lat2) * sin(wide / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(chord)))


def _within(found: list[Listed], place: Location, metres: float) -> Iterator[Near]:
    for report in found:
        away = distance(place, report.location)
        if away <= metres:
            yield Near(report, away)
