"""The laws of a wallet, whatever happens in whatever order."""

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.errors import Refused
from domain.points import Deed
from domain.wallet import (
    ClawedBack,
    Credited,
    Held,
    Redeemed,
    Refunded,
    Vested,
    Wallet,
    WalletEvent,
)
from tests import examples as ex
from tests.domain.test_wallet import (
    BY,
    CAUSE,
    DAY,
    NOW,
    Act,
    claw,
    credit,
    hold,
    redeem,
    refund,
    told,
    vest,
)
from tests.story import SOMETHING, facts, relive

days = st.sampled_from([DAY, date(2026, 11, 24)])
reports = st.sampled_from([f"r{n}" for n in range(8)])
names = st.sampled_from(["d1", "d2", "d3"])


@given(st.permutations(range(12)), st.integers(0, 60))
def test_a_day_never_brings_more_than_its_cap_in_any_order(order: list[int], cap: int) -> None:
    life = Wallet(SOMETHING)
    for number in order:
        deed = Deed.FINDER if number % 2 else Deed.CORROBORATOR
        life.credit(f"r{number}", deed, ex.AWARD, cap, CAUSE, DAY, BY, NOW)
    assert life.pending == min(cap, 6 * 10 + 6 * 3)


class Purse(RuleBasedStateMachine):
    """Any order of everything that may happen to points."""

    def __init__(self) -> None:
        super().__init__()
        self.wallet = Wallet(SOMETHING)
        self.news: list[WalletEvent] = []
        self.balances = [0]
        self.position = 0
        self.causes: list[tuple[str, int, Callable[..., Act]]] = []

    def cause(self, report: str, act: Callable[..., Act]) -> Act:
        """Let the next event of the log be why it happens."""
        self.position += 1
        self.causes.append((report, self.position, act))
        return act(report, at=self.position)

    def attempt(self, act: Act) -> None:
        before = facts(self.wallet)
        try:
            act(self.wallet)
        except Refused:
            assert facts(self.wallet) == before
        for step in self.wallet.collect_events():
            self.news.append(step.event)
            self.balances.append(self.wallet.balance)

    @rule(report=reports, deed=st.sampled_from(Deed), day=days)
    def credit(self, report: str, deed: Deed, day: date) -> None:
        self.attempt(self.cause(report, partial(credit, deed=deed, day=day)))

    @rule(act=st.sampled_from([hold, vest, claw]), report=reports)
    def follow(self, act: Callable[..., Act], report: str) -> None:
        self.attempt(self.cause(report, act))

    @precondition(lambda self: self.causes)
    @rule(data=st.data())
    def hear_it_again(self, data: st.DataObject) -> None:
        report, position, act = data.draw(st.sampled_from(self.causes))
        if position < self.wallet.heard.get(report, 0):
            before = facts(self.wallet)
            act(report, at=position)(self.wallet)
            assert facts(self.wallet) == before

    @rule(points=st.integers(-1, 30), redemption=names)
    def redeem(self, points: int, redemption: str) -> None:
        self.attempt(redeem(points, redemption))

    @rule(redemption=names)
    def refund(self, redemption: str) -> None:
        self.attempt(refund(redemption))

    @invariant()
    def the_balance_is_the_sum_of_its_events(self) -> None:
        total = pending = 0
        for event in self.news:
            match event:
                case Credited():
                    pending += event.points
                case Vested():
                    total, pending = total + event.points, pending - event.points
                case ClawedBack(vested=True):
                    total -= event.points
                case ClawedBack():
                    pending -= event.points
                case Redeemed():
                    total -= event.points
                case Refunded():
                    total += event.points
                case Held():
                    pass
        assert (self.wallet.balance, self.wallet.pending) == (total, pending)

    @invariant()
    def only_a_claw_back_leads_below_zero(self) -> None:
        for event, (before, after) in zip(self.news, pairwise(self.balances), strict=True):
            assert after >= 0 or after >= before or isinstance(event, ClawedBack)

    @invariant()
    def what_is_kept_of_a_day_stays_under_its_cap(self) -> None:
        assert all(0 <= earned <= 60 for earned in self.wallet.earned.values())

    @invariant()
    def replay_equals_the_live_one(self) -> None:
        again = facts(relive(Wallet, told(*self.news)))
        assert again == facts(self.wallet) | {"position": again["position"]}


Purse.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestPurse = Purse.TestCase
