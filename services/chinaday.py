"""The day in China: when it began, and how long it still is."""

from datetime import datetime, time, timedelta

from services.wallets import CHINA, china_day

_DAY = timedelta(days=1)


def midnight(moment: datetime) -> datetime:
    """Answer the midnight in China at which the day of `moment` began."""
    return datetime.combine(china_day(moment), time.min, CHINA)


def until_midnight(moment: datetime) -> int:
    """Answer how many seconds of the day in China are left, rounded up."""
    left = midnight(moment) + _DAY - moment
    return -(-left // timedelta(seconds=1))
