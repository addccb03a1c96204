"""Rest, more time, reminders and escalation: asked for, granted, refused."""

from datetime import datetime, timedelta

import pytest

from domain.kernel import Personal
from domain.report import handling_events as h
from domain.report import resting
from domain.report.refusals import (
    BadEndDate,
    DoneBefore,
    NoExtension,
    NothingToDecide,
    SuspendedBefore,
    TooEarly,
    WordsNeeded,
)
from domain.report.resting import Plea
from domain.report.state import Report
from domain.report.table import State
from tests import examples as ex
from tests.domain.report import lives
from tests.story import Given

NOW = ex.later("11-23 09:30")
LEASE = ex.later("11-23 10:30")
UNTIL = ex.later("12-01 09:00")
SILENT = Plea(h.SuspendReason.PARTS, " ")


def given(state: State) -> Given[Report]:
    return Given(Report, *lives.history(state))


def test_a_supervisor_lets_it_rest() -> None:
    given(State.DISPATCHED).when(lambda it: lives.suspend(it, NOW)).then(
        h.Suspended(
            by=ex.SUPERVISOR.id,
            reason=h.SuspendReason.PARTS,
            until=UNTIL,
            left=4 * 3600 - 29 * 60,
            words=Personal(value="等配件"),
        )
    )


def test_a_dispatcher_asks_and_asking_the_same_again_is_no_news() -> None:
    report = lives.brought_to(State.CLAIMED)
    for _ in range(2):
        resting.suspend(report, lives.PARTS, UNTIL, ex.RULES, ex.DISPATCHER, NOW)
    assert [step.event for step in report.collect_events()] == [
        h.SuspensionRequested(
            by=ex.DISPATCHER.id,
            reason=h.SuspendReason.PARTS,
            until=UNTIL,
            lease_until=LEASE,
            words=Personal(value="等配件"),
        )
    ]
    resting.decide_suspension(report, "同意", ex.RULES, ex.SUPERVISOR, NOW, approve=True)
    assert report.state is State.SUSPENDED
    assert report.suspended_until == UNTIL


def test_a_refused_rest_leaves_the_clock_running() -> None:
    report = lives.brought_to(State.CLAIMED)
    resting.suspend(report, lives.PARTS, UNTIL, ex.RULES, ex.DISPATCHER, NOW)
    resting.decide_suspension(report, "不必", ex.RULES, ex.SUPERVISOR, NOW, approve=False)
    assert report.state is State.CLAIMED
    with pytest.raises(NothingToDecide):
        resting.decide_suspension(report, "", ex.RULES, ex.SUPERVISOR, NOW, approve=True)


def test_a_rest_or_more_time_is_refused_in_words_and_granted_without() -> None:
    report = lives.brought_to(State.CLAIMED)
    resting.suspend(report, lives.PARTS, UNTIL, ex.RULES, ex.DISPATCHER, NOW)
    resting.extend(report, lives.PARTS, ex.RULES, ex.DISPATCHER, NOW)
    report.collect_events()
    for decide in (resting.decide_suspension, resting.decide_extension):
        with pytest.raises(WordsNeeded):
            decide(report, " ", ex.RULES, ex.SUPERVISOR, NOW, approve=False)
    assert (report.state, report.collect_events()) == (State.CLAIMED, [])
    resting.decide_extension(report, "", ex.RULES, ex.SUPERVISOR, NOW, approve=True)
    resting.decide_suspension(report, "", ex.RULES, ex.SUPERVISOR, NOW, approve=True)
    assert report.state is State.SUSPENDED


def test_a_rest_that_is_over_before_it_is_granted_is_refused() -> None:
    report = lives.brought_to(State.CLAIMED)
    soon = NOW + timedelta(minutes=5)
    resting.suspend(report, lives.PARTS, soon, ex.RULES, ex.DISPATCHER, NOW)
    with pytest.raises(BadEndDate):
        resting.decide_suspension(report, "", ex.RULES, ex.SUPERVISOR, soon, approve=True)


@pytest.mark.parametrize("until", [NOW, NOW - timedelta(days=1), NOW + timedelta(days=366)])
def test_a_rest_ends_within_a_year(until: datetime) -> None:
    given(State.CLAIMED).when(
        lambda it: resting.suspend(it, lives.PARTS, until, ex.RULES, ex.SUPERVISOR, NOW)
    ).then_refused(BadEndDate)


