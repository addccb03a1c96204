"""What a report earns: a published rule, the same for everybody."""

from enum import StrEnum
from typing import NamedTuple

from domain.category import AwardRule


class Deed(StrEnum):
    """What a rider did to earn points."""

    FINDER = "finder"  # reported it first
    CORROBORATOR = "corroborator"  # added a photograph to somebody else's report


class Award(NamedTuple):
    """Points earned, and what the rule alone would have given."""

    points: int
    before_cap: int


def award(rule: AwardRule, deed: Deed, earned_today: int, daily_points: int) -> Award:
    """Say what `deed` earns: the rule's points, cut at what is left of the day's cap.

    Never negative, never above the rule, and a day's awards never add up to more than
    `daily_points`.
    """
    match deed:
        case Deed.FINDER:
            full = rule.points
        case Deed.CORROBORATOR:
            full = rule.corroborator_points
    room = max(0, daily_points - earned_today)
    return Award(max(0, min(full, room)), full)
