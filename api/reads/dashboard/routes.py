"""The dashboard over HTTP: all figures at once, one as a table, the map as GeoJSON."""

from collections.abc import Iterable
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Response

from api.admission import Guarded
from api.reads.dashboard.answering import Made, answered
from api.reads.dashboard.asking import Asking, Filters, asking, demand, public, visible
from api.reads.dashboard.figures import MAKE
from api.reads.dashboard.shapes import Dashboard, FiguresShown
from api.reads.dashboard.tables import written
from api.reads.metrics import First, Last, OfOffice
from api.reads.nearby import InCategory
from api.reads.questions import projections
from api.spoken import problems
from api.visit import Here, Visit
from domain.city import Figure
from projections.map.queries import WHOLE, Spread, spread

router = APIRouter(prefix="/v1/dashboard", route_class=Guarded, tags=["看板 Dashboard"])


OpenOnly = Annotated[bool, Query(alias="open", description="Only what is open now.")]


@router.get(
    "",
    summary="城市看板 · The city's figures",
    response_model=Dashboard,
    responses=problems(422, 429, 503),
)
async def dashboard(
    here: Here,
    first: First = None,
    last: Last = None,
    office: OfOffice = None,
    category: InCategory = None,
) -> Response:
    """Answer with every figure the caller may see: staff all, everybody else the public ones.

    Without `from` the period is the thirty days that end with `to`; it has at most 400 days. A
    group of fewer than five riders is not counted out. Participation is not cut by category.
    """
    filters = Filters(first, last, office, category)
    return await answered(here, filters, lambda: _dashboard(here, filters))


@router.get(
    "/map/geojson",
    summary="看板地图 · The map as GeoJSON",
    response_class=Response,
    responses={
        200: {"content": {"application/geo+json": {"schema": {"type": "object"}}}},
        **problems(404, 422, 429, 503),
    },
)
async def geojson(
    here: Here,
    category: InCategory = None,
    office: OfOffice = None,
    only_open: OpenOnly = False,  # noqa: FBT002 - a query parameter
) -> Response:
    """Show what is open, and what was solved within 30 days, rounded to about ten metres.

    At most 5,000 places, the most lately changed first; `more` says that there are others.
    """
    asked = "geojson", category, office, only_open
    return await answered(here, asked, lambda: _geojson(here, category, office, only_open))


@router.get(
    "/{figure}/csv",
    summary="看板数据表 · A figure as a table",
    response_class=Response,
    responses={
        200: {"content": {"text/csv": {"schema": {"type": "string"}}}},
        **problems(404, 422, 429, 503),
    },
)
async def table(
    figure: str,
    here: Here,
    first: First = None,
    last: Last = None,
    office: OfOffice = None,
    category: InCategory = None,
    only_open: OpenOnly = False,  # noqa: FBT002 - a query parameter
) -> Response:
    """Write one figure as CSV (RFC 4180, UTF-8 with its mark), headed in the caller's language.

    What a spreadsheet would take for a formula is preceded by an apostrophe. `open` is for the map.
    """
    filters = Filters(first, last, office, category)
    asked = figure, filters, only_open
    return await answered(here, asked, lambda: _table(here, figure, filters, only_open))


def _dashboard(here: Visit, filters: Filters) -> Made:
    seen = visible(here)
    with asking(here, filters) as asked:
        shown = Dashboard(
            first=asked.scope.first,
            last=asked.scope.last,
            office=asked.scope.office,
            category=asked.scope.category,
            city=asked.book.name,
            demo=asked.book.demo,
            public=[str(figure) for figure in public(asked.book)],
            figures=_figures(asked, seen),
            position=asked.now.position,
            incomplete=asked.now.incomplete,
        )
    # what is hidden is not even null
    return Made(shown.model_dump_json(exclude_unset=True).encode(), "application/json")


def _figures(asked: Asking, seen: Iterable[Figure]) -> FiguresShown:
    return FiguresShown.model_validate({figure.value: MAKE[figure](asked) for figure in seen})


def _table(here: Visit, name: str, filters: Filters, only_open: bool) -> Made:  # noqa: FBT001 - as asked
    figure = demand(here, name)
    with asking(here, filters) as asked:
        if figure is Figure.MAP:
            made: object = _spread(here, filters.category, filters.office, only_open)
        else:
            made = MAKE[figure](asked)
        body = written(figure, made, asked, here.language)
    days = f"{asked.scope.first}-{asked.scope.last}"
    return Made(body, "text/csv; charset=utf-8", f"{figure}-{days}.csv")


def _geojson(here: Visit, category: str | None, office: str | None, only_open: bool) -> Made:  # noqa: FBT001 - as asked
    demand(here, Figure.MAP)
    found = _spread(here, category, office, only_open)
    collection = {
        "type": "FeatureCollection",
        "more": found.more,
        "most": WHOLE,
        "position": found.position,
        "incomplete": found.incomplete,
        "features": [spot.feature() for spot in found.spots],
    }
    return Made(msgspec.json.encode(collection), "application/geo+json")


def _spread(here: Visit, category: str | None, office: str | None, only_open: bool) -> Spread:  # noqa: FBT001 - as asked
    engine, now = projections(here).engine, here.wiring.clock()
    return spread(engine, now=now, office=office, category=category, only_open=only_open)
