"""Questions, answers, ratings and appeals."""

from datetime import timedelta

import pytest

from domain.actor import Actor
from domain.kernel import Personal
from domain.report import closing, handling, talk
from domain.report import closing_events as c
from domain.report.refusals import (
    BadStars,
    DoneBefore,
    NotAllowed,
    NothingToDecide,
    NotOverdue,
    OwnWork,
    TooLate,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import State
from domain.values import PhotoRole
from tests import examples as ex
from tests.domain.report import lives
from tests.story import Given

NOW = ex.later("11-23 10:00")
LATE = ex.later("11-23 16:00")
RAIN = ex.photo(0xE0, PhotoRole.EVIDENCE)


def given(state: State) -> Given[Report]:
    return Given(Report, *lives.history(state))


def overdue() -> Report:
    """A first office returned it too late, a second one resolved it in time."""
    report = lives.brought_to(State.CLAIMED)
    lives.send_back(report, LATE)
    handling_now = LATE + timedelta(minutes=1)
    closing_now = LATE + timedelta(minutes=2)
    handling.transfer(report, ex.TO_XIXI, lives.NOT_OURS, ex.RULES, ex.OPERATOR, handling_now)
    handling.claim(report, ex.AT_XIXI.id, ex.RULES, ex.AT_XIXI, handling_now)
    closing.resolve(report, lives.WORK, 99, ex.RULES, ex.AT_XIXI, closing_now)
    lives.verify(report, closing_now)
    report.collect_events()
    return report


def test_the_office_asks_and_the_reporter_answers() -> None:
    report = lives.brought_to(State.DISPATCHED)
    talk.ask(report, "在哪一侧?", ex.RULES, ex.COLLEAGUE, NOW)
    talk.answer(report, "东侧", ex.RIDER, NOW)
    assert [step.event for step in report.collect_events()] == [
        c.Asked(by=ex.COLLEAGUE.id, words=Personal(value="在哪一侧?")),
        c.Answered(by=ex.RIDER.id, words=Personal(value="东侧")),
    ]
    with pytest.raises(NothingToDecide):
        talk.answer(report, "东侧", ex.RIDER, NOW)


def test_questions_and_answers_need_words() -> None:
    report = lives.brought_to(State.DISPATCHED)
    with pytest.raises(WordsNeeded):
        talk.ask(report, "", ex.RULES, ex.COLLEAGUE, NOW)
    talk.ask(report, "在哪?", ex.RULES, ex.COLLEAGUE, NOW)
    with pytest.raises(WordsNeeded):
        talk.answer(report, "", ex.RIDER, NOW)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_a_rating_is_one_to_five(stars: int) -> None:
    given(State.VERIFIED).when(
        lambda it: talk.rate(it, stars, "", ex.RULES, ex.RIDER, NOW)
    ).then_refused(BadStars)


def test_a_report_is_rated_once_within_thirty_days() -> None:
    report = lives.brought_to(State.VERIFIED)
    assert report.closed_at is not None
    with pytest.raises(TooLate):
        talk.rate(report, 5, "", ex.RULES, ex.RIDER, report.closed_at + timedelta(days=31))
    talk.rate(report, 5, " ", ex.RULES, ex.RIDER, NOW)
    assert [step.event for step in report.collect_events()] == [c.Rated(by=ex.RIDER.id, stars=5)]
    with pytest.raises(DoneBefore):
        talk.rate(report, 1, "", ex.RULES, ex.RIDER, NOW)


def test_the_supervisor_of_the_late_office_appeals_once_with_evidence() -> None:
    report = overdue()
    talk.appeal(report, ex.BEISHAN, "下雨", ex.SUPERVISOR, LATE, (RAIN,))
    assert [step.event for step in report.collect_events()] == [
        c.Appealed(
            by=ex.SUPERVISOR.id, office=ex.BEISHAN, photos=[RAIN], words=Personal(value="下雨")
        )
    ]
    assert RAIN in report.photos
    with pytest.raises(DoneBefore):
        talk.appeal(report, ex.BEISHAN, "下雨", ex.SUPERVISOR, LATE)


def test_nobody_appeals_for_another_office_or_without_need_or_words() -> None:
    report = overdue()
    with pytest.raises(NotAllowed):
        talk.appeal(report, ex.BEISHAN, "下雨", ex.XIXI_SUPERVISOR, LATE)
    with pytest.raises(NotOverdue):
        talk.appeal(report, ex.XIXI, "下雨", ex.XIXI_SUPERVISOR, LATE)
    with pytest.raises(WordsNeeded):
        talk.appeal(report, ex.BEISHAN, " ", ex.SUPERVISOR, LATE)


def test_two_reviews_exempt_the_leg_and_overdue_stays_a_fact() -> None:
    report = overdue()
    talk.appeal(report, ex.BEISHAN, "下雨", ex.SUPERVISOR, LATE)
    talk.decide_appeal(report, ex.BEISHAN, "属实", ex.OPERATOR, LATE, uphold=True)
    assert report.exempted == set()
    with pytest.raises(OwnWork):
        talk.decide_appeal(report, ex.BEISHAN, "属实", ex.OPERATOR, LATE, uphold=True)
    report.collect_events()
    talk.decide_appeal(report, ex.BEISHAN, "同意", ex.ADMIN, LATE, uphold=True)
    assert [step.event for step in report.collect_events()] == [
        c.AppealDecided(
            by=ex.ADMIN.id,
            office=ex.BEISHAN,
            stage=2,
            upheld=True,
            words=Personal(value="同意"),
        ),
        c.Exempted(by=ex.ADMIN.id, office=ex.BEISHAN),
    ]
    assert report.legs[ex.BEISHAN].overdue is True
    with pytest.raises(NothingToDecide):
        talk.decide_appeal(report, ex.BEISHAN, "同意", ex.ADMIN, LATE, uphold=True)


def test_the_first_review_is_an_operators_and_a_refusal_ends_it() -> None:
    report = overdue()
    with pytest.raises(NothingToDecide):
        talk.decide_appeal(report, ex.BEISHAN, "?", ex.OPERATOR, LATE, uphold=True)
    talk.appeal(report, ex.BEISHAN, "下雨", ex.SUPERVISOR, LATE)
    with pytest.raises(NotAllowed):
        talk.decide_appeal(report, ex.BEISHAN, "?", ex.ADMIN, LATE, uphold=True)
    with pytest.raises(WordsNeeded):
        talk.decide_appeal(report, ex.BEISHAN, "", ex.OPERATOR, LATE, uphold=False)
    talk.decide_appeal(report, ex.BEISHAN, "不属实", ex.OPERATOR, LATE, uphold=False)
    with pytest.raises(NothingToDecide):
        talk.decide_appeal(report, ex.BEISHAN, "?", ex.SECOND_OPERATOR, LATE, uphold=True)
    assert report.exempted == set()


@pytest.mark.parametrize("own", [ex.SUPERVISOR, ex.DISPATCHER])
def test_nobody_reviews_their_own_appeal_or_work(own: Actor) -> None:
    report = overdue()
    talk.appeal(report, ex.BEISHAN, "下雨", ex.SUPERVISOR, LATE)
    also = Actor(own.id, own.posts | ex.OPERATOR.posts)
    with pytest.raises(OwnWork):
        talk.decide_appeal(report, ex.BEISHAN, "同意", also, LATE, uphold=True)
