"""What is reported around a place lately: a bounded look at the index of cells."""

from collections import Counter
from datetime import datetime
from typing import Final

from sqlalchemy import Engine, select

from domain.values import Location
from projections.queues.box import around
from projections.queues.nearby import distance, since_then
from projections.queues.table import queue
from projections.reading import reading

MOST: Final = 2_000  # reports looked at: enough to know what is usual somewhere
_ROUNDED: Final = 1_000  # of 1e-7 degree: no count may tell more of a place than the map does


def usual(engine: Engine, place: Location, metres: float, since: datetime) -> Counter[str]:
    """Count by category what was submitted within `metres` since then, open or closed.

    Where there is more than MOST, some of it stands for all.
    """
    box = around(place, metres, _ROUNDED)
    with reading(engine, "queues") as now:
        query = (
            select(queue.c.category, queue.c.lon_e7, queue.c.lat_e7)
            .where(now.holds(queue), box.holds(queue), since_then(box, since))
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
