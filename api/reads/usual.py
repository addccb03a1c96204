"""What riders report around a place: the categories to be offered there first."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from fastapi import APIRouter, Response
from pydantic import Field

from api.admission import Guarded
from api.reads.nearby import Latitude, Longitude, OfPlace
from api.reads.questions import projections
from api.shapes import Answer, Page
from api.spoken import problems
from api.visit import Here, Visit, reply
from domain.datum import Datum, to_e7, to_wgs84
from domain.values import Location
from projections.metrics.courses import shares
from projections.metrics.queries import Scope
from projections.queues.usual import usual
from services.wallets import china_day

router = APIRouter(prefix="/v1", route_class=Guarded, tags=["城市 City"])
AROUND: Final = 500  # metres
DAYS: Final = 90
MOST: Final = 12


class CommonCategory(Answer):
    """A category that is reported here."""

    category: str
    count: int
    metres: int = Field(description="How far around it was counted; 0 in the whole office or city.")


@router.get(
    "/categories/common",
    summary="附近常见类别 · What is common here",
    response_model=Page[CommonCategory],
    responses=problems(401, 403, 422, 429, 503),
)
async def common(
    here: Here, longitude: Longitude, latitude: Latitude, datum: OfPlace = Datum.WGS84
) -> Response:
    """List what was reported within 500 m in the last 90 days, most first, twelve at the most.

    Where that is fewer, what the office had follows, and then what the city had.
    """
    found = await asyncio.to_thread(_common, here, longitude, latitude, datum)
    return reply(Page(items=found, next=None))


def _common(here: Visit, longitude: float, latitude: float, datum: Datum) -> list[CommonCategory]:
    lon, lat = to_wgs84(longitude, latitude, datum)
    place = Location(lon_e7=to_e7(lon), lat_e7=to_e7(lat))
    known = here.wiring.book.categories
    found: dict[str, CommonCategory] = {}
    for metres, counts in _wider_and_wider(here, place):
        for category, count in sorted(counts.items(), key=lambda it: (-it[1], it[0])):
            if category not in found and category in known and not known[category].retired:
                found[category] = CommonCategory(category=category, count=count, metres=metres)
        if len(found) >= MOST:
            break
    return list(found.values())[:MOST]


def _wider_and_wider(here: Visit, place: Location) -> Iterator[tuple[int, Mapping[str, int]]]:
    """Count around the place, then in its office, then in the city; each only if need be."""
    engine, now = projections(here).engine, here.wiring.clock()
    yield AROUND, usual(engine, place, AROUND, now - timedelta(days=DAYS))
    today = china_day(now)
    for office in dict.fromkeys((here.desk.placement(place).office, None)):
        period = Scope(today - timedelta(days=DAYS), today, office)
        counted = shares(engine, period, today=today)
        yield 0, {name: share.submitted for name, share in counted.items() if share.submitted}
