"""The clock of a leg through the whole report: what runs, what rests, what is left."""

from datetime import datetime

import pytest

from domain.clock import Unit
from domain.report import closing, handling, intake, resting
from domain.report.leg import Rules
from domain.report.refusals import NoExtension
from domain.report.state import Report
from domain.report.table import State
from tests import examples as ex
from tests.domain.report import lives

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


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("11-23 11:30", 1, Unit.WORK_HOUR, "11-23 14:30"),
        ("11-21 10:00", 2, Unit.WORK_HOUR, "11-23 10:00"),
        ("11-20 14:00", 4, Unit.WORK_HOUR, "11-20 18:00"),
        ("09-18 16:30", 4, Unit.WORK_HOUR, "09-20 10:30"),
        ("09-30 15:00", 1, Unit.WORK_DAY, "10-08 15:00"),
        ("02-09 09:00", 5, Unit.WORK_DAY, "02-14 09:00"),
        ("04-30 17:00", 3, Unit.WORK_DAY, "05-08 17:00"),
        ("10-01 23:30", 2, Unit.URGENT_HOUR, "10-02 01:30"),
        ("12-31 17:00", 2, Unit.WORK_DAY, "2027-01-05 17:00"),
    ],
)
def test_a_dispatch_states_the_deadline_of_the_worked_example(
    start: str, amount: int, unit: Unit, due: str
) -> None:
    report = opened(ex.later(start), one_condition(amount, unit))
    assert report.due_at == ex.later(due)
    assert report.last_terms is not None
    assert report.last_terms.provisional is due.startswith("2027")
    assert report.last_terms.left == amount * unit.seconds


@pytest.mark.parametrize(
    ("start", "rest", "due"),
    [
        ("11-23 09:00", "11-23 10:00", "11-25 18:00"),
        ("11-23 16:00", "11-23 20:00", "11-25 17:00"),
    ],
)
def test_a_rest_is_measured_on_the_clock_of_the_limit(start: str, rest: str, due: str) -> None:
    report, back = opened(ex.later(start)), ex.later("11-25 15:00")
    resting.suspend(report, lives.PARTS, back, ex.RULES, ex.SUPERVISOR, ex.later(rest))
    resting.resume(report, ex.RULES, ex.WORKER, back)
    assert report.due_at == ex.later(due)


def test_a_claim_is_over_when_the_report_rests() -> None:
    report = lives.brought_to(State.SUSPENDED)
    assert report.holder is None
    resting.resume(report, ex.RULES, ex.OPERATOR, ex.later("11-24 09:00"))
    assert (report.state, report.holder) == (State.DISPATCHED, None)


def test_another_office_has_the_full_limit() -> None:
    report = opened(MORNING)
    handling.transfer(
        report, ex.TO_XIXI, lives.NOT_OURS, ex.RULES, ex.SUPERVISOR, ex.later("11-23 11:00")
    )
    assert report.due_at == ex.later("11-23 17:00")


def test_the_same_office_again_goes_on_with_what_was_left() -> None:
    report = opened(MORNING)
    lives.claim(report, MORNING)
    lives.send_back(report, ex.later("11-23 11:00"))
    lives.dispatch(report, ex.later("11-24 09:00"))
    assert report.last_terms is not None
    assert (report.last_terms.left, report.due_at) == (2 * 3600, ex.later("11-24 11:00"))


def test_time_at_the_desk_is_charged_to_nobody() -> None:
    report = lives.brought_to(State.RETURNED)
    assert not any(leg.running for leg in report.legs.values())


def test_a_reopened_report_goes_on_with_what_was_left() -> None:
    report = opened(MORNING)
    lives.claim(report, MORNING)
    lives.resolve(report, ex.later("11-23 10:00"))
    closing.reopen(report, "没清", (), ex.RULES, ex.VERIFIER, ex.later("11-26 08:30"))
    assert report.due_at == ex.later("11-26 11:30")
    assert (report.state, report.round) == (State.DISPATCHED, 2)


