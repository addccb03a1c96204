"""A rider's points: on their way, waiting, spendable, taken back, spent."""

from collections.abc import Callable
from datetime import date, timedelta

from domain.category import AwardRule
from domain.points import Deed
from domain.reward import ReturnCause
from domain.wallet import (
    Cause,
    ClawCause,
    ClawedBack,
    Credited,
    Held,
    NotEnoughPoints,
    Redeemed,
    Refunded,
    Vested,
    Wallet,
    WalletEvent,
)
from tests import examples as ex
from tests.story import Given, Told, relive

BY = "system:award"
NOW = ex.MONDAY
DAY = date(2026, 11, 23)
AT, LATER = 17, 18


def cause(position: int) -> Cause:
    return Cause(stream=ex.REPORT.hex, version=2, position=position)


CAUSE = cause(AT)
UNTIL = NOW + timedelta(days=7)
CREDITED = Credited(
    by=BY,
    report="r1",
    deed=Deed.FINDER,
    cause=CAUSE,
    rule="everyday",
    rule_version=1,
    points=10,
    before_cap=10,
    day=DAY,
)
HELD = Held(by=BY, report="r1", cause=CAUSE, flags=["same_photo"])
VESTED = Vested(by=BY, report="r1", cause=CAUSE, points=10)
REDEEMED = Redeemed(by=ex.RIDER.id, redemption="d1", reward="meal", points=8, until=UNTIL)
Act = Callable[[Wallet], None]


def wallet(*events: WalletEvent) -> Given[Wallet]:
    return Given(Wallet, *told(*events))


def told(*events: WalletEvent) -> list[Told]:
    return [(event, NOW) for event in events]


def credit(
    report: str = "r1",
    deed: Deed = Deed.FINDER,
    day: date = DAY,
    rule: AwardRule = ex.AWARD,
    at: int = AT,
) -> Act:
    return lambda it: it.credit(report, deed, rule, 60, cause(at), day, BY, NOW)


def claw(report: str = "r1", reason: ClawCause = ClawCause.REOPENED, at: int = LATER) -> Act:
    return lambda it: it.claw_back(report, reason, cause(at), BY, NOW)


def hold(report: str = "r1", at: int = AT) -> Act:
    return lambda it: it.hold(report, ["same_photo"], cause(at), BY, NOW)


def vest(report: str = "r1", at: int = AT) -> Act:
    return lambda it: it.vest(report, cause(at), BY, NOW)


def redeem(points: int, redemption: str = "d1") -> Act:
    return lambda it: it.redeem(redemption, "meal", points, UNTIL, ex.RIDER.id, NOW)


def refund(redemption: str = "d1") -> Act:
    return lambda it: it.refund(redemption, ReturnCause.LAPSED, BY, NOW)


def test_a_credit_names_the_event_the_rule_and_its_version() -> None:
    wallet().when(credit()).then(CREDITED)
    wallet(CREDITED).when(credit()).then()


def test_points_are_pending_until_they_vest() -> None:
    life = relive(Wallet, told(CREDITED))
    assert (life.balance, life.pending) == (0, 10)
    vest()(life)
    assert (life.balance, life.pending) == (10, 0)


def test_held_points_say_why_and_vest_all_the_same_once_somebody_looked() -> None:
    wallet(CREDITED).when(hold()).then(HELD)
    wallet(CREDITED, HELD).when(hold()).then()
    wallet(CREDITED, HELD).when(vest()).then(VESTED)


def test_what_never_came_neither_waits_nor_vests_nor_goes() -> None:
    for act in (hold(), vest(), claw(), refund()):
        wallet().when(act).then()


def test_what_has_vested_does_not_wait_or_vest_again() -> None:
    wallet(CREDITED, VESTED).when(hold()).then()
    wallet(CREDITED, VESTED).when(vest()).then()


def test_a_claw_back_says_from_where_it_took() -> None:
    taken = ClawedBack(
        by=BY,
        report="r1",
        cause=cause(LATER),
        reason=ClawCause.REOPENED,
        points=10,
        vested=False,
    )
    wallet(CREDITED).when(claw()).then(taken)
    wallet(CREDITED, taken).when(claw()).then()
    life = relive(Wallet, told(CREDITED, VESTED))
    claw()(life)
    assert (life.balance, life.pending) == (0, 0)


def test_an_event_does_not_take_back_what_it_brings() -> None:
    wallet(CREDITED, VESTED).when(claw(at=AT)).then()


def test_a_cause_that_comes_again_after_a_later_one_is_no_news() -> None:
    life = relive(Wallet, told(CREDITED))
    claw()(life)
    life.collect_events()
    for act in (credit(), hold(), vest(), claw(at=AT)):
        act(life)
    assert not life.collect_events()
    credit(at=LATER)(life)
    for act in (claw(at=AT), hold(at=AT), vest(at=AT)):
        act(life)
    assert [type(step.event) for step in life.collect_events()] == [Credited]


def test_a_debt_is_explicit_and_locks_redeeming() -> None:
    life = relive(Wallet, told(CREDITED, VESTED, REDEEMED))
    claw()(life)
    assert life.balance == -8
    outcome = Given(Wallet, *told(CREDITED, VESTED, REDEEMED))
    claw()(outcome.life)
    outcome.life.collect_events()
    refusal = outcome.when(redeem(0, "d2")).then_refused(NotEnoughPoints)
    assert isinstance(refusal, NotEnoughPoints)
    assert (refusal.balance, refusal.price) == (-8, 0)


def test_points_taken_back_leave_room_under_the_cap_again() -> None:
    rich = AwardRule(code="rich", version=1, points=60, corroborator_points=3)
    life = relive(Wallet, [])
    credit("r1", rule=rich)(life)
    claw("r1")(life)
    credit("r1", rule=rich, at=LATER)(life)
    assert life.pending == 60, "an office's bad repair costs the rider nothing"


def test_redeeming_pays_once_and_never_below_zero() -> None:
    wallet(CREDITED, VESTED).when(redeem(8)).then(REDEEMED)
    wallet(CREDITED, VESTED, REDEEMED).when(redeem(8)).then()
    wallet(CREDITED, VESTED, REDEEMED).when(redeem(8, "d2")).then_refused(NotEnoughPoints)
    wallet(CREDITED).when(redeem(8)).then_refused(NotEnoughPoints)
    wallet(CREDITED, VESTED).when(redeem(-1)).then_refused(NotEnoughPoints)


def test_a_refund_gives_back_what_was_paid_once() -> None:
    back = Refunded(by=BY, redemption="d1", points=8, cause=ReturnCause.LAPSED)
    wallet(CREDITED, VESTED, REDEEMED).when(refund()).then(back)
    wallet(CREDITED, VESTED, REDEEMED, back).when(refund()).then()


def test_of_two_redemptions_of_one_balance_the_log_takes_one() -> None:
    one, other = (relive(Wallet, told(CREDITED, VESTED)) for _ in range(2))
    redeem(8, "d1")(one)
    redeem(8, "d2")(other)
    assert one.version == other.version
    won = [(step.event, step.at) for step in one.collect_events()]
    Given(Wallet, *told(CREDITED, VESTED), *won).when(redeem(8, "d2")).then_refused(NotEnoughPoints)
