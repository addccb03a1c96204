"""A figure as a table of rows, safe to be opened by a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

from api.language import Language
from api.reads.dashboard import shapes
from api.reads.dashboard.asking import Asking
from api.reads.metric_shapes import StockShown
from domain.city import Figure
from projections.map.queries import Spread
from projections.metrics.distributions import Span

Row = Iterable[object]
_MARK: Final = "\ufeff"  # without it a spreadsheet takes UTF-8 for something else
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_WHERE: Final = (("街道代码", "office"), ("街道", "office name"))
_LASTED: Final = (("中位数（秒）", "p50 (s)"), ("90%（秒）", "p90 (s)"), ("99%（秒）", "p99 (s)"))
_HEADS: Final[dict[Figure, tuple[tuple[str, str], ...]]] = {
    Figure.RATES: (
        *_WHERE, ("指标代码", "rate"), ("指标", "rate name"), ("值", "value"),
        ("分子", "numerator"), ("分母", "denominator"), ("口径", "formula"),
    ),
    Figure.TIMES: (
        *_WHERE, ("环节", "span"), ("起（秒）", "from (s)"), ("止（秒，不含）", "to (s, left out)"),
        ("数量", "count"), *_LASTED,
    ),
    Figure.OVERDUE: (*_WHERE, ("超时", "overdue"), ("剔除", "exempted"), ("净超时", "net")),
    Figure.PARTICIPATION: (
        ("月份", "month"), *_WHERE, ("小哥人数（不足五人不显示）", "riders (hidden below five)"),
        ("上报", "reports"),
    ),
    Figure.TREND: (
        ("日期", "day"), ("上报", "submitted"), ("立案", "accepted"), ("处置完成", "resolved"),
        ("结案", "verified"),
    ),
    Figure.CATEGORIES: (
        ("大类代码", "group"), ("大类", "group name"), ("小类代码", "category"),
        ("小类", "category name"), ("上报", "submitted"), ("在办", "open"), _LASTED[0],
    ),
    Figure.MAP: (
        ("编号", "number"), ("小类代码", "category"), ("状态", "state"), ("街道代码", "office"),
        ("经度", "longitude"), ("纬度", "latitude"), ("在办", "open"), ("截止时间", "due at"),
        ("结案时间", "closed at"),
    ),
    Figure.STOCK: (("分法", "by"), ("状态或时长", "state or age"), ("数量", "count")),
}  # fmt: skip
_SPANS: Final = {
    Span.RESPONSE: ("上报到派遣", "submitted to dispatched"),
    Span.HANDLING_CLOCK: ("处置（时限钟）", "handling, by the limit's clock"),
    Span.HANDLING_WALL: ("处置（自然时间）", "handling, by the wall clock"),
    Span.WHOLE: ("上报到结案", "submitted to verified"),
    Span.DESK: ("派遣台停留", "at the operator's desk"),
    Span.VERIFICATION: ("核查", "verification"),
}


def written(figure: Figure, made: object, asked: Asking, language: Language) -> bytes:
    """Write a figure as CSV with a line of headings."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    side = 0 if language == "zh" else 1
    lines.writerow(head[side] for head in _HEADS[figure])
    for row in _rows(made, asked, side):
        lines.writerow(_safe(cell) for cell in row)
    return (_MARK + out.getvalue()).encode()


def _safe(cell: object) -> object:
    """Let no text begin like a formula; numbers, days and yes or no stay what they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _rows(made: Any, asked: Asking, side: int) -> Iterator[Row]:  # noqa: ANN401, PLR0911 - a figure
    match made:
        case shapes.Rates():
            return _rates(made, asked, side)
        case shapes.Times():
            return _times(made, asked, side)
        case shapes.OverdueByOffice(by_office=offices):
            return ((it.office, it.name, it.overdue, it.exempted, it.net) for it in offices)
        case shapes.Months(months=months):
            return ((it.month, it.office, it.name, it.riders, it.reports) for it in months)
        case shapes.Trend(days=days):
            return (it.model_dump().values() for it in days)
        case shapes.CategoryTree():
            return _tree(made, side)
        case StockShown(by_state=states, by_age=ages):
            kinds = {"state": states, "age": ages}
            return ((by, name, it) for by, sums in kinds.items() for name, it in sums.items())
        case Spread(spots=spots):
            return (_place(it.longitude, it.latitude, it.properties) for it in spots)
        case _:
            raise TypeError(f"{type(made).__name__} is no figure")


def _rates(made: shapes.Rates, asked: Asking, side: int) -> Iterator[Row]:
    whole = shapes.OfficeRates(office="", name=asked.book.name, rates=made.all)
    for office in (whole, *made.by_office):
        for it in office.rates:
            name, formula = ((it.name, it.formula), (it.name_en, it.formula_en))[side]
            where = office.office, office.name, it.code, name
            yield *where, it.value, it.numerator, it.denominator, formula


def _times(made: shapes.Times, asked: Asking, side: int) -> Iterator[Row]:
    for it in made.all:
        where = "", asked.book.name, _SPANS[Span(it.span)][side]
        yield *where, None, None, it.count, it.p50, it.p90, it.p99
        for step in it.buckets:
            yield *where, step.from_s, step.to_s, step.count, None, None, None
    for one in made.by_office:
        span = _SPANS[Span(one.span)][side]
        yield one.office, one.name, span, None, None, one.count, one.p50, one.p90, one.p99


def _tree(made: shapes.CategoryTree, side: int) -> Iterator[Row]:
    for group in made.groups:
        for it in group.items:
            name = (it.name, it.name_en)[side]
            yield group.group, group.name, it.category, name, it.submitted, it.open, it.p50


def _place(longitude: float, latitude: float, about: Any) -> Row:  # noqa: ANN401 - properties
    due, closed = (about[name] and about[name].isoformat() for name in ("due_at", "closed_at"))
    facts = about["number"], about["category"], about["state"], about["office"]
    return *facts, longitude, latitude, about["open"], due, closed
