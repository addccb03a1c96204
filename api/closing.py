"""What is asked of a report when it is mended, disputed or talked about."""

from fastapi import APIRouter, Response

from api import asking
from api.deciding import decide
from api.shapes import ReportShown
from api.spoken import keyed, written
from api.swift import Swift
from api.visit import Here
from services.reporting import closing

router = APIRouter(prefix="/v1/reports/{report}", route_class=Swift, tags=["结案 Closing"])
_VERIFY = asking.Verify()


@router.post(
    "/resolve",
    summary="处置完成 · Resolve",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def resolve(here: Here, wish: asking.Resolve) -> Response:
    """Say what was done; the clock of the office stops."""
    return await here.change(
        wish,
        lambda asked: closing.resolve(
            here.desk, here.report.id, wish.outcome, wish.words, wish.photos, asked
        ),
    )


@router.post(
    "/verify",
    summary="核查 · Verify",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def verify(here: Here, wish: asking.Verify = _VERIFY) -> Response:
    """Close it after a look: by somebody who did not handle it, or by the reporter."""
    return await here.change(
        wish,
        lambda asked: closing.verify(
            here.desk, here.report.id, wish.method, wish.words, wish.photos, asked
        ),
    )


@router.post(
    "/object",
    summary="提出异议 · Object",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def dispute(here: Here, wish: asking.Dispute) -> Response:
    """Dispute how one's own report was settled."""
    return await here.change(
        wish,
        lambda asked: closing.object_to(here.desk, here.report.id, wish.words, wish.photos, asked),
    )


@router.post(
    "/reopen",
    summary="返工 · Reopen",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def reopen(here: Here, wish: asking.Dispute) -> Response:
    """Send it back to work."""
    return await here.change(
        wish,
        lambda asked: closing.reopen(here.desk, here.report.id, wish.words, wish.photos, asked),
    )


@router.post(
    "/ask",
    summary="询问上报人 · Ask the reporter",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def ask(here: Here, wish: asking.Say) -> Response:
    """Ask the reporter something."""
    return await here.change(
        wish, lambda asked: closing.ask(here.desk, here.report.id, wish.words, asked)
    )


@router.post(
    "/answer",
    summary="回答 · Answer",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def answer(here: Here, wish: asking.Say) -> Response:
    """Answer the office's question."""
    return await here.change(
        wish, lambda asked: closing.answer(here.desk, here.report.id, wish.words, asked)
    )


@router.post(
    "/rate",
    summary="评价 · Rate",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def rate(here: Here, wish: asking.Rate) -> Response:
    """Say how content one is, once, from 1 to 5."""
    return await here.change(
        wish, lambda asked: closing.rate(here.desk, here.report.id, wish.stars, wish.words, asked)
    )


@router.post(
    "/appeal",
    summary="超时申诉 · Appeal",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def appeal(here: Here, wish: asking.Appeal) -> Response:
    """Ask that an overdue turn of one's office be not counted."""
    office = wish.office or here.report.office or ""
    return await here.change(
        wish,
        lambda asked: closing.appeal(
            here.desk, here.report.id, office, wish.words, asked, wish.photos
        ),
    )


@router.post(
    "/decide",
    summary="决定 · Decide",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def settle(here: Here, wish: asking.Decide) -> Response:
    """Decide what was asked: an objection, an extension, a suspension or an appeal."""
    return await here.change(wish, lambda asked: decide(here, wish, asked))
