"""What is asked of a report at the office."""

from fastapi import APIRouter, Response

from api import asking
from api.crew import crew_member
from api.shapes import ReportShown
from api.spoken import keyed, written
from api.swift import Swift
from api.visit import Here
from domain.report.handling import Why
from domain.report.resting import Plea
from services.reporting import handling

router = APIRouter(prefix="/v1/reports/{report}", route_class=Swift, tags=["处置 Handling"])
_NOTHING, _CLAIM = asking.Nothing(), asking.Claim()


@router.post(
    "/claim",
    summary="认领 · Claim",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def claim(here: Here, wish: asking.Claim = _CLAIM) -> Response:
    """Take the work on: nobody else does it meanwhile. A supervisor may name a crew member."""
    holder = await crew_member(here, wish.holder)
    return await here.change(
        wish, lambda asked: handling.claim(here.desk, here.report.id, holder, asked)
    )


@router.post(
    "/regrade",
    summary="核定立案条件 · Set the condition",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def regrade(here: Here, wish: asking.Regrade) -> Response:
    """Set the filing condition; the deadline follows."""
    return await here.change(
        wish,
        lambda asked: handling.regrade(
            here.desk, here.report.id, wish.condition, wish.reason, asked
        ),
    )


@router.post(
    "/entrust",
    summary="交办责任单位 · Entrust to a unit",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def entrust(here: Here, wish: asking.Entrust) -> Response:
    """Hand the work to a responsible unit; the claimant stays answerable."""
    return await here.change(
        wish, lambda asked: handling.entrust(here.desk, here.report.id, wish.unit, asked)
    )


@router.post(
    "/progress",
    summary="进展 · Tell how it goes",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def progress(here: Here, wish: asking.Progress) -> Response:
    """Tell how the work goes, in words or photographs; renews the claim."""
    return await here.change(
        wish,
        lambda asked: handling.progress(here.desk, here.report.id, wish.words, wish.photos, asked),
    )


@router.post(
    "/note",
    summary="内部备注 · Leave a note",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def note(here: Here, wish: asking.Say) -> Response:
    """Leave a note for staff."""
    return await here.change(
        wish, lambda asked: handling.note(here.desk, here.report.id, wish.words, asked)
    )


@router.post(
    "/release",
    summary="释放 · Let go",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def release(here: Here, wish: asking.Nothing = _NOTHING) -> Response:
    """Let go of a claim."""
    return await here.change(wish, lambda asked: handling.release(here.desk, here.report.id, asked))


@router.post(
    "/return",
    summary="回退 · Return",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def send_back(here: Here, wish: asking.Return) -> Response:
    """Send the report back to the operator's desk."""
    why = Why(wish.reason, wish.words)
    return await here.change(
        wish,
        lambda asked: handling.send_back(here.desk, here.report.id, why, wish.suggested, asked),
    )


@router.post(
    "/transfer",
    summary="转派 · Transfer",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def transfer(here: Here, wish: asking.Transfer) -> Response:
    """Send the report on to another office."""
    why = Why(wish.reason, wish.words)
    return await here.change(
        wish, lambda asked: handling.transfer(here.desk, here.report.id, wish.office, why, asked)
    )


@router.post(
    "/suspend",
    summary="挂账 · Suspend",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def suspend(here: Here, wish: asking.Suspend) -> Response:
    """Let the report rest until a date, or ask a supervisor for it."""
    plea = Plea(wish.reason, wish.words)
    return await here.change(
        wish, lambda asked: handling.suspend(here.desk, here.report.id, plea, wish.until, asked)
    )


@router.post(
    "/resume",
    summary="恢复 · Resume",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def resume(here: Here, wish: asking.Nothing = _NOTHING) -> Response:
    """End the rest; the clock goes on with what was left."""
    return await here.change(wish, lambda asked: handling.resume(here.desk, here.report.id, asked))


@router.post(
    "/extend",
    summary="延期 · Extend",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def extend(here: Here, wish: asking.Extend) -> Response:
    """Move the deadline by one limit, or ask a supervisor for it."""
    plea = Plea(wish.reason, wish.words)
    return await here.change(
        wish, lambda asked: handling.extend(here.desk, here.report.id, plea, asked)
    )


@router.post(
    "/escalate",
    summary="督办 · Escalate",
    response_model=ReportShown,
    responses=written(),
    openapi_extra=keyed(versioned=True),
)
async def escalate(here: Here, wish: asking.Say) -> Response:
    """Tell a superior, in words."""
    return await here.change(
        wish, lambda asked: handling.escalate(here.desk, here.report.id, wish.words, asked)
    )
