"""Other photographs, and reports that are set aside: rejected, duplicate, withdrawn."""

import pytest

from domain.kernel import Personal
from domain.report import intake
from domain.report import intake_events as i
from domain.report.intake import Original
from domain.report.refusals import (
    BadOriginal,
    NotAllowed,
    OwnReport,
    PhotoNeeded,
    UnknownReportPhoto,
    WordsNeeded,
)
from domain.report.state import Report
from domain.report.table import State
from domain.values import Fix
from tests import examples as ex
from tests.domain.report import lives
from tests.story import Given

NOON = ex.later("11-23 12:00")


def given(state: State) -> Given[Report]:
    return Given(Report, *lives.history(state))


def test_another_rider_corroborates_once_and_never_the_reporter() -> None:
    report = lives.brought_to(State.DISPATCHED)
    new = ex.photo(7)
    intake.corroborate(report, (new,), "还在", Fix(lon_e7=1, lat_e7=1), ex.NEIGHBOUR, NOON)
    event = report.collect_events()[0].event
    assert event == i.Corroborated(
        by=ex.NEIGHBOUR.id,
        rider=ex.NEIGHBOUR.id,
        photos=[new],
        note=Personal(value="还在"),
        fix=Personal(value=Fix(lon_e7=1, lat_e7=1)),
    )
    for actor in (ex.NEIGHBOUR, ex.RIDER):
        with pytest.raises(OwnReport):
            intake.corroborate(report, (new,), None, None, actor, NOON)
    with pytest.raises(PhotoNeeded):
        intake.corroborate(report, (), None, None, ex.THIRD_RIDER, NOON)


def test_photographs_that_are_there_already_are_no_news() -> None:
    given(State.SUBMITTED).when(
        lambda it: intake.add_photos(it, (ex.BEFORE,), ex.RIDER, NOON)
    ).then()
    given(State.SUBMITTED).when(
        lambda it: intake.add_photos(it, (ex.BEFORE, ex.photo(7)), ex.RIDER, NOON)
    ).then(i.PhotoAdded(by=ex.RIDER.id, photos=[ex.photo(7)]))
    given(State.SUBMITTED).when(lambda it: intake.add_photos(it, (), ex.RIDER, NOON)).then_refused(
        PhotoNeeded
    )


def test_a_photograph_is_released_once_and_only_if_it_is_there() -> None:
    report = lives.brought_to(State.VERIFIED)
    for _ in range(2):
        intake.release_photo(report, ex.AFTER.id, ex.SUPERVISOR, NOON)
    events = [step.event for step in report.collect_events()]
    assert events == [i.PhotoReleased(by=ex.SUPERVISOR.id, photo=ex.AFTER.id)]
    with pytest.raises(UnknownReportPhoto):
        intake.release_photo(report, "0" * 32, ex.SUPERVISOR, NOON)


@pytest.mark.parametrize(("state", "accepted"), [(State.SUBMITTED, False), (State.RETURNED, True)])
def test_a_rejection_says_whether_the_report_had_been_accepted(
    state: State, *, accepted: bool
) -> None:
    report = lives.brought_to(state)
    lives.reject(report, NOON)
    event = report.collect_events()[0].event
    assert event == i.Rejected(
        by=ex.OPERATOR.id,
        reason=i.RejectReason.NOT_A_PROBLEM,
        accepted=accepted,
        words=Personal(value="不是问题"),
    )


def test_a_rejection_needs_words() -> None:
    given(State.SUBMITTED).when(
        lambda it: intake.reject(it, i.RejectReason.OTHER, "", ex.OPERATOR, NOON)
    ).then_refused(WordsNeeded)


@pytest.mark.parametrize("state", [State.DUPLICATE, State.REJECTED, State.WITHDRAWN])
def test_what_was_closed_for_nothing_is_no_original(state: State) -> None:
    given(State.SUBMITTED).when(
        lambda it: intake.duplicate(
            it, Original(ex.ORIGINAL, state, ex.NEIGHBOUR.id), ex.OPERATOR, NOON
        )
    ).then_refused(BadOriginal)


def test_a_report_is_no_duplicate_of_itself() -> None:
    given(State.SUBMITTED).when(
        lambda it: intake.duplicate(
            it, Original(it.id, State.SUBMITTED, ex.RIDER.id), ex.OPERATOR, NOON
        )
    ).then_refused(BadOriginal)


def test_a_duplicate_names_the_original_and_whether_one_rider_told_both() -> None:
    first = Original(ex.ORIGINAL, State.VERIFIED, ex.RIDER.id)
    given(State.CLAIMED).when(lambda it: intake.duplicate(it, first, ex.COLLEAGUE, NOON)).then(
        i.Duplicated(by=ex.COLLEAGUE.id, original=ex.ORIGINAL.hex, same_rider=True)
    )


def test_the_same_duplicate_again_is_no_news_for_those_who_may_say_it() -> None:
    given(State.DUPLICATE).when(lambda it: lives.duplicate(it, NOON)).then()
    first = Original(ex.ORIGINAL, State.CLAIMED, ex.NEIGHBOUR.id)
    given(State.DUPLICATE).when(
        lambda it: intake.duplicate(it, first, ex.NEIGHBOUR, NOON)
    ).then_refused(NotAllowed)


def test_withdrawing_again_is_no_news_for_its_reporter_alone() -> None:
    given(State.DISPATCHED).when(lambda it: lives.withdraw(it, NOON)).then(
        i.Withdrawn(by=ex.RIDER.id)
    )
    given(State.WITHDRAWN).when(lambda it: lives.withdraw(it, NOON)).then()
    given(State.WITHDRAWN).when(lambda it: intake.withdraw(it, ex.NEIGHBOUR, NOON)).then_refused(
        NotAllowed
    )
