"""At the office: who holds the work, what is told, where it goes."""

from collections.abc import Callable

import pytest

from domain.actor import Actor
from domain.category import UnknownCondition
from domain.clock import Unit
from domain.kernel import Personal
from domain.people import Post
from domain.report import handling, intake, talk
from domain.report import handling_events as h
from domain.report.handling import Why
from domain.report.handling_events import ReturnReason
from domain.report.refusals import (
    AlreadyClaimed,
    LeaseRuns,
    NotAllowed,
    NotNow,
    OnlyTheDesk,
    SameOffice,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import State
from domain.values import Role
from tests import examples as ex
from tests.domain.report import lives
from tests.story import Given

NOW = ex.later("11-23 09:30")
LEASE = ex.later("11-23 10:30")  # a quarter of four work hours


def given(state: State) -> Given[Report]:
    return Given(Report, *lives.history(state))


def test_a_dispatcher_claims_for_a_quarter_of_the_limit() -> None:
    given(State.DISPATCHED).when(lambda it: lives.claim(it, NOW)).then(
        h.Claimed(by=ex.DISPATCHER.id, holder=ex.DISPATCHER.id, lease_until=LEASE)
    )


def test_a_lease_is_at_least_half_an_hour() -> None:
    quick = ex.rules(
        ex.definition(
            conditions=[
                condition.__class__(
                    code=condition.code, name="", name_en="", limit=ex.limit(1, unit)
                )
                for condition, unit in zip(ex.CONDITIONS, (Unit.URGENT_HOUR,) * 3, strict=True)
            ]
        )
    )
    report = lives.brought_to(State.SUBMITTED)
    lives.dispatch(report, ex.MONDAY, quick)
    lives.claim(report, ex.MONDAY, quick)
    assert report.lease_until == ex.later("11-23 09:30")


def test_claiming_again_is_no_news() -> None:
    given(State.CLAIMED).when(lambda it: lives.claim(it, NOW)).then()


def test_two_people_are_never_on_one_job() -> None:
    refusal = (
        given(State.CLAIMED)
        .when(lambda it: handling.claim(it, ex.COLLEAGUE.id, ex.RULES, ex.COLLEAGUE, NOW))
        .then_refused(AlreadyClaimed)
    )
    assert isinstance(refusal, AlreadyClaimed)
    assert refusal.holder == ex.DISPATCHER.id


def test_a_stranger_is_not_told_who_holds_it() -> None:
    given(State.CLAIMED).when(
        lambda it: handling.claim(it, ex.AT_XIXI.id, ex.RULES, ex.AT_XIXI, NOW)
    ).then_refused(NotAllowed)


def test_a_supervisor_gives_the_work_to_a_crew_member_a_dispatcher_may_not() -> None:
    given(State.DISPATCHED).when(
        lambda it: handling.claim(it, ex.COLLEAGUE.id, ex.RULES, ex.SUPERVISOR, NOW)
    ).then(h.Claimed(by=ex.SUPERVISOR.id, holder=ex.COLLEAGUE.id, lease_until=LEASE))
    given(State.DISPATCHED).when(
        lambda it: handling.claim(it, ex.COLLEAGUE.id, ex.RULES, ex.DISPATCHER, NOW)
    ).then_refused(NotAllowed)


def test_a_dispatcher_of_a_community_works_on_its_reports_only() -> None:
    elsewhere = Actor(
        ex.who(15),
        frozenset({Post(role=Role.DISPATCHER, office=ex.BEISHAN, community="330106002009")}),
    )
    given(State.DISPATCHED).when(
        lambda it: handling.claim(it, elsewhere.id, ex.RULES, elsewhere, NOW)
    ).then_refused(NotAllowed)
    outcome = given(State.DISPATCHED).when(
        lambda it: handling.claim(it, ex.OF_SHUGUANG.id, ex.RULES, ex.OF_SHUGUANG, NOW)
    )
    assert outcome.events


def test_one_who_lost_the_claim_learns_who_has_it() -> None:
    report = lives.brought_to(State.CLAIMED)
    handling.release(report, ex.SUPERVISOR, NOW)
    with pytest.raises(NotNow):
        lives.resolve(report, NOW)
    handling.claim(report, ex.COLLEAGUE.id, ex.RULES, ex.COLLEAGUE, NOW)
    with pytest.raises(AlreadyClaimed):
        lives.resolve(report, NOW)


def test_a_handler_who_lost_the_post_does_no_more() -> None:
    former = Actor(ex.DISPATCHER.id)
    given(State.CLAIMED).when(
        lambda it: handling.progress(it, "还在做", (), ex.RULES, former, NOW)
    ).then_refused(NotAllowed)


def test_progress_renews_the_claim_and_keeps_the_photographs() -> None:
    new = ex.photo(9)
    report = lives.brought_to(State.CLAIMED)
    handling.progress(report, " 在路上 ", (new,), ex.RULES, ex.DISPATCHER, NOW)
    event = report.collect_events()[0].event
    assert event == h.Progressed(
        by=ex.DISPATCHER.id, lease_until=LEASE, photos=[new], words=Personal(value="在路上")
    )
    assert report.lease_until == LEASE
    assert new in report.photos


def test_progress_without_anything_to_say_is_refused() -> None:
    given(State.CLAIMED).when(
        lambda it: handling.progress(it, " ", (), ex.RULES, ex.DISPATCHER, NOW)
    ).then_refused(WordsNeeded)


def test_every_step_of_the_handler_renews_the_claim_and_nobody_elses_does() -> None:
    steps: tuple[Callable[[Report, Actor], None], ...] = (
        lambda it, who: handling.entrust(it, "环卫所", ex.RULES, who, NOW),
        lambda it, who: handling.note(it, "已电话", ex.RULES, who, NOW),
        lambda it, who: talk.ask(it, "在哪?", ex.RULES, who, NOW),
        lambda it, who: handling.regrade(it, "M06010.2", "面积大", ex.RULES, who, NOW),
        lambda it, who: intake.reclassify(it, None, "路面", ex.ROAD, who, NOW),
    )
    for actor, renewed in ((ex.DISPATCHER, True), (ex.SUPERVISOR, False)):
        for step in steps:
            report = lives.brought_to(State.CLAIMED)
            before = report.lease_until
            step(report, actor)
            assert (report.lease_until != before) is renewed


def test_the_same_unit_again_is_no_news() -> None:
    report = lives.brought_to(State.CLAIMED)
    for _ in range(2):
        handling.entrust(report, " 环卫所 ", ex.RULES, ex.DISPATCHER, NOW)
    events = [step.event for step in report.collect_events()]
    assert events == [h.Entrusted(by=ex.DISPATCHER.id, unit="环卫所", lease_until=LEASE)]
    with pytest.raises(WordsNeeded):
        handling.entrust(report, "", ex.RULES, ex.DISPATCHER, NOW)


def test_a_note_needs_words() -> None:
    given(State.CLAIMED).when(
        lambda it: handling.note(it, "", ex.RULES, ex.DISPATCHER, NOW)
    ).then_refused(WordsNeeded)


@pytest.mark.parametrize(
    ("actor", "cause"),
    [
        (ex.DISPATCHER, h.ReleaseCause.GIVEN_UP),
        (ex.SUPERVISOR, h.ReleaseCause.HANDED_OVER),
        (ex.WORKER, h.ReleaseCause.LAPSED),
    ],
)
def test_a_release_says_why(actor: Actor, cause: h.ReleaseCause) -> None:
    given(State.CLAIMED).when(lambda it: handling.release(it, actor, ex.later("11-23 10:02"))).then(
        h.Released(by=actor.id, holder=ex.DISPATCHER.id, cause=cause)
    )


def test_a_lease_that_runs_is_not_lapsed() -> None:
    given(State.CLAIMED).when(lambda it: handling.release(it, ex.WORKER, NOW)).then_refused(
        LeaseRuns
    )


def test_regrading_to_the_same_condition_is_no_news_and_needs_words() -> None:
    given(State.CLAIMED).when(
        lambda it: handling.regrade(it, "M06010.1", "?", ex.RULES, ex.DISPATCHER, NOW)
    ).then()
    given(State.CLAIMED).when(
        lambda it: handling.regrade(it, "M06010.2", "", ex.RULES, ex.DISPATCHER, NOW)
    ).then_refused(WordsNeeded)
    given(State.CLAIMED).when(
        lambda it: handling.regrade(it, "M06010.9", "?", ex.RULES, ex.DISPATCHER, NOW)
    ).then_refused(UnknownCondition)


def test_a_return_says_why_and_where_it_might_belong() -> None:
    given(State.CLAIMED).when(lambda it: lives.send_back(it, NOW)).then(
        h.Returned(
            by=ex.DISPATCHER.id,
            office=ex.BEISHAN,
            reason=ReturnReason.NOT_OUR_GROUND,
            suggested=ex.XIXI,
            overdue=False,
            words=Personal(value="在西溪那边"),
        )
    )
    given(State.CLAIMED).when(
        lambda it: handling.send_back(it, Why(ReturnReason.OTHER, ""), None, ex.DISPATCHER, NOW)
    ).then_refused(WordsNeeded)


def test_a_transfer_needs_words_and_another_office() -> None:
    given(State.CLAIMED).when(
        lambda it: handling.transfer(
            it, ex.TO_BEISHAN, lives.NOT_OURS, ex.RULES, ex.SUPERVISOR, NOW
        )
    ).then_refused(SameOffice)
    given(State.CLAIMED).when(
        lambda it: handling.transfer(
            it, ex.TO_XIXI, Why(ReturnReason.OTHER, " "), ex.RULES, ex.SUPERVISOR, NOW
        )
    ).then_refused(WordsNeeded)


def test_after_the_third_bounce_only_the_operator_places_it_and_it_stays() -> None:
    report = lives.brought_to(State.RETURNED)
    for place in (ex.TO_XIXI, ex.TO_BEISHAN):
        handling.transfer(report, place, lives.NOT_OURS, ex.RULES, ex.OPERATOR, NOW)
    assert (report.bounces, report.state) == (3, State.DISPATCHED)
    with pytest.raises(OnlyTheDesk):
        handling.send_back(report, lives.NOT_OURS, None, ex.SUPERVISOR, NOW)
    with pytest.raises(OnlyTheDesk):
        handling.transfer(report, ex.TO_XIXI, lives.NOT_OURS, ex.RULES, ex.SUPERVISOR, NOW)
    handling.transfer(report, ex.TO_XIXI, lives.NOT_OURS, ex.RULES, ex.OPERATOR, NOW)
    assert report.office == ex.XIXI
