"""How long an office has: time counted on its working clock, or on the wall clock."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from domain.errors import Refused

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = date(1970, 1, 1).toordinal()
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000  # spans are counted in microseconds: integers never round
MINUTE = 60 * SECOND
DAY = 24 * 60 * MINUTE
CHINA = 8 * 60 * MINUTE  # UTC+8 without summer time since 1992: no time-zone tables needed
MINUTES_A_DAY = 24 * 60
SATURDAY = 5

# The solar-date holidays of 全国年节及纪念日放假办法 (State Council, 2025).
# Lunar holidays and exchanged weekends are known only from the notice of the year.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


class Unit(StrEnum):
    """What a time limit is counted in."""

    URGENT_MINUTE = "urgent_minute"
    URGENT_HOUR = "urgent_hour"
    URGENT_DAY = "urgent_day"
    NATURAL_DAY = "natural_day"
    WORK_HOUR = "work_hour"
    WORK_DAY = "work_day"

    @property
    def seconds(self) -> int:
        """How many seconds of its own clock one unit is."""
        return SECONDS[self]

    @property
    def working(self) -> bool:
        """Whether nights, lunch, weekends and holidays do not count."""
        return self in {Unit.WORK_HOUR, Unit.WORK_DAY}


SECONDS = {
    Unit.URGENT_MINUTE: 60,
    Unit.URGENT_HOUR: 3_600,
    Unit.URGENT_DAY: 86_400,
    Unit.NATURAL_DAY: 86_400,
    Unit.WORK_HOUR: 3_600,
    Unit.WORK_DAY: 8 * 3_600,  # 480 minutes inside the slots, at whatever hour it starts
}


class Limit(Struct, frozen=True, forbid_unknown_fields=True):
    """A published time limit (处置时限): so many of a unit."""

    amount: Annotated[int, Meta(ge=1, le=100_000)]
    unit: Unit

    @property
    def seconds(self) -> int:
        """The limit in seconds of its own clock."""
        return self.amount * self.unit.seconds


class BadSlots(Refused):
    """Working hours that are empty, overlap, run backwards or leave the day."""

    code: ClassVar[str] = "bad-slots"

    def __init__(self, slots: tuple[tuple[int, int], ...]) -> None:
        self.slots = slots
        super().__init__(f"Working hours {slots} are not rising spans of minutes within one day.")


class PublishedYear(Struct, frozen=True):
    """One year as its notice has it; a make-up day is worked, weekend or not."""

    version: str  # as events name it, for example 2026.1
    holidays: frozenset[date]
    make_up_days: frozenset[date]


class WorkingCalendar(Struct, frozen=True):
    """The years published so far, and the city's hours in minutes after midnight."""

    years: Mapping[int, PublishedYear] = {}
    slots: tuple[tuple[int, int], ...] = ((480, 720), (840, 1080))

    def __post_init__(self) -> None:
        """Refuse hours in which no limit could ever be used up."""
        edges = [0, *(edge for slot in self.slots for edge in slot), MINUTES_A_DAY]
        rising = all(opens < closes for opens, closes in self.slots)
        if not self.slots or not rising or edges != sorted(edges):
            raise BadSlots(self.slots)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday minus holidays plus make-up days.

        A year not yet published knows only the holidays with a fixed date.
        """
        weekday = day.weekday() < SATURDAY
        year = self.years.get(day.year)
        if year is None:
            return weekday and (day.month, day.day) not in FIXED_HOLIDAYS
        return day in year.make_up_days or (weekday and day not in year.holidays)


class Deadline(Struct, frozen=True):
    """A moment (UTC) and its grounds.

    It is provisional if it counted days of a year whose calendar is not published;
    `calendars` are the versions of the published years, oldest first.
    """

    at: datetime
    provisional: bool = False
    calendars: tuple[str, ...] = ()


def due(start: datetime, seconds_left: int, unit: Unit, calendar: WorkingCalendar) -> Deadline:
    """When `seconds_left` on the clock of `unit` are used up, counted from `start`.

    A start outside the slots counts from the next slot; what is used up exactly at the
    end of a slot is due at that end. Nothing left (zero or less) is due at `start`.
    """
    left = max(0, seconds_left) * SECOND
    begin = _microseconds(start)
    if not unit.working or not left:
        return Deadline(_moment(begin + left))
    first, since = divmod(begin + CHINA, DAY)
    slots = _slots(calendar)
    number = first
    while True:
        if calendar.is_working_day(date.fromordinal(EPOCH_DAY + number)):
            for opens, closes in slots:
                from_here = max(opens, since)
                if left <= closes - from_here:
                    at = _moment(number * DAY + from_here + left - CHINA)
                    return _deadline(at, first, number, calendar)
                left -= max(0, closes - from_here)
        since = 0
        number += 1


def elapsed(start: datetime, end: datetime, unit: Unit, calendar: WorkingCalendar) -> int:
    """Whole seconds that pass on the clock of `unit`; none if `end` is not later."""
    begin, until = _microseconds(start), _microseconds(end)
    if until <= begin:
        return 0
    if not unit.working:
        return (until - begin) // SECOND
    slots = _slots(calendar)
    first, last = (begin + CHINA) // DAY, (until + CHINA) // DAY
    passed = 0
    for number in range(first, last + 1):
        if calendar.is_working_day(date.fromordinal(EPOCH_DAY + number)):
            midnight = number * DAY - CHINA
            passed += sum(
                max(0, min(until - midnight, closes) - max(begin - midnight, opens))
                for opens, closes in slots
            )
    return passed // SECOND


def is_overdue(due_at: datetime, at: datetime) -> bool:
    """Whether `at` is too late: at the very moment of the deadline it is not."""
    return at > due_at


def _deadline(at: datetime, first: int, last: int, calendar: WorkingCalendar) -> Deadline:
    """Name the calendars of all years between two days (numbered from 1970)."""
    from_year = date.fromordinal(EPOCH_DAY + first).year
    to_year = date.fromordinal(EPOCH_DAY + last).year
    years = [calendar.years.get(year) for year in range(from_year, to_year + 1)]
    versions = tuple(year.version for year in years if year is not None)
    return Deadline(at, provisional=None in years, calendars=versions)


def _slots(calendar: WorkingCalendar) -> list[tuple[int, int]]:
    return [(opens * MINUTE, closes * MINUTE) for opens, closes in calendar.slots]


def _microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND  # a moment without a zone is a TypeError here


def _moment(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)
