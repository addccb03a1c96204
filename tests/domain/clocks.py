"""The calendar of 2026 as its notice has it, for the tests of the clock."""

from datetime import UTC, date, datetime, timedelta

from domain.clock import PublishedYear, WorkingCalendar


def _days(month: int, first: int, last: int) -> set[date]:
    return {date(2026, month, day) for day in range(first, last + 1)}


HOLIDAYS = frozenset(
    _days(1, 1, 3)
    | _days(2, 15, 23)
    | _days(4, 4, 6)
    | _days(5, 1, 5)
    | _days(6, 19, 21)
    | _days(9, 25, 27)
    | _days(10, 1, 7)
)
MAKE_UP_DAYS = frozenset(
    date(2026, month, day) for month, day in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
)
CALENDAR = WorkingCalendar({2026: PublishedYear("2026.1", HOLIDAYS, MAKE_UP_DAYS)})


def china(text: str) -> datetime:
    """Read a local time, in 2026 unless it says otherwise, as a moment in UTC."""
    full = text if text.startswith("20") else f"2026-{text}"
    return datetime.fromisoformat(f"{full}+08:00").astimezone(UTC)


SECOND = timedelta(seconds=1)
