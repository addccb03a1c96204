"""Whether somebody told it already: hints for a rider about to report."""

import asyncio
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.admission import Guarded
from api.fields import Plain
from api.reads.questions import projections
from api.shapes import Answer, Page, PlaceShown
from api.showing import ROUGH
from api.spoken import problems
from api.visit import Here, Visit, reply
from domain.datum import Datum, from_e7, from_wgs84, metres_between, to_e7, to_wgs84
from domain.values import Location
from projections.queues.listed import Listed
from projections.queues.nearby import nearby

router = APIRouter(prefix="/v1/reports", route_class=Guarded, tags=["上报 Reports"])
_MOST = 20
_LOOKED_AT = 200
_BLUR = 10  # metres: no rounded place is further away from the true one
_TENS = -1  # metres are told to the nearest ten

Longitude = Annotated[
    float, Query(ge=-180, le=180, allow_inf_nan=False, description="In degrees, on `datum`.")
]
Latitude = Annotated[
    float, Query(ge=-90, le=90, allow_inf_nan=False, description="In degrees, on `datum`.")
]
OfPlace = Annotated[Datum, Query(description="The datum of the question and of the answer.")]
InCategory = Annotated[
    str | None, Query(max_length=100, description="Only of this category."), Plain
]


class Hint(Answer):
    """An open report close by, in coarse facts."""

    id: str
    number: str
    state: str
    category: str
    office: str | None
    location: PlaceShown
    metres: int = Field(description="How far away, to about ten metres.")
    submitted_at: datetime
    due_at: datetime | None
    own: bool = Field(description="The caller's own.")


@router.get(
    "/nearby",
    summary="附近是否已有人上报 · Reported nearby",
    response_model=Page[Hint],
    responses=problems(401, 403, 422, 429, 503),
)
async def hints(
    here: Here,
    longitude: Longitude,
    latitude: Latitude,
    datum: OfPlace = Datum.WGS84,
    category: InCategory = None,
) -> Response:
    """List open reports within the city's distance for duplicates, the nearest first."""
    found = await asyncio.to_thread(_hints, here, longitude, latitude, datum, category)
    return reply(Page(items=found, next=None))


def _hints(
    here: Visit, longitude: float, latitude: float, datum: Datum, category: str | None
) -> list[Hint]:
    lon, lat = to_wgs84(longitude, latitude, datum)
    place = Location(lon_e7=to_e7(lon), lat_e7=to_e7(lat))
    within = here.wiring.book.policy.duplicate_metres
    engine = projections(here).engine
    found = nearby(engine, place, within + _BLUR, category=category, limit=_LOOKED_AT)
    away = [(metres_between(lon, lat, *_rough(one.report)), one.report) for one in found]
    near = sorted((one for one in away if one[0] <= within), key=lambda it: (it[0], it[1].id))
    return [_hint(report, metres, here.actor.id, datum) for metres, report in near[:_MOST]]


def _rough(one: Listed) -> tuple[float, float]:
    """Round the place first: neither a distance nor being listed tells more than it does."""
    at = one.location
    return round(from_e7(at.lon_e7), ROUGH), round(from_e7(at.lat_e7), ROUGH)


def _hint(one: Listed, metres: float, caller: str, datum: Datum) -> Hint:
    lon, lat = from_wgs84(*_rough(one), datum)
    return Hint(
        id=str(one.id),
        number=one.number,
        state=one.state,
        category=one.category,
        office=one.office,
        location=PlaceShown(
            longitude=round(lon, ROUGH), latitude=round(lat, ROUGH), datum=datum, exact=False
        ),
        metres=int(round(metres, _TENS)),
        submitted_at=one.submitted_at,
        due_at=one.due_at,
        own=one.rider == caller,
    )
