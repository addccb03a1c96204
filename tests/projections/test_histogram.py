"""Distributions that can be merged and taken apart, and how far they may be wrong."""

from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.metrics.histogram import Histogram, bounds, bucket_of

spans = st.integers(0, 3 * 366 * 86_400)
many = st.lists(spans, max_size=60)


@given(spans)
def test_a_span_lies_within_its_bucket(seconds: int) -> None:
    least, greatest = bounds(bucket_of(seconds))

    assert least <= seconds <= greatest
    assert abs((least + greatest) // 2 - seconds) * 32 <= max(seconds, 1)


def test_buckets_follow_each_other_without_a_gap() -> None:
    ends = [bounds(bucket) for bucket in range(400)]

    assert ends[0][0] == 0
    assert all(ends[n][1] + 1 == ends[n + 1][0] for n in range(399))
    assert bucket_of(-5) == 0


@given(many, many)
def test_merging_counts_what_counting_together_counts(some: list[int], others: list[int]) -> None:
    together = Histogram.of([*some, *others])

    assert Histogram.of(some) + Histogram.of(others) == together
    assert Histogram.of(others) + Histogram.of(some) == together
    assert together - Histogram.of(others) == Histogram.of(some)
    assert hash(together - Histogram.of(others)) == hash(Histogram.of(some))
    assert (together - together).counts == {}


@given(many, many, many)
def test_merging_may_be_done_in_any_grouping(a: list[int], b: list[int], c: list[int]) -> None:
    one, two, three = Histogram.of(a), Histogram.of(b), Histogram.of(c)

    assert (one + two) + three == one + (two + three)


@pytest.mark.parametrize("percent", [1, 50, 90, 99, 100])
@given(st.lists(spans, min_size=1, max_size=60))
def test_a_percentile_is_within_five_percent(percent: int, found: list[int]) -> None:
    exact = sorted(found)[ceil(len(found) * percent / 100) - 1]
    shown = Histogram.of(found).percentile(percent)

    assert shown is not None
    assert abs(shown - exact) <= 0.05 * exact


def test_nothing_has_no_percentile() -> None:
    assert Histogram().percentile(50) is None
    assert Histogram().count == 0


@given(many)
def test_steps_for_people_lose_nobody_and_follow_each_other(seconds: list[int]) -> None:
    steps = Histogram.of(seconds).coarse()

    assert sum(count for _, _, count in steps) == len(seconds)
    for start, end, count in steps:
        assert count == sum(1 for one in seconds if start <= one < end)
    assert all(end <= start for (_, end, _), (start, _, _) in pairwise(steps))
