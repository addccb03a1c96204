"""What was agreed stays: limits, verdicts, and deadlines that rest on a calendar to come."""

from datetime import datetime

import pytest

from domain.category import UnknownCondition
from domain.clock import Unit
from domain.report import closing_events as c
from domain.report import handling, intake, resting
from domain.report import handling_events as h
from domain.report.leg import Rules
from domain.report.state import Report
from domain.report.table import State
from tests import examples as ex
from tests.domain.report import lives
from tests.domain.report.ready import NEXT_YEAR

MORNING = ex.later("11-23 09:00")


def opened(start: datetime, rules: Rules = ex.RULES) -> Report:
    return lives.lived(
        (lives.submit, start), (lambda it, now: lives.dispatch(it, now, rules), start)
    )


def one_condition(amount: int, unit: Unit) -> Rules:
    only = ex.CONDITIONS[0].__class__(
        code="M06010.1", name="", name_en="", limit=ex.limit(amount, unit)
    )
    return ex.rules(ex.definition(conditions=[only]))


def test_a_newer_catalogue_never_moves_a_running_limit() -> None:
    report = opened(MORNING)
    gone = ex.rules(ex.definition(conditions=[ex.CONDITIONS[2]]))
    ten = ex.later("11-23 10:00")
    handling.claim(report, ex.DISPATCHER.id, gone, ex.DISPATCHER, ten)
    resting.suspend(report, lives.PARTS, ex.later("11-25 15:00"), gone, ex.SUPERVISOR, ten)
    resting.resume(report, gone, ex.WORKER, ex.later("11-25 15:00"))
    assert report.due_at == ex.later("11-25 18:00")
    resting.extend(report, lives.PARTS, gone, ex.SUPERVISOR, ex.later("11-25 15:30"))
    handling.transfer(
        report, ex.TO_XIXI, lives.NOT_OURS, gone, ex.SUPERVISOR, ex.later("11-25 16:00")
    )
    assert report.last_terms is not None
    assert report.last_terms.limit == ex.limit(4)
    with pytest.raises(UnknownCondition):
        handling.regrade(report, "M06010.2", "?", gone, ex.XIXI_SUPERVISOR, ex.later("11-25 16:00"))


def test_a_provisional_deadline_is_confirmed_once_its_calendar_is_published() -> None:
    report = opened(ex.later("12-31 17:00"))
    now = ex.later("12-31 17:30")
    intake.confirm_deadline(report, ex.RULES, ex.WORKER, now)
    assert report.last_terms is not None
    assert report.last_terms.provisional, "nothing new is known"
    intake.confirm_deadline(report, NEXT_YEAR, ex.WORKER, now)
    assert report.collect_events()[-1].event.TOPIC == "report.deadline_confirmed"
    intake.confirm_deadline(report, NEXT_YEAR, ex.WORKER, now)
    assert not report.collect_events()
    assert report.due_at == ex.later("2027-01-04 11:00")


def test_escalation_rises_with_each_limit_that_passes() -> None:
    report = opened(MORNING)
    levels = []
    for moment in ("11-23 15:30", "11-23 16:00", "11-24 11:00", "11-24 18:00", "11-25 18:00"):
        resting.escalate(report, "", ex.RULES, ex.WORKER, ex.later(moment))
        levels += [
            step.event.level
            for step in report.collect_events()
            if isinstance(step.event, h.Escalated)
        ]
    assert levels == [1, 2, 3]


def test_each_office_is_escalated_for_its_own_delay() -> None:
    report = opened(MORNING)
    resting.escalate(report, "", ex.RULES, ex.WORKER, ex.later("11-23 15:30"))
    handling.transfer(
        report, ex.TO_XIXI, lives.NOT_OURS, ex.RULES, ex.SUPERVISOR, ex.later("11-23 16:00")
    )
    assert report.level == 0


def test_the_transferred_leg_is_judged_and_one_from_the_desk_is_not() -> None:
    report = opened(MORNING)
    late = ex.later("11-23 16:00")
    handling.transfer(report, ex.TO_XIXI, lives.NOT_OURS, ex.RULES, ex.SUPERVISOR, late)
    handling.send_back(report, lives.NOT_OURS, None, ex.XIXI_SUPERVISOR, late)
    handling.transfer(report, ex.TO_LIUXIA, lives.NOT_OURS, ex.RULES, ex.OPERATOR, late)
    verdicts = [
        (step.event.office_from, step.event.overdue)
        for step in report.collect_events()
        if isinstance(step.event, h.Transferred)
    ]
    assert verdicts == [(ex.BEISHAN, True), ("", False)]


def test_nothing_runs_once_a_report_is_closed() -> None:
    for state in set(State) - {State.DISPATCHED, State.CLAIMED}:
        report = lives.brought_to(state)
        assert not any(leg.running for leg in report.legs.values()), state


def test_a_lapsed_closing_names_what_it_was_computed_from() -> None:
    report = lives.brought_to(State.RESOLVED)
    assert report.resolution is not None
    assert report.resolution.closing == c.ClosingPlan(
        drawn=None,
        closes_at=ex.later("11-26 09:03"),
        category_version=1,
        chance=lives.EVERYDAY,
        calendars=["2026.1"],
    )
