"""The working clock on the worked examples of the published rules."""

from datetime import date, datetime, timedelta

import pytest

from domain.clock import (
    BadSlots,
    Deadline,
    Limit,
    PublishedYear,
    Unit,
    WorkingCalendar,
    due,
    elapsed,
    is_overdue,
)
from tests.domain.clocks import CALENDAR, SECOND, china

EXAMPLES = [
    pytest.param("11-23 11:30", 1, Unit.WORK_HOUR, "11-23 14:30", id="lunch"),
    pytest.param("11-21 10:00", 2, Unit.WORK_HOUR, "11-23 10:00", id="weekend"),
    pytest.param("11-20 14:00", 4, Unit.WORK_HOUR, "11-20 18:00", id="slot end"),
    pytest.param("09-18 16:30", 4, Unit.WORK_HOUR, "09-20 10:30", id="make-up Sunday"),
    pytest.param("09-30 15:00", 1, Unit.WORK_DAY, "10-08 15:00", id="holiday week"),
    pytest.param("02-09 09:00", 5, Unit.WORK_DAY, "02-14 09:00", id="make-up Saturday"),
    pytest.param("04-30 17:00", 3, Unit.WORK_DAY, "05-08 17:00", id="May holidays"),
    pytest.param("10-01 23:30", 2, Unit.URGENT_HOUR, "10-02 01:30", id="urgent at night"),
]


@pytest.mark.parametrize(("start", "amount", "unit", "expected"), EXAMPLES)
def test_a_limit_is_due_as_the_worked_example_says(
    start: str, amount: int, unit: Unit, expected: str
) -> None:
    deadline = due(china(start), Limit(amount, unit).seconds, unit, CALENDAR)
    assert deadline.at == china(expected)
    assert not deadline.provisional


def test_a_limit_that_reaches_an_unpublished_year_is_provisional() -> None:
    deadline = due(china("12-31 17:00"), 2 * Unit.WORK_DAY.seconds, Unit.WORK_DAY, CALENDAR)
    assert deadline == Deadline(china("2027-01-05 17:00"), provisional=True, calendars=("2026.1",))


def test_a_limit_that_ends_with_the_year_is_not_provisional() -> None:
    deadline = due(china("12-31 17:00"), 3_600, Unit.WORK_HOUR, CALENDAR)
    assert deadline == Deadline(china("12-31 18:00"), calendars=("2026.1",))


def test_a_limit_names_the_calendar_of_every_year_it_counts_through() -> None:
    next_year = PublishedYear("2027.2", frozenset({date(2027, 1, 1)}), frozenset())
    calendar = WorkingCalendar({**CALENDAR.years, 2027: next_year})
    deadline = due(china("12-31 17:00"), 2 * Unit.WORK_DAY.seconds, Unit.WORK_DAY, calendar)
    assert deadline == Deadline(china("2027-01-05 17:00"), calendars=("2026.1", "2027.2"))


@pytest.mark.parametrize(
    ("start", "paused", "resumed", "expected"),
    [
        ("11-23 09:00", "11-23 10:00", "11-25 15:00", "11-25 18:00"),
        ("11-23 16:00", "11-23 20:00", "11-25 15:00", "11-25 17:00"),
    ],
)
def test_a_suspended_limit_goes_on_with_what_was_left_on_its_own_clock(
    start: str, paused: str, resumed: str, expected: str
) -> None:
    unit = Unit.WORK_HOUR
    left = Limit(4, unit).seconds - elapsed(china(start), china(paused), unit, CALENDAR)
    assert due(china(resumed), left, unit, CALENDAR).at == china(expected)


def test_urgent_units_ask_no_calendar() -> None:
    deadline = due(china("12-31 23:59"), 120, Unit.URGENT_MINUTE, CALENDAR)
    assert deadline == Deadline(china("2027-01-01 00:01"))


def test_what_is_used_up_is_due_at_once_even_at_night() -> None:
    night = china("11-21 03:00")
    assert due(night, 0, Unit.WORK_HOUR, CALENDAR).at == night
    assert due(night, -500, Unit.URGENT_DAY, CALENDAR).at == night


def test_time_does_not_pass_backwards() -> None:
    assert elapsed(china("11-23 10:00"), china("11-23 09:00"), Unit.WORK_HOUR, CALENDAR) == 0
    assert elapsed(china("11-23 10:00"), china("11-23 09:00"), Unit.NATURAL_DAY, CALENDAR) == 0


def test_the_moment_of_the_deadline_is_still_in_time() -> None:
    deadline = china("11-23 18:00")
    assert not is_overdue(deadline, deadline)
    assert is_overdue(deadline, deadline + timedelta(microseconds=1))
    assert not is_overdue(deadline, deadline - SECOND)


def test_there_are_as_many_working_days_as_the_notice_counts() -> None:
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(CALENDAR.is_working_day(day) for day in year) == 248


def test_an_unpublished_year_keeps_the_weekdays_except_those_fixed_by_regulation() -> None:
    year = [date(2029, 1, 1) + timedelta(days=n) for n in range(365)]
    off = [day for day in year if day.weekday() < 5 and not CALENDAR.is_working_day(day)]
    fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]  # none a weekend in 2029
    assert off == [date(2029, month, day) for month, day in fixed]
    assert not any(CALENDAR.is_working_day(day) for day in year if day.weekday() >= 5)


def test_a_city_may_set_other_hours() -> None:
    long_day = WorkingCalendar(CALENDAR.years, slots=((540, 1140),))
    assert due(china("11-23 18:30"), 3_600, Unit.WORK_HOUR, long_day).at == china("11-24 09:30")


@pytest.mark.parametrize(
    "slots",
    [
        (),
        ((720, 480),),
        ((480, 480),),
        ((480, 720), (700, 900)),
        ((-1, 5),),
        ((480, 1441),),
    ],
)
def test_hours_in_which_nothing_could_ever_fall_due_are_refused(
    slots: tuple[tuple[int, int], ...],
) -> None:
    with pytest.raises(BadSlots) as refused:
        WorkingCalendar(slots=slots)
    assert refused.value.slots == slots


def test_a_moment_without_a_zone_is_no_moment() -> None:
    naive = datetime(2026, 11, 23, 9)  # noqa: DTZ001 - the very mistake that is tried
    with pytest.raises(TypeError):
        due(naive, 60, Unit.WORK_HOUR, CALENDAR)


def test_fractions_of_a_second_are_kept() -> None:
    start = china("11-23 11:59") + timedelta(microseconds=250_001)
    deadline = due(start, 120, Unit.WORK_HOUR, CALENDAR).at
    assert deadline == china("11-23 14:01") + timedelta(microseconds=250_001)
