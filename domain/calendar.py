"""A year's calendar: the holidays and the make-up workdays the State Council published."""

from datetime import date, datetime
from typing import assert_never

from domain.kernel import Aggregate, Event


class CalendarPublished(Event, frozen=True):
    """The working days of a year became known, or were corrected."""

    TOPIC = "calendar.published"
    year: int
    version: int
    holidays: list[date]
    make_up_days: list[date]
    notice: str  # the notice the days were taken from


CalendarEvent = CalendarPublished


class Calendar(Aggregate[CalendarEvent]):
    """The working days of one year, version by version."""

    number = 0
    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()

    def publish(
        self,
        year: int,
        holidays: list[date],
        make_up_days: list[date],
        notice: str,
        by: str,
        now: datetime,
    ) -> None:
        """Publish the year's days; the same days again change nothing."""
        days = frozenset(holidays), frozenset(make_up_days)
        if self.version and days == (self.holidays, self.make_up_days):
            return
        event = CalendarPublished(
            by=by,
            year=year,
            version=self.number + 1,
            holidays=sorted(holidays),
            make_up_days=sorted(make_up_days),
            notice=notice,
        )
        self.record(event, now)

    def apply(self, event: CalendarEvent, at: datetime) -> None:  # noqa: ARG002 - kernel's signature
        """Keep the days in force."""
        match event:
            case CalendarPublished():
                self.number = event.version
                self.holidays = frozenset(event.holidays)
                self.make_up_days = frozenset(event.make_up_days)
            case _:
                assert_never(event)
