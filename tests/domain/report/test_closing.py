"""The end of a report: done, looked at, disputed, taken up again."""

from datetime import datetime, timedelta

import pytest

from domain.actor import Actor
from domain.category import Category, UnknownCategory
from domain.kernel import Personal
from domain.report import closing, intake
from domain.report import closing_events as c
from domain.report.intake_events import FlagRaised
from domain.report.leg import Rules
from domain.report.refusals import (
    NotAllowed,
    NotNow,
    OwnWork,
    PhotoNeeded,
    TooEarly,
)
from domain.report.state import Report
from domain.report.table import State
from tests import examples as ex
from tests.domain.report import lives
from tests.story import Given

NOW = ex.later("11-23 10:00")
LAPSE = ex.later("11-26 09:03")
FLAG = FlagRaised(flag="photo_without_metadata")


def given(state: State) -> Given[Report]:
    return Given(Report, *lives.history(state))


def resolved(rules: Rules = ex.RULES, chance: int = lives.EVERYDAY) -> Report:
    report = lives.brought_to(State.CLAIMED)
    closing.resolve(report, lives.WORK, chance, rules, ex.DISPATCHER, NOW)
    report.collect_events()
    return report


def plan(report: Report) -> c.ClosingPlan:
    assert report.resolution is not None
    return report.resolution.closing


def looked(report: Report, actor: Actor, now: datetime = NOW) -> None:
    closing.verify(report, c.Method.VISIT, "", (ex.CHECK,), actor, now)


def object_to(report: Report, now: datetime = NOW) -> None:
    closing.object_to(report, "还在", (), ex.RULES, ex.RIDER, now)


def test_the_handler_declares_it_done_with_a_photograph() -> None:
    given(State.CLAIMED).when(lambda it: lives.resolve(it, NOW)).then(
        c.Resolved(
            by=ex.DISPATCHER.id,
            office=ex.BEISHAN,
            handler=ex.DISPATCHER.id,
            outcome=c.Outcome.CLEANED,
            photos=[ex.AFTER],
            due_at=ex.later("11-23 15:01"),
            overdue=False,
            closing=c.ClosingPlan(
                drawn=None,
                closes_at=ex.later("11-26 10:00"),
                category_version=1,
                chance=lives.EVERYDAY,
                calendars=["2026.1"],
            ),
            words=Personal(value="已清理"),
        )
    )


def test_without_the_photograph_the_category_demands_it_is_not_done() -> None:
    bare = lives.WORK._replace(photos=())
    given(State.CLAIMED).when(
        lambda it: closing.resolve(it, bare, 99, ex.RULES, ex.DISPATCHER, NOW)
    ).then_refused(PhotoNeeded)
    undemanding = ex.rules(ex.definition(after_photo=False))
    outcome = given(State.CLAIMED).when(
        lambda it: closing.resolve(it, bare, 99, undemanding, ex.DISPATCHER, NOW)
    )
    assert outcome.events


def test_an_undefined_category_decides_nothing() -> None:
    blank = ex.RULES._replace(category=Category(ex.REPORT))
    given(State.CLAIMED).when(
        lambda it: closing.resolve(it, lives.WORK, 99, blank, ex.DISPATCHER, NOW)
    ).then_refused(UnknownCategory)


@pytest.mark.parametrize("chance", range(100))
def test_one_in_ten_is_drawn_for_another_person(chance: int) -> None:
    drawn = plan(resolved(chance=chance))
    assert (drawn.drawn is c.Drawn.SAMPLE) is (chance < 10)
    assert (drawn.closes_at is None) is (chance < 10)
    assert drawn.chance == chance


def test_policy_and_flags_come_before_the_draw() -> None:
    assert plan(resolved(ex.BY_ANOTHER)).drawn is c.Drawn.POLICY
    report = lives.brought_to(State.CLAIMED)
    intake.inspect(report, [FLAG], [], 1, ex.WORKER, NOW, holds=True)
    closing.resolve(report, lives.WORK, 0, ex.RULES, ex.DISPATCHER, NOW)
    assert plan(report).drawn is c.Drawn.FLAGGED


