"""Reports over HTTP: sent in, and looked at."""

import asyncio
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.asking import Submission
from api.fields import Place
from api.filing import file, nameless, reporter
from api.shapes import ReportShown
from api.spoken import keyed, problems, written
from api.swift import Swift
from api.visit import Here
from api.waiting import MinPosition, reached
from domain.datum import Datum, to_e7
from domain.report.state import Report
from domain.values import Fix, Source
from services.reporting.intake import Draft

router = APIRouter(prefix="/v1/reports", route_class=Swift, tags=["上报 Reports"])
_CENTIMETRES = 100


@router.post(
    "",
    summary="上报 · Report a problem",
    status_code=HTTPStatus.CREATED,
    response_model=ReportShown,
    responses=written(201),
    openapi_extra=keyed(),
)
async def send(wish: Submission, here: Here) -> Response:
    """File a report with photographs that the caller uploaded before.

    An operator writes one down for a rider who signed in before, named by `phone`; it
    counts as the rider's, and is answered without the phone.
    """
    rider = await reporter(here, wish)
    wish, source = nameless(wish, rider), wish.location.source
    if rider != here.actor.id and source is Source.DEVICE:
        source = Source.PIN  # the operator's device was not there
    draft = Draft(
        category=wish.category,
        condition=wish.condition,
        photos=wish.photos,
        place=fix(wish.location, wish.taken_at),
        datum=wish.location.datum,
        source=source,
        note=wish.note,
        answers=wish.answers,
    )
    return await here.change(
        wish, lambda asked: file(here, draft, rider, asked), HTTPStatus.CREATED
    )


@router.get(
    "/{report}",
    summary="查看上报单 · See a report",
    response_model=ReportShown,
    responses=problems(401, 403, 404, 429, 503),
)
async def see(
    report: str,  # noqa: ARG001 - the door has loaded it
    here: Here,
    min_position: MinPosition = 0,
    datum: Annotated[Datum, Query(description="The datum to answer in.")] = Datum.WGS84,
) -> Response:
    """Show a report as it is now, always including the caller's own writes."""
    await reached(min_position, here.written, here.written)
    app, known = here.wiring.app, here.report
    shown = await asyncio.to_thread(app.load, Report, known.id) if min_position else known
    return await here.answer(shown, here.wiring.clock(), datum)


def fix(place: Place, taken_at: datetime | None) -> Fix:
    """Turn what was sent into what the event keeps: integers, and UTC."""
    accuracy = place.accuracy
    return Fix(
        lon_e7=to_e7(place.longitude),
        lat_e7=to_e7(place.latitude),
        accuracy_cm=None if accuracy is None else round(accuracy * _CENTIMETRES),
        device_time=taken_at.astimezone(UTC) if taken_at else None,
    )
