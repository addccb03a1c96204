"""Every published rate: what is divided by what, what is left out, by which day it counts.

The formulas are those in use in Chinese city management. Sources differ on some: those have
a letter. A name with a minus is taken away.
"""

from enum import StrEnum
from typing import Final, NamedTuple


class By(StrEnum):
    """Which day of a report decides whether it is in the period."""

    SUBMITTED = "submitted"
    FILED = "filed"  # first dispatched
    DUE = "due"
    CLOSED = "closed"


class Formula(NamedTuple):
    """How a rate is made, for programs and for people."""

    zh: str
    en: str
    by: By
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    exclusions: dict[str, str]  # public name -> measure
    text_zh: str
    text_en: str


_IDLE = {"duplicates": "duplicate", "withdrawn": "withdrawn"}

RATES: dict[str, Formula] = {
    "filing": Formula(
        "立案率", "filing rate", By.SUBMITTED,
        ("accepted",), ("accepted", "rejected"), _IDLE,
        "已立案 ÷（已立案 + 不予立案），按上报日期；重复、撤回另列",
        "first dispatched / (first dispatched + rejected), by day of submission;"
        " duplicates and withdrawn apart",
    ),
    "timely_handling": Formula(
        "按期处置率", "handled in time", By.DUE,
        ("leg_in_time",), ("leg_in_time", "leg_late", "leg_overrun"),
        {
            "suspended": "leg_suspended", "not_due_yet": "leg_not_due",
            "passed_on_in_time": "leg_left", "not_handled": "leg_dropped",
        },
        "按期处置环节 ÷ 应处置环节，按截止日期；挂账、未到期、期内转出、作废撤回另列",
        "legs resolved in time / legs due; suspended, not yet due, passed on in time and"
        " ended otherwise apart",
    ),
    "closing": Formula(
        "结案率", "closed", By.DUE,
        ("case_verified",), ("case",), {},
        "已结案 ÷ 应结案，按截止日期", "verified / accepted reports due",
    ),
    "timely_closing_a": Formula(
        "按期结案率（A）", "closed in time (A)", By.DUE,
        ("case_in_time",), ("case",), {"suspended": "case_suspended"},
        "按期处置并结案 ÷ 应结案，按截止日期（挂账计入分母）",
        "verified and resolved in time / accepted reports due (suspended ones count)",
    ),
    "timely_closing_b": Formula(
        "按期结案率（B）", "closed in time (B)", By.DUE,
        ("case_in_time",), ("case", "-case_suspended"), {"suspended": "case_suspended"},
        "按期处置并结案 ÷（应结案 − 挂账），按截止日期",
        "verified and resolved in time / (accepted reports due - suspended)",
    ),
    "timely_closing_c": Formula(
        "按期结案率（C）", "closed in time (C)", By.FILED,
        ("filed_in_time",), ("filed", "-filed_suspended"), {"suspended": "filed_suspended"},
        "按期处置并结案 ÷（立案 − 挂账），按立案日期",
        "verified and resolved in time / (accepted - suspended), by day of filing",
    ),
    "returned": Formula(
        "回退率", "returned", By.DUE,
        ("leg_returned",), ("leg",), {},
        "被回退的处置环节 ÷ 全部处置环节，按截止日期",
        "legs returned / legs dispatched, by due day",
    ),
    "accurate_dispatch": Formula(
        "准确派遣率", "dispatched to the right office", By.FILED,
        ("first_dispatch_kept",), ("first_dispatch",), {},
        "首次派遣未被回退或转派 ÷ 首次派遣，按立案日期",
        "first dispatches neither returned nor transferred / first dispatches, by day of filing",
    ),
    "rework": Formula(
        "返工率", "reworked", By.DUE,
        ("case_reopened",), ("case_resolved",), {},
        "至少返工一次 ÷ 至少处置完成一次，按截止日期",
        "reopened at least once / resolved at least once, by due day",
    ),
    "check_passed": Formula(
        "核查通过率", "passed the first check", By.DUE,
        ("check_passed",), ("check_passed", "check_failed"), {"closed_by_itself": "check_lapsed"},
        "首次核查通过 ÷ 首次核查，按截止日期；公示期满自动结案另列",
        "verified at the first check / first checks, by due day; closed by itself apart",
    ),
    "duplicates": Formula(
        "重复案件率", "duplicates", By.SUBMITTED,
        ("duplicate",), ("submitted",), {},
        "重复 ÷ 上报，按上报日期", "duplicates / submitted, by day of submission",
    ),
    "valid": Formula(
        "有效上报率", "valid reports", By.SUBMITTED,
        ("accepted", "duplicate_of_another"), ("submitted", "-withdrawn"),
        {"withdrawn": "withdrawn"},
        "（已立案 + 与他人重复）÷（上报 − 撤回），按上报日期",
        "(accepted + duplicates of others' reports) / (submitted - withdrawn), by submission",
    ),
    "satisfaction": Formula(
        "满意率", "content", By.CLOSED,
        ("content",), ("rated",), {"not_rated": "not_rated"},
        "4 星及以上 ÷ 已评价，按结案日期；未评价另列",
        "4 stars or more / rated, by day of closing; reports nobody rated apart",
    ),
}  # fmt: skip

RUNNING: Final = "leg_running"  # late once its day is over: leg_overrun, until then leg_not_due
MEASURES: Final = frozenset(
    measure.removeprefix("-")
    for formula in RATES.values()
    for measure in (*formula.numerator, *formula.denominator, *formula.exclusions.values())
) - {"leg_overrun", "leg_not_due"} | {RUNNING, "leg_exempted"}
"""What has to be summed for the rates; a view's other measures are left alone."""
