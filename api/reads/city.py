"""What a page needs to know of the city before anybody signs in: its name, its calendar."""

import asyncio

from fastapi import APIRouter, Response
from pydantic import Field

from api.admission import Guarded
from api.reads.questions import cached
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here
from domain.clock import FIXED_HOLIDAYS
from services.city.book import CityBook

router = APIRouter(prefix="/v1", route_class=Guarded, tags=["城市 City"])
_FRESH_S = 60


class YearShown(Answer):
    """The published calendar of a year."""

    version: str
    holidays: list[str] = Field(description="Days without work, as YYYY-MM-DD.")
    make_up_days: list[str] = Field(description="Weekend days with work (调休上班日).")


class SlotShown(Answer):
    """Working hours, in minutes after midnight in China."""

    opens: int
    closes: int


class BoundsShown(Answer):
    """A box around all boundaries, on WGS-84."""

    west: float
    south: float
    east: float
    north: float


class CalendarShown(Answer):
    """When the offices work; a countdown needs no more than this."""

    slots: list[SlotShown]
    fixed: list[str] = Field(
        description="MM-DD: holidays also in a year whose calendar is not published yet."
    )
    years: dict[str, YearShown]


class CityShown(Answer):
    """The city, as everybody may know it."""

    name: str
    demo: bool = Field(description="Everything in it is made up.")
    calendar: CalendarShown
    duplicate_metres: int = Field(description="How near an open report is hinted at.")
    rate_days: int
    reopen_days: int
    bounds: BoundsShown | None


@router.get(
    "/city",
    summary="城市与工作日历 · The city and its calendar",
    response_model=CityShown,
    responses=problems(429, 503),
)
async def city(here: Here) -> Response:
    """Name the city and its working calendar; the ETag changes with either."""
    book = here.wiring.book
    await asyncio.to_thread(book.refresh)
    return cached(here, _shown(book), _FRESH_S)


def _shown(book: CityBook) -> CityShown:
    policy, published = book.policy, book.calendar.years
    return CityShown(
        name=book.name or "随手拍",
        demo=book.demo,
        calendar=CalendarShown(
            slots=[SlotShown(opens=opens, closes=closes) for opens, closes in book.calendar.slots],
            fixed=[f"{month:02d}-{day:02d}" for month, day in sorted(FIXED_HOLIDAYS)],
            years={
                str(year): YearShown(
                    version=one.version,
                    holidays=sorted(day.isoformat() for day in one.holidays),
                    make_up_days=sorted(day.isoformat() for day in one.make_up_days),
                )
                for year, one in sorted(published.items())
            },
        ),
        duplicate_metres=policy.duplicate_metres,
        rate_days=policy.rate_days,
        reopen_days=policy.reopen_days,
        bounds=_bounds(book),
    )


def _bounds(book: CityBook) -> BoundsShown | None:
    boxes = [shape.bounds for shape in book.grounds().values() if shape is not None]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return BoundsShown(west=min(west), south=min(south), east=max(east), north=max(north))
