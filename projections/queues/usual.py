"""What is reported around a place lately: a bounded look at the index of places."""

from collections import Counter
from datetime import datetime
from math import ceil, cos, radians
from typing import Final

from sqlalchemy import Engine, select

from domain.values import Location
from projections.queues.nearby import distance
from projections.queues.table import queue
from projections.reading import reading
from services.eventlog.instants import to_micros

MOST: Final = 2_000  # reports looked at: enough to know what is usual somewhere
_ROUNDED: Final = 1_000  # of 1e-7 degree: no count may tell more of a place than the map does
_DEGREE: Final = 10_000_000
_METRES_A_DEGREE: Final = 111_195
_STEEPEST: Final = 0.01


def usual(engine: Engine, place: Location, metres: float, since: datetime) -> Counter[str]:
    """Count by category what was submitted within `metres` since then, open or closed.

    Where there is more than MOST, some of it stands for all.
    """
    tall = ceil(metres / _METRES_A_DEGREE * _DEGREE) + _ROUNDED
    wide = _ROUNDED + ceil(tall / max(_STEEPEST, cos(radians(place.lat_e7 / _DEGREE))))
    with reading(engine, "queues") as now:
        query = (
            select(queue.c.category, queue.c.lon_e7, queue.c.lat_e7)
            .where(
                now.holds(queue),
                queue.c.open.in_([True, False]),  # so that the index of places serves
                queue.c.lat_e7.between(place.lat_e7 - tall, place.lat_e7 + tall),
                queue.c.lon_e7.between(place.lon_e7 - wide, place.lon_e7 + wide),
                queue.c.submitted_at >= to_micros(since),
            )
            .limit(MOST)
        )
        rows = now.db.execute(query).all()
    here = _roughly(place.lon_e7, place.lat_e7)
    return Counter(
        category for category, lon, lat in rows if distance(here, _roughly(lon, lat)) <= metres
    )


def _roughly(lon_e7: int, lat_e7: int) -> Location:
    half = _ROUNDED // 2
    return Location(
        lon_e7=(lon_e7 + half) // _ROUNDED * _ROUNDED, lat_e7=(lat_e7 + half) // _ROUNDED * _ROUNDED
    )
