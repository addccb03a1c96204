"""Passwords are checked at an even cost, two at a time, and the commonest are refused."""

import asyncio
import re
from statistics import median
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.identity.common_passwords import COMMON
from services.identity.passwords import Hasher, check_rules, one_time_password
from services.identity.refusals import TooBusy, WeakPassword
from tests.services.identity.conftest import run

TEXT = "a kerb of granite"


def test_a_hash_matches_its_password_alone_and_names_its_cost() -> None:
    hasher = Hasher()
    stored = run(hasher.hash(TEXT))
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert TEXT not in stored
    assert run(hasher.matches(stored, TEXT))
    assert not run(hasher.matches(stored, TEXT + "s"))
    hasher.close()


def test_letters_composed_in_two_ways_are_the_same_letters() -> None:
    hasher = Hasher()
    stored = run(hasher.hash("caf\u00e9 am Markt"))
    assert run(hasher.matches(stored, "cafe\u0301 am Markt"))
    hasher.close()


@pytest.mark.parametrize("password", ["", TEXT, "x" * 100_000, "\ud800", "\0"])
def test_without_a_stored_hash_nothing_matches(password: str) -> None:
    hasher = Hasher()
    assert not run(hasher.matches(None, password))
    hasher.close()


def test_an_unknown_login_costs_what_a_known_one_costs() -> None:
    hasher = Hasher()
    stored = run(hasher.hash(TEXT))
    known: list[float] = []
    unknown: list[float] = []
    for _ in range(7):
        for times, each in ((known, stored), (unknown, None)):
            start = perf_counter()
            run(hasher.matches(each, "wrong"))
            times.append(perf_counter() - start)
    hasher.close()
    assert 1 / 3 < median(known) / median(unknown) < 3


def test_few_wait_and_more_are_told_to_come_back() -> None:
    hasher = Hasher(at_once=1, waiting=2)

    async def one() -> bool:
        with hasher.place():
            return await hasher.matches(None, TEXT)

    async def many() -> list[bool | BaseException]:
        return await asyncio.gather(*(one() for _ in range(8)), return_exceptions=True)

    outcomes = run(many())
    assert outcomes.count(False) == 3
    busy = [each for each in outcomes if isinstance(each, TooBusy)]
    assert [each.retry_after_s for each in busy] == [1] * 5
    assert run(many()).count(False) == 3  # the places were given back
    hasher.close()


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("123456789", "short"),
        ("ａ１２３", "short"),
        ("x1y2z" * 26, "long"),
        ("dispatcher1", "login"),
        ("Dispatcher1!2", "login"),
        ("ababababab", "simple"),
        ("PassWord123", "common"),
        ("１２３４５６７８９０", "common"),
    ],
)
def test_a_weak_password_names_the_rule_it_breaks(password: str, rule: str) -> None:
    with pytest.raises(WeakPassword) as told:
        check_rules(password, "dispatcher1")
    assert told.value.rule == rule
    assert password not in str(told.value)


@pytest.mark.parametrize(
    "password", [TEXT, "dispatcher1-demo", "湖边的路灯坏了请快修", "x1y2z" * 25]
)
def test_a_fair_password_is_taken(password: str) -> None:
    check_rules(password, "dispatcher1")


@given(some.text(max_size=140))
def test_any_text_is_taken_or_refused(password: str) -> None:
    try:
        check_rules(password, "dispatcher1")
    except WeakPassword as refusal:
        rule = refusal.rule
    else:
        rule = "fair"
    assert rule in {"fair", "short", "long", "login", "simple", "common"}


def test_the_commonest_are_such_that_no_other_rule_would_catch() -> None:
    assert len(COMMON) > 100
    assert all(word == word.casefold() for word in COMMON)


def test_a_one_time_password_can_be_read_aloud_and_passes_our_own_rules() -> None:
    drawn = {one_time_password() for _ in range(50)}
    assert len(drawn) == 50
    assert all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", one) for one in drawn)
    assert not set("ilo01") & set("".join(drawn))
