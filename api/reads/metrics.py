"""How well the city does: rates, times, stock and participation, as of any position."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Response

from api.admission import Guarded
from api.faults import InvalidRequest
from api.fields import Day, Plain
from api.reads import metric_shapes as shapes
from api.reads.metric_shapes import MetricsShown
from api.reads.nearby import InCategory
from api.reads.questions import AsOf, past, projections, shown
from api.spoken import problems
from api.visit import Here, Visit, reply
from api.waiting import MinPosition
from projections.metrics.distributions import Each, Span, distributions
from projections.metrics.queries import Scope, answers, stock
from projections.metrics.taking_part import participation
from projections.reading import Snapshot, reading
from services.wallets import china_day

router = APIRouter(prefix="/v1", route_class=Guarded, tags=["指标 Metrics"])
_USUAL = timedelta(days=29)  # thirty with the last one
_MOST_DAYS = 3_660

First = Annotated[Day | None, Query(alias="from", description="The first day, in China.")]
Last = Annotated[Day | None, Query(alias="to", description="The last day; else today.")]
OfOffice = Annotated[str | None, Query(max_length=20, description="Only of this office."), Plain]
ForEach = Annotated[Each, Query(description="What there is one distribution of times for.")]


class Asking(NamedTuple):
    """What is asked about, as of which position, and which day that is in China."""

    scope: Scope
    each: Each
    as_of: int | None
    today: date


@router.get(
    "/metrics",
    summary="指标 · Metrics",
    response_model=MetricsShown,
    responses=problems(401, 403, 422, 429, 503),
)
async def metrics(
    here: Here,
    office: OfOffice = None,
    category: InCategory = None,
    first: First = None,
    last: Last = None,
    each: ForEach = Each.ALL,
    as_of: AsOf = None,
    min_position: MinPosition = 0,
) -> Response:
    """Answer with every published figure of a period, each with its formula.

    Without `from` the period is the thirty days that end with `to`.
    """
    await shown(here, "metrics", min_position)
    return reply(await measured(here, (first, last), office, category, each, as_of))


async def measured(
    here: Visit,
    days: tuple[date | None, date | None],
    office: str | None,
    category: str | None,
    each: Each,
    as_of: str | None,
) -> MetricsShown:
    """Work out the figures; raises InvalidRequest, BadAsOf and NotYetShown."""
    found = await past(here, "metrics", as_of)
    now: datetime = found.at if found else here.wiring.clock()
    today = china_day(now)
    first, last = period(*days, today)
    asking = Asking(
        Scope(first, last, office, category), each, found.position if found else None, today
    )
    return await asyncio.to_thread(_measured, here, asking)


def period(
    first: date | None, last: date | None, today: date, most: int = _MOST_DAYS
) -> tuple[date, date]:
    """Complete a period: thirty days until today, unless said otherwise; at `most` so many."""
    end = last or today
    begin = first or max(end, date.min + _USUAL) - _USUAL
    if not timedelta(0) <= end - begin < timedelta(days=most):
        rule = {"field": "from", "rule": "period", "zh": "起止日期不合适", "en": "is no period"}
        raise InvalidRequest([rule])
    return begin, end


def _measured(here: Visit, asking: Asking) -> MetricsShown:
    """Ask everything of one snapshot, so that all figures belong together."""
    with reading(projections(here).engine, "metrics", asking.as_of) as now:
        return _of(now, asking)


def _of(now: Snapshot, asking: Asking) -> MetricsShown:
    scope, today = asking.scope, asking.today
    made = answers(now, scope, today=today)
    spans = {span: distributions(now, span, scope, asking.each) for span in Span}
    return MetricsShown(
        first=scope.first,
        last=scope.last,
        office=scope.office,
        category=scope.category,
        rates=[shapes.rate(code, one) for code, one in made.rates.items()],
        times={span: [shapes.distribution(one) for one in it.items] for span, it in spans.items()},
        overdue=shapes.overdue(made.overdue),
        stock=shapes.stock(stock(now, today=today, office=scope.office, category=scope.category)),
        participation=[
            shapes.participation(participation(now, month))
            for month in _months(scope.first, scope.last)
        ],
        counts=made.counts,
        position=made.position,
        incomplete=made.incomplete,
    )


def _months(first: date, last: date) -> list[int]:
    """Name the months of a period: 202611; of a long one the last two years."""
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [one // 12 * 100 + one % 12 + 1 for one in range(max(begin, end - 23), end + 1)]