def test_overdue_stays_overdue_for_an_office_that_gets_it_again() -> None:
    report = opened(MORNING)
    late = ex.later("11-23 16:00")
    handling.send_back(report, lives.NOT_OURS, None, ex.SUPERVISOR, late)
    assert report.legs[ex.BEISHAN].overdue is True
    handling.transfer(report, ex.TO_XIXI, lives.NOT_OURS, ex.RULES, ex.OPERATOR, late)
    assert report.legs[ex.BEISHAN].overdue is True
    handling.transfer(report, ex.TO_BEISHAN, lives.NOT_OURS, ex.RULES, ex.OPERATOR, late)
    assert (report.last_terms and report.last_terms.left) == 0
    assert report.due_at == ex.later("11-23 15:00"), "the moment at which nothing was left"
    handling.regrade(report, "M06010.2", "放宽", ex.RULES, ex.SUPERVISOR, late)
    lives.claim(report, late)
    lives.resolve(report, late)
    assert report.resolution is not None
    assert report.resolution.overdue


def test_a_reopening_voids_the_verdict_until_the_next_resolution() -> None:
    report = opened(MORNING)
    lives.claim(report, MORNING)
    lives.resolve(report, ex.later("11-23 16:00"))
    assert report.legs[ex.BEISHAN].overdue is True
    closing.reopen(report, "没清", (), ex.RULES, ex.VERIFIER, ex.later("11-23 16:30"))
    assert report.legs[ex.BEISHAN].overdue is None
    handling.regrade(report, "M06010.2", "面积大", ex.RULES, ex.SUPERVISOR, ex.later("11-23 16:30"))
    lives.claim(report, ex.later("11-23 16:30"))
    lives.resolve(report, ex.later("11-23 16:40"))
    assert report.legs[ex.BEISHAN].overdue is False


@pytest.mark.parametrize(("minute", "late"), [("15:00", False), ("15:01", True)])
def test_at_the_deadline_it_is_in_time(minute: str, *, late: bool) -> None:
    report = opened(MORNING)
    lives.claim(report, MORNING)
    lives.resolve(report, ex.later(f"11-23 {minute}"))
    assert report.resolution is not None
    assert report.resolution.overdue is late


def test_regrading_keeps_the_time_already_used() -> None:
    report = opened(MORNING)
    handling.regrade(report, "M06010.2", "面积大", ex.RULES, ex.SUPERVISOR, ex.later("11-23 10:00"))
    assert report.due_at == ex.later("11-24 09:00"), "one work day from the dispatch"
    handling.regrade(report, "M06010.3", "挡路", ex.RULES, ex.SUPERVISOR, ex.later("11-23 10:00"))
    assert report.due_at == ex.later("11-23 11:00"), "two urgent hours from the dispatch"


def test_regrading_to_a_limit_already_used_up_is_due_when_that_ended() -> None:
    report, now = opened(MORNING), ex.later("11-23 11:30")
    handling.regrade(report, "M06010.3", "挡路", ex.RULES, ex.SUPERVISOR, now)
    assert report.due_at == ex.later("11-23 11:00")


def test_reclassifying_keeps_the_time_already_used() -> None:
    report = opened(MORNING)
    intake.reclassify(report, None, "路面", ex.ROAD, ex.OPERATOR, ex.later("11-24 10:00"))
    assert (report.category, report.due_at) == ("M06013", ex.later("11-30 09:00"))


def test_an_extension_adds_one_original_limit_twice_at_most() -> None:
    report = opened(MORNING)
    for due in ("11-24 09:00", "11-24 15:00"):
        resting.extend(report, lives.PARTS, ex.RULES, ex.SUPERVISOR, ex.later("11-23 10:00"))
        assert report.due_at == ex.later(due)
    with pytest.raises(NoExtension):
        resting.extend(report, lives.PARTS, ex.RULES, ex.SUPERVISOR, MORNING)
