"""How long things take: percentiles from histograms, for each office, category or day."""

from collections import defaultdict
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import ColumnElement, Engine, func, literal, select

from projections.metrics.histogram import Histogram
from projections.metrics.queries import Scope, amounts
from projections.metrics.table import ALL, BY_CATEGORY, BY_OFFICE
from projections.reading import Snapshot, reading


class Span(StrEnum):
    """Which span of a report's life, counted on the day it ended."""

    RESPONSE = "response"  # submitted to first dispatched
    HANDLING_CLOCK = "handling_clock"  # a leg on its limit's own clock, pauses left out
    HANDLING_WALL = "handling_wall"  # a leg by the wall clock, pauses included
    WHOLE = "whole"  # submitted to verified
    DESK = "desk"  # a stay at the operator's desk that a person ended by placing it
    VERIFICATION = "verification"  # resolved to verified or reopened, each time


class Each(StrEnum):
    """What there is one distribution for."""

    ALL = "all"
    OFFICE = "office"
    CATEGORY = "category"
    DAY = "day"


_APART = {Each.OFFICE: BY_OFFICE, Each.CATEGORY: BY_CATEGORY}


class Distribution(Struct, frozen=True):
    """How long it took, in seconds; percentiles are within 5 % of the exact ones.

    `key` is the office, the category or the day (YYYY-MM-DD), empty for all.
    """

    key: str
    count: int
    p50: int | None
    p90: int | None
    p99: int | None
    histogram: Histogram


class Distributions(NamedTuple):
    """One distribution for each key that has anything to count, by key."""

    items: list[Distribution]
    position: int
    incomplete: bool


def distributions(
    source: Engine | Snapshot,
    span: Span,
    scope: Scope,
    each: Each = Each.ALL,
    *,
    as_of: int | None = None,
) -> Distributions:
    """Read the distributions of a span; raises NotYetShown."""
    with reading(source, "metrics", as_of) as now:
        table, mine = amounts(now, scope, _APART.get(each, ALL))
        key: ColumnElement[object] = literal("") if each is Each.ALL else table.c[each.value]
        query = (
            select(key.label("key"), table.c.bucket, func.sum(table.c.amount))
            .where(mine, table.c.measure == span.value)
            .group_by("key", table.c.bucket)
        )
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for name, bucket, count in now.db.execute(query):
            text = date.fromordinal(name).isoformat() if each is Each.DAY else str(name)
            found[text][bucket] = int(count)
    made = {name: Histogram(buckets) for name, buckets in sorted(found.items())}
    items = [_described(name, histogram) for name, histogram in made.items() if histogram.count]
    return Distributions(items, now.position, now.incomplete)


def _described(key: str, histogram: Histogram) -> Distribution:
    p50, p90, p99 = (histogram.percentile(percent) for percent in (50, 90, 99))
    return Distribution(key, histogram.count, p50, p90, p99, histogram)
