"""From the photograph to the office, as a rider and the desk would tell it."""

from datetime import timedelta

import pytest

from domain.actor import Actor
from domain.category import UnknownCategory, UnknownCondition
from domain.kernel import Personal
from domain.report import intake, parts
from domain.report import intake_events as i
from domain.report.refusals import (
    NotAllowed,
    OnlyTheDesk,
    PhotoNeeded,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import State
from domain.report.terms import Terms
from domain.values import Fix
from tests import examples as ex
from tests.domain.report import lives
from tests.story import Given

NOON = ex.later("11-23 12:00")
SUBMITTED = i.Submitted(
    by=ex.RIDER.id,
    rider=ex.RIDER.id,
    number=ex.NUMBER,
    category="M06010",
    category_version=1,
    condition="M06010.1",
    location=ex.LAKE,
    datum="wgs84",
    source=ex.SEEN.source,
    photos=[ex.BEFORE],
    note=Personal(value="湖边一堆垃圾"),
)
TERMS = Terms(
    category="M06010",
    category_version=1,
    condition="M06010.1",
    limit=ex.limit(4),
    left=4 * 3600,
    due_at=ex.later("11-23 15:00"),
    provisional=False,
    calendars=["2026.1"],
    policy_version=1,
)
DISPATCHED = i.Dispatched(
    by="system:deadlines",
    office=ex.BEISHAN,
    community=ex.SHUGUANG,
    routing=ex.BY_RULE,
    terms=TERMS,
)
THERE = ((SUBMITTED, ex.MONDAY),)
AT_WORK = (*THERE, (DISPATCHED, ex.MONDAY))


def given(state: State) -> Given[Report]:
    return Given(Report, *lives.history(state))


def test_a_rider_submits_a_report() -> None:
    Given(Report).when(lambda it: lives.submit(it, ex.MONDAY)).then(SUBMITTED)


def test_submitting_again_is_no_news() -> None:
    Given(Report, *THERE).when(lambda it: lives.submit(it, NOON)).then()


def test_an_operator_files_a_report_for_a_rider() -> None:
    outcome = Given(Report).when(
        lambda it: intake.submit(it, ex.SEEN, ex.NUMBER, ex.RIDER.id, ex.OPERATOR, ex.MONDAY)
    )
    assert [(event.by, event.rider) for event in outcome.events if isinstance(event, i.Submitted)]
    assert outcome.events[0].by == ex.OPERATOR.id


@pytest.mark.parametrize("actor", [ex.NEIGHBOUR, ex.DISPATCHER, ex.WORKER, ex.LEAD])
def test_nobody_else_submits_in_a_riders_name(actor: Actor) -> None:
    Given(Report).when(
        lambda it: intake.submit(it, ex.SEEN, ex.NUMBER, ex.RIDER.id, actor, ex.MONDAY)
    ).then_refused(NotAllowed)


def test_a_report_needs_a_photograph() -> None:
    bare = ex.SEEN._replace(photos=())
    Given(Report).when(
        lambda it: intake.submit(it, bare, ex.NUMBER, ex.RIDER.id, ex.RIDER, ex.MONDAY)
    ).then_refused(PhotoNeeded)


def test_what_is_personal_is_wrapped_and_blank_words_are_none() -> None:
    fix = Fix(lon_e7=1, lat_e7=2, accuracy_cm=500)
    seen = ex.SEEN._replace(note="  ", fix=fix, answers={"blocked": "yes"})
    outcome = Given(Report).when(
        lambda it: intake.submit(it, seen, ex.NUMBER, ex.RIDER.id, ex.RIDER, ex.MONDAY)
    )
    event = outcome.events[0]
    assert isinstance(event, i.Submitted)
    assert (event.note, event.fix) == (None, Personal(value=fix))
    assert event.answers == Personal(value={"blocked": "yes"})


def test_it_is_dispatched_with_its_deadline_and_its_grounds() -> None:
    Given(Report, *THERE).when(lambda it: lives.dispatch(it, ex.MONDAY)).then(DISPATCHED)


def test_dispatching_to_the_same_office_again_is_no_news() -> None:
    Given(Report, *AT_WORK).when(
        lambda it: intake.dispatch(it, ex.TO_BEISHAN, None, ex.RULES, ex.OPERATOR, NOON)
    ).then()


def test_one_who_may_not_dispatch_is_refused_even_where_it_would_be_no_news() -> None:
    Given(Report, *AT_WORK).when(
        lambda it: intake.dispatch(it, ex.TO_BEISHAN, None, ex.RULES, ex.NEIGHBOUR, NOON)
    ).then_refused(NotAllowed)


def test_without_a_condition_the_most_urgent_one_applies() -> None:
    unsure = ex.SEEN._replace(condition=None)
    report = Report(ex.REPORT)
    intake.submit(report, unsure, ex.NUMBER, ex.RIDER.id, ex.RIDER, ex.MONDAY)
    lives.dispatch(report, ex.MONDAY)
    assert report.condition == "M06010.3"
    assert report.due_at == ex.MONDAY + timedelta(hours=2)


def test_the_desk_may_dispatch_under_another_condition() -> None:
    report = lives.brought_to(State.RETURNED)
    intake.dispatch(report, ex.TO_XIXI, "M06010.2", ex.RULES, ex.OPERATOR, NOON)
    assert report.condition == "M06010.2"


def test_the_desk_may_dispatch_under_another_category() -> None:
    report = lives.brought_to(State.RETURNED)
    intake.dispatch(report, ex.TO_XIXI, None, ex.ROAD, ex.OPERATOR, NOON)
    assert (report.category, report.condition) == ("M06013", "M06013.1")


def test_a_condition_of_nowhere_is_refused() -> None:
    Given(Report, *THERE).when(
        lambda it: intake.dispatch(it, ex.TO_XIXI, "M06010.9", ex.RULES, ex.OPERATOR, NOON)
    ).then_refused(UnknownCondition)


def test_after_many_bounces_no_rule_places_the_report() -> None:
    report = lives.brought_to(State.RETURNED)
    report.bounces = parts.MANY_BOUNCES
    report.state = State.SUBMITTED
    with pytest.raises(OnlyTheDesk):
        intake.dispatch(report, ex.TO_XIXI, None, ex.RULES, ex.WORKER, NOON)
    intake.dispatch(report, ex.TO_XIXI, None, ex.RULES, ex.OPERATOR, NOON)


def test_an_inspection_adds_flags_once_and_holds_until_verified() -> None:
    flag = i.FlagRaised(flag="same_photo", photo=ex.BEFORE.id)
    report = lives.brought_to(State.CLAIMED)
    for _ in range(2):
        intake.inspect(report, [flag], [{"make": "x"}], 1, ex.WORKER, NOON, holds=True)
    assert (report.flags, report.holds, report.needs_another) == ([flag], True, True)
    event = report.collect_events()[0].event
    assert isinstance(event, i.Inspected)
    assert event.facts == Personal(value=[{"make": "x"}])


def test_reclassifying_before_dispatch_keeps_what_the_operator_chose() -> None:
    wide = ex.rules(
        ex.definition(
            "M06011",
            [ex.CONDITIONS[1].__class__(code="M06011.1", name="a", name_en="a", limit=ex.limit(2))],
        )
    )
    report = lives.brought_to(State.SUBMITTED)
    intake.reclassify(report, "M06011.1", "是积存垃圾", wide, ex.OPERATOR, NOON)
    assert (report.category, report.condition, report.leg) == ("M06011", "M06011.1", None)


def test_reclassifying_under_the_same_category_is_no_news() -> None:
    given(State.CLAIMED).when(
        lambda it: intake.reclassify(it, None, "?", ex.RULES, ex.DISPATCHER, NOON)
    ).then()


def test_reclassifying_needs_words_and_a_category_that_takes_reports() -> None:
    given(State.CLAIMED).when(
        lambda it: intake.reclassify(it, None, " ", ex.ROAD, ex.DISPATCHER, NOON)
    ).then_refused(WordsNeeded)
    gone = ex.rules(ex.ROAD.category.definition)
    gone.category.retire("system:city", ex.MONDAY)
    given(State.CLAIMED).when(
        lambda it: intake.reclassify(it, None, "路面", gone, ex.DISPATCHER, NOON)
    ).then_refused(UnknownCategory)
