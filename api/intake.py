"""What is asked of a report on its way to an office."""

from functools import cache, partial

from fastapi import APIRouter, Response

from api import asking
from api.original import visible_original
from api.reports import fix
from api.shapes import ReportShown
from api.spoken import keyed, written
from api.swift import Swift
from api.visit import Here
from services.limits import Limited
from services.reporting import intake

router = APIRouter(prefix="/v1/reports/{report}", route_class=Swift, tags=["派遣 Dispatch"])
_NOTHING = asking.Nothing()


@router.post(
    "/dispatch",
    summary="派遣 · Dispatch",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def dispatch(here: Here, wish: asking.Dispatch) -> Response:
    """Send the report to an office: by an operator, where no rule could."""
    return await here.change(
        wish,
        lambda asked: intake.dispatch(
            here.desk, here.report.id, wish.office, wish.condition, asked
        ),
    )


@router.post(
    "/reclassify",
    summary="变更类别 · Put under another category",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def reclassify(here: Here, wish: asking.Reclassify) -> Response:
    """Correct the category; a running deadline follows."""
    return await here.change(
        wish,
        lambda asked: intake.reclassify(
            here.desk, here.report.id, wish.category, wish.condition, wish.reason, asked
        ),
    )


@router.post(
    "/reject",
    summary="不予受理 · Reject",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def reject(here: Here, wish: asking.Reject) -> Response:
    """Refuse to take the report up, in words the rider will read."""
    return await here.change(
        wish, lambda asked: intake.reject(here.desk, here.report.id, wish.reason, wish.words, asked)
    )


@router.post(
    "/duplicate",
    summary="判重 · Mark as a duplicate",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def duplicate(here: Here, wish: asking.Duplicate) -> Response:
    """Say that another report told it first."""
    original = await visible_original(here, wish.original)
    return await here.change(
        wish, lambda asked: intake.duplicate(here.desk, here.report.id, original, asked)
    )


@router.post(
    "/corroborate",
    summary="佐证 · Corroborate",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def corroborate(here: Here, wish: asking.Corroborate) -> Response:
    """Confirm another rider's report with photographs of one's own."""
    place = fix(wish.location, wish.taken_at) if wish.location else None
    allow = cache(partial(here.wiring.limits.check, Limited.SUBMITS, here.actor.id))  # counted once
    return await here.change(
        wish,
        lambda asked: intake.corroborate(
            here.desk, here.report.id, wish.photos, wish.note, place, asked, allow
        ),
    )


@router.post(
    "/photos",
    summary="补充照片 · Add photographs",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def add_photos(here: Here, wish: asking.AddPhotos) -> Response:
    """Show more: by the reporter, until it is mended."""
    return await here.change(
        wish, lambda asked: intake.add_photos(here.desk, here.report.id, wish.photos, asked)
    )


@router.post(
    "/photos/{photo}/release",
    summary="公开照片 · Release a photograph",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def release_photo(photo: str, here: Here, wish: asking.Nothing = _NOTHING) -> Response:
    """Let the public see one photograph of the report."""
    return await here.change(
        wish, lambda asked: intake.release_photo(here.desk, here.report.id, photo, asked)
    )


@router.post(
    "/withdraw",
    summary="撤回 · Withdraw",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def withdraw(here: Here, wish: asking.Nothing = _NOTHING) -> Response:
    """Take one's own report back, until somebody works on it."""
    return await here.change(wish, lambda asked: intake.withdraw(here.desk, here.report.id, asked))
