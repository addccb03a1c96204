"""Reports brought, by the real commands, to where a test wants them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from domain.report import closing, handling, intake, resting
from domain.report.closing_events import Method, Outcome
from domain.report.handling import Why
from domain.report.handling_events import ReturnReason, SuspendReason
from domain.report.intake import Original
from domain.report.intake_events import RejectReason
from domain.report.leg import Rules
from domain.report.resting import Plea
from domain.report.state import Report
from domain.report.table import State
from tests import examples as ex
from tests.story import Told, relive

MINUTE = timedelta(minutes=1)
NOT_OURS = Why(ReturnReason.NOT_OUR_GROUND, "在西溪那边")
PARTS = Plea(SuspendReason.PARTS, "等配件")
WORK = closing.Work(Outcome.CLEANED, "已清理", (ex.AFTER,))
EVERYDAY = 99  # a draw that no sample reaches
SAMPLED = 0
REST_UNTIL = ex.later("12-01 09:00")

Act = Callable[[Report, datetime], object]


def submit(report: Report, now: datetime) -> None:
    intake.submit(report, ex.SEEN, ex.NUMBER, ex.RIDER.id, ex.RIDER, now)


def dispatch(report: Report, now: datetime, rules: Rules = ex.RULES) -> None:
    actor = ex.OPERATOR if report.accepted else ex.WORKER
    intake.dispatch(report, ex.TO_BEISHAN, None, rules, actor, now)


def claim(report: Report, now: datetime, rules: Rules = ex.RULES) -> None:
    handling.claim(report, ex.DISPATCHER.id, rules, ex.DISPATCHER, now)


def send_back(report: Report, now: datetime) -> None:
    handling.send_back(report, NOT_OURS, ex.XIXI, ex.DISPATCHER, now)


def suspend(report: Report, now: datetime) -> None:
    resting.suspend(report, PARTS, REST_UNTIL, ex.RULES, ex.SUPERVISOR, now)


def resolve(report: Report, now: datetime, rules: Rules = ex.RULES) -> None:
    closing.resolve(report, WORK, EVERYDAY, rules, ex.DISPATCHER, now)


def verify(report: Report, now: datetime) -> None:
    closing.verify(report, Method.PHOTO_PAIR, "", (), ex.VERIFIER, now)


def reject(report: Report, now: datetime) -> None:
    intake.reject(report, RejectReason.NOT_A_PROBLEM, "不是问题", ex.OPERATOR, now)


def duplicate(report: Report, now: datetime) -> None:
    first = Original(ex.ORIGINAL, State.CLAIMED, ex.NEIGHBOUR.id)
    intake.duplicate(report, first, ex.OPERATOR, now)


def withdraw(report: Report, now: datetime) -> None:
    intake.withdraw(report, ex.RIDER, now)


ROADS: dict[State, tuple[Act, ...]] = {
    State.SUBMITTED: (submit,),
    State.DISPATCHED: (submit, dispatch),
    State.CLAIMED: (submit, dispatch, claim),
    State.SUSPENDED: (submit, dispatch, claim, suspend),
    State.RETURNED: (submit, dispatch, claim, send_back),
    State.RESOLVED: (submit, dispatch, claim, resolve),
    State.VERIFIED: (submit, dispatch, claim, resolve, verify),
    State.REJECTED: (submit, dispatch, reject),
    State.DUPLICATE: (submit, dispatch, duplicate),
    State.WITHDRAWN: (submit, dispatch, withdraw),
}
"""The shortest way to each state, one minute a step from Monday nine o'clock."""


@cache
def history(state: State) -> tuple[Told, ...]:
    """Tell the events of the shortest way to a state, with their moments."""
    report, now = Report(ex.REPORT), ex.MONDAY
    for act in ROADS[state]:
        act(report, now)
        now += MINUTE
    return tuple((step.event, step.at) for step in report.collect_events())


def brought_to(state: State) -> Report:
    """Bring a report to a state."""
    return relive(Report, history(state), ex.REPORT)


def lived(*acts: tuple[Act, datetime]) -> Report:
    """Let a report live: each act at its moment; its news are still with it."""
    report = Report(ex.REPORT)
    for act, at in acts:
        act(report, at)
    return report


def told(report: Report) -> tuple[Told, ...]:
    """Collect the news of a report as a history."""
    return tuple((step.event, step.at) for step in report.collect_events())