def test_a_report_rests_once_and_for_a_reason() -> None:
    report = lives.brought_to(State.SUSPENDED)
    resting.resume(report, ex.RULES, ex.SUPERVISOR, NOW)
    with pytest.raises(SuspendedBefore):
        lives.suspend(report, NOW)
    given(State.CLAIMED).when(
        lambda it: resting.suspend(it, SILENT, UNTIL, ex.RULES, ex.SUPERVISOR, NOW)
    ).then_refused(WordsNeeded)


def test_the_clock_resumes_it_on_the_end_date_and_not_before() -> None:
    given(State.SUSPENDED).when(
        lambda it: resting.resume(it, ex.RULES, ex.WORKER, NOW)
    ).then_refused(TooEarly)
    outcome = given(State.SUSPENDED).when(
        lambda it: resting.resume(it, ex.RULES, ex.WORKER, lives.REST_UNTIL)
    )
    assert [event.lapsed for event in outcome.events if isinstance(event, h.Resumed)] == [True]


def test_more_time_is_asked_for_once_and_granted_once() -> None:
    report = lives.brought_to(State.CLAIMED)
    for _ in range(2):
        resting.extend(report, lives.PARTS, ex.RULES, ex.DISPATCHER, NOW)
    assert [step.event.TOPIC for step in report.collect_events()] == ["report.extension_requested"]
    resting.decide_extension(report, "同意", ex.RULES, ex.SUPERVISOR, NOW, approve=True)
    event = report.collect_events()[0].event
    assert isinstance(event, h.Extended)
    assert event.requested_by == ex.DISPATCHER.id
    assert event.terms.due_at == ex.later("11-24 09:01")
    with pytest.raises(NothingToDecide):
        resting.decide_extension(report, "", ex.RULES, ex.SUPERVISOR, NOW, approve=True)


def test_a_refusal_of_more_time_does_not_count() -> None:
    report = lives.brought_to(State.CLAIMED)
    for _ in range(3):
        resting.extend(report, lives.PARTS, ex.RULES, ex.DISPATCHER, NOW)
        resting.decide_extension(report, "不", ex.RULES, ex.SUPERVISOR, NOW, approve=False)
    for _ in range(2):
        resting.extend(report, lives.PARTS, ex.RULES, ex.SUPERVISOR, NOW)
    with pytest.raises(NoExtension):
        resting.extend(report, lives.PARTS, ex.RULES, ex.DISPATCHER, NOW)


def test_what_is_overdue_is_not_extended() -> None:
    late = ex.later("11-23 15:02")
    report = lives.brought_to(State.CLAIMED)
    resting.extend(report, lives.PARTS, ex.RULES, ex.DISPATCHER, NOW)
    with pytest.raises(NoExtension):
        resting.decide_extension(report, "", ex.RULES, ex.SUPERVISOR, late, approve=True)
    given(State.CLAIMED).when(
        lambda it: resting.extend(it, SILENT, ex.RULES, ex.SUPERVISOR, NOW)
    ).then_refused(WordsNeeded)


def test_the_office_is_reminded_once_when_most_of_the_time_is_used() -> None:
    early, nearly = ex.later("11-23 14:10"), ex.later("11-23 14:14")
    report = lives.brought_to(State.CLAIMED)
    with pytest.raises(TooEarly):
        resting.remind(report, ex.RULES, ex.WORKER, early)
    for _ in range(2):
        resting.remind(report, ex.RULES, ex.WORKER, nearly)
    assert [step.event for step in report.collect_events()] == [
        h.Reminded(
            by="system:deadlines",
            office=ex.BEISHAN,
            due_at=ex.later("11-23 15:01"),
            share_percent=80,
        )
    ]


def test_escalation_by_hand_needs_words_and_ends_at_the_third() -> None:
    report = lives.brought_to(State.SUBMITTED)
    with pytest.raises(WordsNeeded):
        resting.escalate(report, "", ex.RULES, ex.ADMIN, NOW)
    for _ in range(3):
        resting.escalate(report, "请督办", ex.RULES, ex.ADMIN, NOW)
    with pytest.raises(DoneBefore):
        resting.escalate(report, "请督办", ex.RULES, ex.OPERATOR, NOW)


def test_the_clock_escalates_only_what_is_overdue() -> None:
    given(State.CLAIMED).when(
        lambda it: resting.escalate(it, "", ex.RULES, ex.WORKER, ex.later("11-23 15:01"))
    ).then_refused(TooEarly)
