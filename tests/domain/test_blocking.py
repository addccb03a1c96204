"""Who abused the service is kept from sending in, until the clock or a person says otherwise."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.blocking import Block, RiderBlocked, RiderUnblocked, SenderBlocked, UnknownBlock
from domain.kernel import Personal
from domain.report.refusals import BadEndDate
from tests import examples as ex
from tests.story import Given, relive

NOW, BY, RIDER = ex.MONDAY, ex.OPERATOR.id, ex.RIDER.id
REPORT = ex.REPORT.hex
TOMORROW = NOW + timedelta(days=1)
WHY = Personal(value="made up")


def blocked(until: datetime | None = TOMORROW) -> RiderBlocked:
    return RiderBlocked(by=BY, rider=RIDER, report=REPORT, until=until, words=WHY)


LIFTED = RiderUnblocked(by=BY, rider=RIDER, words=WHY)


def block(until: datetime | None = TOMORROW) -> Any:
    return lambda it: it.block(RIDER, REPORT, until, "made up", BY, NOW)


def test_a_rider_is_blocked_with_an_end_or_without() -> None:
    for until in (TOMORROW, None):
        Given(Block).when(block(until)).then(blocked(until))


def test_blocking_again_is_a_new_decision() -> None:
    Given(Block, (blocked(), NOW)).when(block(None)).then(blocked(None))
    Given(Block, (blocked(), NOW)).when(block()).then(blocked())


@pytest.mark.parametrize("until", [NOW, NOW - timedelta(days=1), NOW + timedelta(days=367)])
def test_a_block_ends_in_the_future_and_within_a_year(until: datetime) -> None:
    Given(Block).when(block(until)).then_refused(BadEndDate)


def test_a_block_is_lifted_once() -> None:
    past = ((blocked(), NOW), (LIFTED, NOW))
    Given(Block, past[0]).when(lambda it: it.lift("made up", BY, NOW)).then(LIFTED)
    Given(Block, *past).when(lambda it: it.lift("again", BY, NOW)).then()


def test_what_ended_by_itself_is_not_lifted_and_what_never_was_is_unknown() -> None:
    Given(Block, (blocked(), NOW)).when(lambda it: it.lift("late", BY, TOMORROW)).then()
    Given(Block).when(lambda it: it.lift("why", BY, NOW)).then_refused(UnknownBlock)


def test_a_block_ends_by_the_clock_without_an_event() -> None:
    held = relive(Block, [(blocked(), NOW)])
    moments = (NOW, TOMORROW - timedelta(microseconds=1), TOMORROW)

    assert [held.holds(at) for at in moments] == [True, True, False]
    Given(Block, (blocked(), NOW)).when(lambda it: it.demand(TOMORROW)).then()
    refusal = (
        Given(Block, (blocked(), NOW)).when(lambda it: it.demand(NOW)).then_refused(SenderBlocked)
    )
    assert getattr(refusal, "until", None) == TOMORROW


def test_a_block_without_an_end_holds_until_it_is_lifted() -> None:
    far = NOW + timedelta(days=10_000)

    assert relive(Block, [(blocked(None), NOW)]).holds(far)
    assert not relive(Block, [(blocked(None), NOW), (LIFTED, NOW)]).holds(far)
    assert relive(Block, [(blocked(None), NOW), (LIFTED, NOW), (blocked(), NOW)]).holds(NOW)


def test_it_knows_where_its_words_are_since_when_and_by_whom() -> None:
    it = relive(Block, [(blocked(), NOW), (LIFTED, NOW), (blocked(None), TOMORROW)])

    assert (it.told, it.since, it.until) == (3, TOMORROW, None)
    assert (it.rider, it.report, it.by) == (RIDER, REPORT, BY)
