"""How the numbers run from day to day, and how they spread over the categories."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Engine, func, select

from projections.metrics.queries import Scope, amounts
from projections.metrics.table import BY_CATEGORY
from projections.reading import Snapshot, reading

COURSE: Final = {
    "submitted": "submitted",
    "accepted": "first_dispatch",
    "resolved": "resolution",
    "verified": "verification_passed",
}
"""What a day is told of, and the measure it is. Each happened on that day, whatever came later."""


class Day(NamedTuple):
    """How many reports were submitted, accepted, resolved and verified on one day in China."""

    day: date
    submitted: int = 0
    accepted: int = 0
    resolved: int = 0
    verified: int = 0


class Share(NamedTuple):
    """How many reports of a category were submitted in a period, and how many are open now."""

    submitted: int = 0
    open: int = 0


def course(source: Engine | Snapshot, scope: Scope, as_of: int | None = None) -> list[Day]:
    """Count every day of the period, those without anything too."""
    sums: dict[int, dict[str, int]] = defaultdict(dict)
    names = {measure: name for name, measure in COURSE.items()}
    with reading(source, "metrics", as_of) as now:
        table, mine = amounts(now, scope)
        query = (
            select(table.c.day, table.c.measure, func.sum(table.c.amount))
            .where(mine, table.c.measure.in_(names))
            .group_by(table.c.day, table.c.measure)
        )
        for day, measure, total in now.db.execute(query):
            sums[day][names[measure]] = int(total)
    length = (scope.last - scope.first).days + 1
    days = (scope.first + timedelta(days=number) for number in range(length))
    return [Day(day, **sums[day.toordinal()]) for day in days]


def shares(
    source: Engine | Snapshot, scope: Scope, *, today: date, as_of: int | None = None
) -> dict[str, Share]:
    """Count each category: submitted within the period, open whenever it was submitted."""
    ever = scope._replace(first=date.min, last=today)
    with reading(source, "metrics", as_of) as now:
        submitted, still_open = (
            _by_category(now, where, measure)
            for where, measure in ((scope, "submitted"), (ever, "open"))
        )
    return {
        category: Share(submitted.get(category, 0), still_open.get(category, 0))
        for category in sorted(submitted.keys() | still_open.keys())
    }


def _by_category(now: Snapshot, scope: Scope, measure: str) -> dict[str, int]:
    table, mine = amounts(now, scope, BY_CATEGORY)
    total = func.sum(table.c.amount)
    query = (
        select(table.c.category, total)
        .where(mine, table.c.measure == measure)
        .group_by(table.c.category)
    )
    return {category: int(sum_) for category, sum_ in now.db.execute(query) if sum_}
