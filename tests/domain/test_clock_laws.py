"""What must hold for the working clock at whatever moment, for whatever limit."""

from datetime import datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.clock import EPOCH, Unit, due, elapsed
from tests.domain.clocks import CALENDAR, china

BEGIN = china("2025-12-20 00:00")
MOMENTS = st.integers(0, 400 * 86_400).map(lambda seconds: BEGIN + timedelta(seconds=seconds))
UNITS = st.sampled_from(Unit)
SPANS = st.integers(0, 12 * 8 * 3_600)
SOME = st.integers(1, 12 * 8 * 3_600)
HOUR_EDGES = st.sampled_from([480, 720, 840, 1_080])
few = settings(max_examples=60, deadline=None)


def at(start: datetime, seconds: int, unit: Unit) -> datetime:
    return due(start, seconds, unit, CALENDAR).at


def passed(start: datetime, end: datetime, unit: Unit) -> int:
    return elapsed(start, end, unit, CALENDAR)


@few
@given(MOMENTS, SPANS, SPANS, UNITS)
def test_counting_in_two_parts_ends_at_the_same_moment(
    start: datetime, first: int, second: int, unit: Unit
) -> None:
    assert at(start, first + second, unit) == at(at(start, first, unit), second, unit)


@few
@given(MOMENTS, SPANS, UNITS)
def test_exactly_the_limit_passes_until_it_is_due(
    start: datetime, seconds: int, unit: Unit
) -> None:
    assert passed(start, at(start, seconds, unit), unit) == seconds


@few
@given(MOMENTS, SOME, UNITS)
def test_nothing_is_due_a_second_too_late(start: datetime, seconds: int, unit: Unit) -> None:
    moment = at(start, seconds, unit)
    assert passed(start, moment - timedelta(seconds=1), unit) == seconds - 1


@few
@given(MOMENTS, MOMENTS, SPANS, UNITS)
def test_who_starts_later_is_never_due_earlier(
    one: datetime, other: datetime, seconds: int, unit: Unit
) -> None:
    early, late = sorted((one, other))
    assert at(early, seconds, unit) <= at(late, seconds, unit)


@few
@given(MOMENTS, SPANS, SOME, UNITS)
def test_more_time_is_due_strictly_later(
    start: datetime, seconds: int, more: int, unit: Unit
) -> None:
    assert at(start, seconds, unit) < at(start, seconds + more, unit)


@few
@given(MOMENTS, MOMENTS, MOMENTS, UNITS)
def test_time_passed_adds_up(one: datetime, two: datetime, three: datetime, unit: Unit) -> None:
    start, middle, end = sorted((one, two, three))
    assert passed(start, end, unit) == passed(start, middle, unit) + passed(middle, end, unit)


@few
@given(MOMENTS, SOME, SPANS, SPANS, UNITS)
def test_a_pause_moves_the_deadline_by_itself_on_the_limits_own_clock(
    start: datetime, seconds: int, before: int, pause: int, unit: Unit
) -> None:
    paused = start + timedelta(seconds=before)
    resumed = paused + timedelta(seconds=pause)
    left = seconds - passed(start, paused, unit)
    assume(left > 0)
    moved = at(start, seconds + passed(paused, resumed, unit), unit)
    assert at(resumed, left, unit) == moved


@few
@given(MOMENTS, SPANS, st.sampled_from([unit for unit in Unit if not unit.working]))
def test_urgent_and_natural_limits_run_on_the_wall_clock(
    start: datetime, seconds: int, unit: Unit
) -> None:
    assert at(start, seconds, unit) == start + timedelta(seconds=seconds)


@few
@given(MOMENTS, SOME)
def test_a_working_deadline_falls_into_working_hours(start: datetime, seconds: int) -> None:
    local = at(start, seconds, Unit.WORK_HOUR) + timedelta(hours=8)
    since_midnight = (local - EPOCH) % timedelta(days=1)
    assert CALENDAR.is_working_day(local.date())
    assert any(
        timedelta(minutes=opens) < since_midnight <= timedelta(minutes=closes)
        for opens, closes in CALENDAR.slots
    )


@few
@given(st.integers(0, 380), HOUR_EDGES, SPANS)
def test_the_edges_of_the_day_keep_the_laws_too(day: int, minute: int, seconds: int) -> None:
    start = BEGIN + timedelta(days=day, minutes=minute)
    moment = at(start, seconds, Unit.WORK_DAY)
    assert moment >= start
    assert passed(start, moment, Unit.WORK_DAY) == seconds
