"""When people do things: riders between the meals, offices in their working hours."""

from datetime import datetime, timedelta, timezone
from random import Random
from typing import Final

from domain.clock import Unit, WorkingCalendar, due

CHINA: Final = timezone(timedelta(hours=8))
RIDERS: Final = (2, 1, 1, 0, 0, 1, 2, 4, 6, 8, 10, 4, 3, 11, 14, 9, 7, 4, 2, 4, 8, 8, 5, 3)
"""How many reports come in each hour of the day: few while meals are carried."""
_STEP: Final = timedelta(minutes=5)


def riding_hour(day: datetime, rng: Random) -> datetime:
    """Choose a moment of a day in China at which riders have a hand free."""
    morning = day.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    hour = rng.choices(range(24), RIDERS)[0]
    return morning + timedelta(hours=hour, seconds=rng.randrange(3_600))


def office_hour(calendar: WorkingCalendar, moment: datetime) -> datetime:
    """Answer `moment`, or a little after the next opening where offices are closed."""
    opened = due(moment, 1, Unit.WORK_HOUR, calendar).at
    if opened - moment <= timedelta(seconds=1):
        return moment
    return opened + timedelta(seconds=moment.microsecond % 1_800)


def last_office_hour(calendar: WorkingCalendar, moment: datetime) -> datetime:
    """Answer the last moment up to `moment` at which offices were open."""
    while not _open(calendar, moment):
        moment -= _STEP
    return moment


def work_day(calendar: WorkingCalendar, moment: datetime, hour: int, minute: int) -> datetime:
    """Find this time of day in China on the first working day from `moment` on."""
    local = moment.astimezone(CHINA)
    day = local.replace(hour=hour, minute=minute, second=17, microsecond=0)
    while day < local or not calendar.is_working_day(day.date()):
        day += timedelta(days=1)
    return day


def _open(calendar: WorkingCalendar, moment: datetime) -> bool:
    local = moment.astimezone(CHINA)
    minute = local.hour * 60 + local.minute
    slots = any(opens <= minute < closes for opens, closes in calendar.slots)
    return slots and calendar.is_working_day(local.date())
