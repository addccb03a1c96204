"""Rewards: offered, set aside, handed over, put back; never oversold."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from domain.errors import Refused
from domain.reward import (
    LimitReached,
    Offer,
    OutOfSeason,
    OutOfStock,
    ReturnCause,
    Reward,
    RewardEvent,
    RewardHandedOver,
    RewardOffered,
    RewardReserved,
    RewardRestocked,
    RewardReturned,
    RewardWithdrawn,
    UnknownRedemption,
    UnknownReward,
)
from tests import examples as ex
from tests.story import SOMETHING, Given, Told, facts, relive

NOW, TODAY = ex.MONDAY, date(2026, 11, 23)
CITY, RIDER, NEIGHBOUR = ex.ADMIN.id, ex.RIDER.id, ex.NEIGHBOUR.id
OFFER = Offer(
    code="meal",
    name="餐券",
    name_en="A meal",
    sponsor="食堂",
    price=30,
    limit_per_rider=1,
    season_from=date(2026, 11, 1),
    season_to=date(2026, 11, 30),
    places=["北山街道驿站"],
)
NEXT_SEASON = replace(OFFER, season_from=date(2026, 12, 1), season_to=date(2026, 12, 31))
OFFERED = RewardOffered(by=CITY, version=1, offer=OFFER)
STOCKED = RewardRestocked(by=CITY, amount=1)
RESERVED = RewardReserved(by=RIDER, redemption="d1", rider=RIDER, price=30)
HANDED = RewardHandedOver(by=CITY, redemption="d1")
RETURNED = RewardReturned(by=CITY, redemption="d1", cause=ReturnCause.LAPSED)
WITHDRAWN = RewardWithdrawn(by=CITY)


def reward(*events: RewardEvent) -> Given[Reward]:
    return Given(Reward, *told(*events))


def told(*events: RewardEvent) -> list[Told]:
    return [(event, NOW) for event in events]


def reserve(
    redemption: str = "d1", rider: str = RIDER, today: date = TODAY
) -> Callable[[Reward], int]:
    return lambda it: it.reserve(redemption, rider, today, rider, NOW)


def test_an_offer_is_put_up_changed_and_taken_down() -> None:
    dearer = replace(OFFER, price=40)
    reward().when(lambda it: it.put_up(OFFER, CITY, NOW)).then(OFFERED)
    reward(OFFERED).when(lambda it: it.put_up(OFFER, CITY, NOW)).then()
    reward(OFFERED).when(lambda it: it.put_up(dearer, CITY, NOW)).then(
        RewardOffered(by=CITY, version=2, offer=dearer)
    )
    reward(OFFERED).when(lambda it: it.withdraw(CITY, NOW)).then(WITHDRAWN)
    reward(OFFERED, WITHDRAWN).when(lambda it: it.withdraw(CITY, NOW)).then()
    reward(OFFERED, WITHDRAWN).when(lambda it: it.put_up(OFFER, CITY, NOW)).then(
        RewardOffered(by=CITY, version=2, offer=OFFER)
    )
    reward().when(lambda it: it.withdraw(CITY, NOW)).then()


def test_stock_comes_in_and_is_never_robbed() -> None:
    reward(OFFERED).when(lambda it: it.restock(1, CITY, NOW)).then(STOCKED)
    reward(OFFERED).when(lambda it: it.restock(0, CITY, NOW)).then()
    reward(OFFERED).when(lambda it: it.restock(-3, CITY, NOW)).then()
    reward().when(lambda it: it.restock(1, CITY, NOW)).then_refused(UnknownReward)


def test_one_is_set_aside_at_the_price_of_the_offer() -> None:
    given = reward(OFFERED, STOCKED)
    assert reserve()(given.life) == 30
    assert [step.event for step in given.life.collect_events()] == [RESERVED]
    assert given.life.stock == 0
    assert reserve()(given.life) == 30
    assert not given.life.collect_events(), "asking again sets nothing more aside"


@pytest.mark.parametrize(
    ("past", "ask", "refusal"),
    [
        ((), reserve(), UnknownReward),
        ((OFFERED, STOCKED, WITHDRAWN), reserve(), UnknownReward),
        ((OFFERED,), reserve(), OutOfStock),
        ((OFFERED, STOCKED, RESERVED), reserve("d2", NEIGHBOUR), OutOfStock),
        ((OFFERED, STOCKED, RESERVED), reserve("d2"), LimitReached),
        ((OFFERED, STOCKED, RESERVED, HANDED), reserve("d2"), LimitReached),
        ((OFFERED, STOCKED), reserve(today=date(2026, 10, 31)), OutOfSeason),
        ((OFFERED, STOCKED), reserve(today=date(2026, 12, 1)), OutOfSeason),
    ],
)
def test_what_cannot_be_had_is_refused(
    past: tuple[RewardEvent, ...], ask: Callable[[Reward], int], refusal: type[Refused]
) -> None:
    reward(*past).when(ask).then_refused(refusal)


@pytest.mark.parametrize("today", [OFFER.season_from, OFFER.season_to])
def test_the_season_holds_both_its_days(today: date) -> None:
    reward(OFFERED, STOCKED).when(reserve(today=today)).then(RESERVED)


def test_the_limit_is_one_of_each_season() -> None:
    next_season = RewardOffered(by=CITY, version=2, offer=NEXT_SEASON)
    past = (OFFERED, STOCKED, STOCKED, RESERVED)
    december = date(2026, 12, 5)
    given = reward(*past, next_season)
    reserve("d2", today=december)(given.life)
    given.life.put_back("d1", ReturnCause.LAPSED, CITY, NOW)
    given.life.collect_events()
    given.when(reserve("d3", today=december)).then_refused(LimitReached)
    assert given.life.supplied == 2


def test_it_is_handed_over_once_and_not_put_back_afterwards() -> None:
    past = (OFFERED, STOCKED, RESERVED)
    reward(*past).when(lambda it: it.hand_over("d1", CITY, NOW)).then(HANDED)
    for act in (
        lambda it: it.hand_over("d1", CITY, NOW),
        lambda it: it.put_back("d1", ReturnCause.LAPSED, CITY, NOW),
    ):
        reward(*past, HANDED).when(act).then_refused(UnknownRedemption)
        reward(*past, RETURNED).when(act).then_refused(UnknownRedemption)


def test_what_is_put_back_can_be_had_again() -> None:
    past = (OFFERED, STOCKED, RESERVED)
    reward(*past).when(lambda it: it.put_back("d1", ReturnCause.LAPSED, CITY, NOW)).then(RETURNED)
    again = RewardReserved(by=RIDER, redemption="d2", rider=RIDER, price=30)
    reward(*past, RETURNED).when(reserve("d2")).then(again)


def test_of_two_who_reach_for_the_last_one_the_log_takes_one() -> None:
    one, other = (relive(Reward, told(OFFERED, STOCKED)) for _ in range(2))
    reserve("d1")(one)
    reserve("d2", NEIGHBOUR)(other)
    assert one.version == other.version
    reward(OFFERED, STOCKED, RESERVED).when(reserve("d2", NEIGHBOUR)).then_refused(OutOfStock)


class Shelf(RuleBasedStateMachine):
    """Any order of everything that may happen on a shelf."""

    names = st.sampled_from([f"d{number}" for number in range(6)])

    def __init__(self) -> None:
        super().__init__()
        self.reward = Reward(SOMETHING)
        self.news: list[RewardEvent] = []
        self.attempt(lambda it: it.put_up(replace(OFFER, limit_per_rider=2), CITY, NOW))

    def attempt(self, act: Callable[[Reward], object]) -> None:
        before, copied = facts(self.reward), deepcopy(self.reward)
        try:
            act(self.reward)
        except Refused:
            assert facts(self.reward) == before
        assert facts(copied) == before
        self.news += [step.event for step in self.reward.collect_events()]

    @rule(amount=st.integers(-2, 3))
    def restock(self, amount: int) -> None:
        self.attempt(lambda it: it.restock(amount, CITY, NOW))

    @rule(name=names, rider=st.sampled_from([RIDER, NEIGHBOUR]))
    def reserve(self, name: str, rider: str) -> None:
        self.attempt(reserve(name, rider))

    @rule(name=names)
    def hand_over(self, name: str) -> None:
        self.attempt(lambda it: it.hand_over(name, CITY, NOW))

    @rule(name=names)
    def put_back(self, name: str) -> None:
        self.attempt(lambda it: it.put_back(name, ReturnCause.CANCELLED, CITY, NOW))

    @invariant()
    def nothing_is_oversold(self) -> None:
        kinds = [type(event) for event in self.news]
        came = sum(one.amount for one in self.news if isinstance(one, RewardRestocked))
        given = kinds.count(RewardReserved) - kinds.count(RewardReturned)
        assert self.reward.stock == came - given >= 0
        assert self.reward.supplied == came
        assert all(len(taken) <= 2 for taken in self.reward.taken.values())
        assert len(self.reward.open) == given - kinds.count(RewardHandedOver)

    @invariant()
    def replay_equals_the_live_one(self) -> None:
        again = facts(relive(Reward, told(*self.news)))
        assert again == facts(self.reward) | {"position": again["position"]}


Shelf.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestShelf = Shelf.TestCase
