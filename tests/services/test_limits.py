"""Who asks too often waits, nobody else does, and counting costs bounded memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.limits import Limited, Limits, Rate, RateLimited, rates, source
from services.settings import from_environment

ALL = tuple(Limited)


class Hands:
    """A clock moved by hand, in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def limits(hands: Hands, amount: int = 3, seconds: float = 60.0, room: int = 10) -> Limits:
    return Limits(dict.fromkeys(ALL, Rate(amount, seconds)), hands, room)


def refused(some_limits: Limits, who: str, kind: Limited = Limited.REQUESTS) -> int:
    with pytest.raises(RateLimited) as told:
        some_limits.check(kind, who)
    return told.value.retry_after_s


def test_a_burst_of_the_whole_amount_passes_and_the_next_is_told_when() -> None:
    hands = Hands()
    one = limits(hands)
    for _ in range(3):
        one.check(Limited.REQUESTS, "a")
    assert refused(one, "a") == 20
    hands.now += 19.5
    assert refused(one, "a") == 1
    hands.now += 0.5
    one.check(Limited.REQUESTS, "a")
    assert refused(one, "a") == 20


def test_others_and_other_things_are_counted_apart() -> None:
    one = limits(Hands(), amount=1, room=100)
    for kind in ALL:
        for who in ("a", "b"):
            one.check(kind, who)
    assert all(refused(one, who, kind) for who in ("a", "b") for kind in ALL)


def test_being_refused_does_not_prolong_the_wait() -> None:
    hands = Hands()
    one = limits(hands, amount=1)
    one.check(Limited.REQUESTS, "a")
    assert [refused(one, "a") for _ in range(50)] == [60] * 50
    hands.now += 60
    one.check(Limited.REQUESTS, "a")


def test_no_more_buckets_are_kept_than_there_is_room_for() -> None:
    hands = Hands()
    one = limits(hands, amount=1, room=2)
    for who in ("a", "b", "c"):
        one.check(Limited.REQUESTS, who)
    assert refused(one, "b")
    assert refused(one, "c")
    one.check(Limited.REQUESTS, "a")  # forgotten first


@given(
    some.integers(1, 50),
    some.integers(1, 4000),
    some.lists(some.floats(0, 120, allow_nan=False), max_size=120),
)
def test_no_window_ever_holds_more_than_twice_the_amount(
    amount: int, seconds: int, pauses: list[float]
) -> None:
    hands = Hands()
    one = limits(hands, amount, seconds)
    passed: list[float] = []
    waits = {1}
    for pause in pauses:
        hands.now += pause
        try:
            one.check(Limited.REQUESTS, "a")
        except RateLimited as told:
            waits.add(told.retry_after_s)
        else:
            passed.append(hands.now)
    assert 1 <= min(waits) <= max(waits) <= seconds / amount + 1
    for start in passed:
        window = [at for at in passed if start <= at < start + seconds]
        assert len(window) <= 2 * amount


@given(some.integers(1, 50), some.integers(1, 4000), some.integers(1, 60))
def test_whoever_waits_as_told_passes(amount: int, seconds: int, asks: int) -> None:
    hands = Hands()
    one = limits(hands, amount, seconds)
    for _ in range(asks):
        try:
            one.check(Limited.REQUESTS, "a")
        except RateLimited as told:
            hands.now += told.retry_after_s
            one.check(Limited.REQUESTS, "a")


def test_the_operator_sets_the_rates() -> None:
    chosen = rates(
        from_environment(
            {
                "SUISHOUPAI_REQUESTS_PER_MINUTE": "7",
                "SUISHOUPAI_SUBMITS_PER_HOUR": "8",
                "SUISHOUPAI_CODES_PER_HOUR": "9",
            }
        )
    )
    assert set(chosen) == set(ALL)
    assert chosen[Limited.REQUESTS] == Rate(7, 60)
    assert chosen[Limited.SUBMITS] == Rate(8, 3600)
    assert chosen[Limited.CODES] == Rate(180, 3600)
    assert chosen[Limited.PHOTOS] == Rate(72, 3600)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_counts_by_what_its_owner_cannot_change(address: str, counted: str) -> None:
    assert source(address) == counted


def test_what_is_given_back_can_be_asked_for_again() -> None:
    limits = Limits({Limited.SUBMITS: Rate(1, 60.0)}, lambda: 0.0)

    limits.check(Limited.SUBMITS, "rider")
    limits.give_back(Limited.SUBMITS, "rider")
    limits.check(Limited.SUBMITS, "rider")

    with pytest.raises(RateLimited):
        limits.check(Limited.SUBMITS, "rider")