def test_a_flag_that_holds_no_points_leaves_the_everyday_case_alone() -> None:
    report = lives.brought_to(State.CLAIMED)
    intake.inspect(report, [FLAG], [], 1, ex.WORKER, NOW, holds=False)
    closing.resolve(report, lives.WORK, lives.EVERYDAY, ex.RULES, ex.DISPATCHER, NOW)
    assert plan(report).drawn is None


def lapse(report: Report, now: datetime) -> None:
    closing.verify(report, c.Method.VISIT, "", (), ex.WORKER, now)


def test_it_closes_by_itself_after_three_work_days_and_not_before() -> None:
    early = LAPSE - timedelta(seconds=1)
    given(State.RESOLVED).when(lambda it: lapse(it, early)).then_refused(TooEarly)
    given(State.RESOLVED).when(lambda it: lapse(it, LAPSE)).then(
        c.Verified(by="system:deadlines", method=c.Method.LAPSE)
    )


@pytest.mark.parametrize("chance", [lives.SAMPLED, lives.EVERYDAY])
def test_what_was_drawn_or_flagged_later_never_closes_by_itself(chance: int) -> None:
    report = resolved(chance=chance)
    if chance == lives.EVERYDAY:
        intake.inspect(report, [FLAG], [], 1, ex.WORKER, NOW, holds=True)
    with pytest.raises(TooEarly):
        closing.verify(report, c.Method.LAPSE, "", (), ex.WORKER, ex.later("12-21 09:00"))
    looked(report, ex.VERIFIER)
    assert report.state is State.VERIFIED


def test_nobody_verifies_what_they_handled_or_reported() -> None:
    report = lives.brought_to(State.RESOLVED)
    for actor in (
        Actor(ex.DISPATCHER.id, ex.VERIFIER.posts),
        Actor(ex.RIDER.id, ex.OPERATOR.posts),
    ):
        with pytest.raises(OwnWork):
            looked(report, actor)
        with pytest.raises(OwnWork):
            closing.reopen(report, "没清", (), ex.RULES, actor, NOW)


def test_the_reporter_closes_it_only_where_the_policy_says_so() -> None:
    with pytest.raises(OwnWork):
        looked(resolved(), ex.RIDER)
    report = resolved(ex.BY_REPORTER)
    closing.verify(report, c.Method.VISIT, "谢谢", (), ex.RIDER, NOW)
    assert [step.event for step in report.collect_events()] == [
        c.Verified(by=ex.RIDER.id, method=c.Method.REPORTER, words=Personal(value="谢谢"))
    ]
    flagged = resolved(ex.BY_REPORTER)
    intake.inspect(flagged, [FLAG], [], 1, ex.WORKER, NOW, holds=True)
    with pytest.raises(OwnWork):
        looked(flagged, ex.RIDER)


def test_a_visit_shows_its_own_photograph_and_a_pair_needs_the_handlers() -> None:
    report = lives.brought_to(State.RESOLVED)
    with pytest.raises(PhotoNeeded):
        closing.verify(report, c.Method.VISIT, "", (), ex.VERIFIER, NOW)
    with pytest.raises(NotAllowed):
        closing.verify(report, c.Method.LAPSE, "", (ex.CHECK,), ex.VERIFIER, NOW)
    bare = lives.brought_to(State.CLAIMED)
    undemanding = ex.rules(ex.definition(after_photo=False))
    work = lives.WORK._replace(photos=())
    closing.resolve(bare, work, 99, undemanding, ex.DISPATCHER, NOW)
    with pytest.raises(PhotoNeeded):
        closing.verify(bare, c.Method.PHOTO_PAIR, "", (), ex.VERIFIER, NOW)


def test_verifying_again_is_refused_as_over() -> None:
    given(State.VERIFIED).when(lambda it: lives.verify(it, NOW)).then_refused(NotNow)
