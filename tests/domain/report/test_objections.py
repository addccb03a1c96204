"""Disputed by the reporter, decided by somebody else, taken up again."""

from datetime import datetime, timedelta

import pytest

from domain.actor import Actor
from domain.kernel import Personal
from domain.report import closing
from domain.report import closing_events as c
from domain.report.refusals import (
    DoneBefore,
    NothingToDecide,
    ObjectionOpen,
    OwnWork,
    TooLate,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import State
from tests import examples as ex
from tests.domain.report import lives
from tests.story import Given

NOW = ex.later("11-23 10:00")


def given(state: State) -> Given[Report]:
    return Given(Report, *lives.history(state))


def looked(report: Report, actor: Actor, now: datetime = NOW) -> None:
    closing.verify(report, c.Method.VISIT, "", (ex.CHECK,), actor, now)


def object_to(report: Report, now: datetime = NOW) -> None:
    closing.object_to(report, "还在", (), ex.RULES, ex.RIDER, now)


def test_the_reporter_objects_once_to_one_resolution() -> None:
    report = lives.brought_to(State.RESOLVED)
    with pytest.raises(WordsNeeded):
        closing.object_to(report, " ", (), ex.RULES, ex.RIDER, NOW)
    object_to(report)
    assert [step.event for step in report.collect_events()] == [
        c.Objected(by=ex.RIDER.id, against=c.Against.RESOLUTION, words=Personal(value="还在"))
    ]
    with pytest.raises(DoneBefore):
        object_to(report)
    for actor, at in ((ex.VERIFIER, NOW), (ex.WORKER, ex.later("12-21 09:00"))):
        with pytest.raises(ObjectionOpen):
            closing.verify(report, c.Method.PHOTO_PAIR, "", (), actor, at)
    closing.decide_objection(report, "已核实", ex.RULES, ex.VERIFIER, NOW, uphold=False)
    looked(report, ex.VERIFIER)
    with pytest.raises(DoneBefore):
        object_to(report)


def test_an_upheld_objection_sends_the_report_back_to_work() -> None:
    report = lives.brought_to(State.VERIFIED)
    object_to(report)
    closing.decide_objection(report, "属实", ex.RULES, ex.SECOND_OPERATOR, NOW, uphold=True)
    event = report.collect_events()[-1].event
    assert isinstance(event, c.Reopened)
    assert (event.cause, event.state_from) == (c.ReopenCause.OBJECTION, "verified")
    assert (report.state, report.office, report.objection) == (
        State.DISPATCHED,
        ex.BEISHAN,
        None,
    )


@pytest.mark.parametrize(
    ("state", "against", "judge"),
    [
        (State.REJECTED, c.Against.REJECTION, ex.OPERATOR),
        (State.DUPLICATE, c.Against.DUPLICATE, ex.OPERATOR),
        (State.VERIFIED, c.Against.RESOLUTION, ex.VERIFIER),
    ],
)
def test_nobody_judges_an_objection_against_themselves(
    state: State, against: c.Against, judge: Actor
) -> None:
    report = lives.brought_to(state)
    object_to(report)
    assert report.objection is against
    with pytest.raises(OwnWork):
        closing.decide_objection(report, "不", ex.RULES, judge, NOW, uphold=False)
    with pytest.raises(WordsNeeded):
        closing.decide_objection(report, "", ex.RULES, ex.SECOND_OPERATOR, NOW, uphold=True)
    closing.decide_objection(report, "不", ex.RULES, ex.SECOND_OPERATOR, NOW, uphold=False)
    with pytest.raises(NothingToDecide):
        closing.decide_objection(report, "不", ex.RULES, ex.SECOND_OPERATOR, NOW, uphold=False)
    assert report.state is state


@pytest.mark.parametrize(
    ("state", "cause", "to"),
    [
        (State.RESOLVED, c.ReopenCause.CHECK_FAILED, State.DISPATCHED),
        (State.VERIFIED, c.ReopenCause.AUDIT, State.DISPATCHED),
        (State.REJECTED, c.ReopenCause.COMPLAINT, State.SUBMITTED),
        (State.DUPLICATE, c.ReopenCause.COMPLAINT, State.SUBMITTED),
    ],
)
def test_reopening_says_why_and_from_where(state: State, cause: c.ReopenCause, to: State) -> None:
    report = lives.brought_to(state)
    closing.reopen(report, "没清", (ex.CHECK,), ex.RULES, ex.OPERATOR, NOW)
    event = report.collect_events()[0].event
    assert isinstance(event, c.Reopened)
    assert (event.cause, event.state_from, event.photos) == (cause, state, [ex.CHECK])
    assert (event.terms is None) is (to is State.SUBMITTED)
    assert (report.state, report.round, report.closed_at) == (to, 2, None)


@pytest.mark.parametrize("state", [State.VERIFIED, State.REJECTED, State.DUPLICATE])
def test_after_thirty_days_the_end_is_the_end(state: State) -> None:
    report = lives.brought_to(state)
    assert report.closed_at is not None
    last = report.closed_at + timedelta(days=30)
    late = last + timedelta(seconds=1)
    with pytest.raises(TooLate):
        closing.reopen(report, "没清", (), ex.RULES, ex.OPERATOR, late)
    with pytest.raises(TooLate):
        object_to(report, late)
    object_to(report, last)
    closing.reopen(report, "没清", (), ex.RULES, ex.OPERATOR, last)


def test_a_reopening_needs_words() -> None:
    given(State.RESOLVED).when(
        lambda it: closing.reopen(it, "", (), ex.RULES, ex.VERIFIER, NOW)
    ).then_refused(WordsNeeded)


def test_a_report_reopened_from_a_rejection_may_be_rejected_as_accepted() -> None:
    report = lives.brought_to(State.REJECTED)
    closing.reopen(report, "属实", (), ex.RULES, ex.OPERATOR, NOW)
    assert (report.office, report.accepted, report.closed_by) == (None, True, None)
