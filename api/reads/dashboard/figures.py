"""Each figure of the dashboard, made in a few statements for all offices at once."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from api.reads import metric_shapes
from api.reads.dashboard import shapes
from api.reads.dashboard.asking import Asking
from domain.city import Figure
from projections.metrics.courses import course, shares
from projections.metrics.distributions import Each, Span, distributions
from projections.metrics.queries import Answers, answers, stock
from projections.metrics.taking_part import participations

FEWEST: Final = 5  # riders: of fewer it is not told how many they are
_GROUP: Final = 3  # of a category's code: its kind and the two digits of its group


def rates(asked: Asking) -> shapes.Rates:
    """Make every rate, for all and for each office."""
    whole = answers(asked.now, asked.scope, today=asked.today)
    return shapes.Rates(
        all=_rates(whole),
        by_office=[
            shapes.OfficeRates(office=office, name=asked.office_name(office), rates=_rates(found))
            for office, found in asked.by_office.items()
        ],
    )


def times(asked: Asking) -> shapes.Times:
    """Tell how long each span took, with steps to draw it from."""
    whole, by_office = [], []
    for span in Span:
        for each in (Each.ALL, Each.OFFICE):
            found = distributions(asked.now, span, asked.scope, each)
            for one in found.items:
                told: dict[str, Any] = {"span": span.value, "count": one.count}
                told |= {"p50": one.p50, "p90": one.p90, "p99": one.p99}
                if each is Each.ALL:
                    steps = [
                        shapes.BucketShown(from_s=start, to_s=end, count=count)
                        for start, end, count in one.histogram.coarse()
                    ]
                    whole.append(shapes.SpanTimes(**told, buckets=steps))
                elif one.key:
                    name = asked.office_name(one.key)
                    by_office.append(shapes.OfficeTimes(office=one.key, name=name, **told))
    return shapes.Times(all=whole, by_office=by_office)


def overdue(asked: Asking) -> shapes.OverdueByOffice:
    """Tell how often each office was late."""
    return shapes.OverdueByOffice(
        by_office=[
            shapes.OfficeOverdue(
                office=office, name=asked.office_name(office), **found.overdue._asdict()
            )
            for office, found in asked.by_office.items()
        ]
    )


def participation(asked: Asking) -> shapes.Months:
    """Tell how many riders took part; a group so small that one knows who it is stays hidden."""
    first, last = (_month(day) for day in (asked.scope.first, asked.scope.last))
    found = participations(asked.now, first, last, asked.scope.office)
    return shapes.Months(
        months=[
            shapes.MonthShown(
                month=f"{one.month // 100}-{one.month % 100:02d}",
                office=one.office,
                name=asked.office_name(one.office) if one.office else asked.book.name,
                riders=one.riders if one.riders >= FEWEST else None,
                reports=one.reports,
            )
            for one in found
        ]
    )


def trend(asked: Asking) -> shapes.Trend:
    """Tell what happened on each day of the period."""
    days = course(asked.now, asked.scope)
    return shapes.Trend(days=[shapes.DayShown(**one._asdict()) for one in days])


def categories(asked: Asking) -> shapes.CategoryTree:
    """Gather the categories in their groups, the most reported first."""
    spans = distributions(asked.now, Span.WHOLE, asked.scope, Each.CATEGORY)
    halves = {one.key: one.p50 for one in spans.items}
    groups: dict[str, list[shapes.CategoryCount]] = defaultdict(list)
    names: dict[str, str] = {}
    found = shares(asked.now, asked.scope, today=asked.today)
    for code, share in found.items():
        known = asked.book.categories.get(code)
        defined = known.definition if known else None
        names[code[:_GROUP]] = defined.group if defined else code[:_GROUP]
        groups[code[:_GROUP]].append(
            shapes.CategoryCount(
                category=code,
                name=defined.name if defined else code,
                name_en=defined.name_en if defined else code,
                submitted=share.submitted,
                open=share.open,
                p50=halves.get(code),
            )
        )
    made = [
        shapes.GroupCount(
            group=group,
            name=names[group],
            reports=sum(one.submitted for one in members),
            items=sorted(members, key=lambda one: (-one.submitted, -one.open, one.category)),
        )
        for group, members in groups.items()
    ]
    return shapes.CategoryTree(groups=sorted(made, key=lambda one: (-one.reports, one.group)))


def in_stock(asked: Asking) -> metric_shapes.StockShown:
    """Tell what is open now, by state and by age."""
    office, category = asked.scope.office, asked.scope.category
    found = stock(asked.now, today=asked.today, office=office, category=category)
    return metric_shapes.stock(found)


MAKE: Final[dict[Figure, Callable[[Asking], object]]] = {
    Figure.RATES: rates,
    Figure.TIMES: times,
    Figure.OVERDUE: overdue,
    Figure.PARTICIPATION: participation,
    Figure.TREND: trend,
    Figure.CATEGORIES: categories,
    Figure.MAP: lambda _: True,
    Figure.STOCK: in_stock,
}


def _rates(found: Answers) -> list[metric_shapes.RateShown]:
    return [metric_shapes.rate(code, one) for code, one in found.rates.items()]


def _month(day: date) -> int:
    return day.year * 100 + day.month
