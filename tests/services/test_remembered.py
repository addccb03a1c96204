"""Lives in memory: those used longest ago leave first, and a wallet weighs what it holds."""

from types import SimpleNamespace
from uuid import UUID

import pytest

from domain.wallet import Wallet
from services.remembered import Remembered, Weighed


def name(number: int) -> UUID:
    return UUID(int=number)


def wallet(number: int, reports: int) -> Wallet:
    life = Wallet(name(number))
    life.heard = {f"{one:032x}": one for one in range(reports)}
    return life


def kept(cache: Remembered | Weighed) -> list[int]:
    found = []
    for number in range(10):
        try:
            cache.get(name(number))
        except KeyError:
            continue
        found.append(number)
    return found


def test_the_one_used_longest_ago_leaves_first() -> None:
    lives = Weighed(2, lambda _: 1)
    for number in (1, 2):
        lives.put(name(number), number)
    assert lives.get(name(1)) == 1
    lives.put(name(3), 3)
    assert kept(lives) == [1, 3]


def test_a_life_is_weighed_anew_where_it_is_put_again() -> None:
    lives = Weighed(10, int)
    lives.put(name(1), 9)
    lives.put(name(1), 2)
    lives.put(name(2), 8)
    assert kept(lives) == [1, 2]
    lives.put(name(2), 9)
    assert kept(lives) == [2]


def test_what_is_taken_away_leaves_its_room() -> None:
    lives = Weighed(3, int)
    lives.put(name(1), 3)
    assert lives.get(name(1), evict=True) == 3
    assert kept(lives) == []
    lives.put(name(2), 3)
    assert kept(lives) == [2]


def test_what_is_too_heavy_is_not_kept_and_nothing_is_no_life() -> None:
    lives = Weighed(3, int)
    lives.put(name(1), 1)
    lives.put(name(2), 2)
    lives.put(name(2), 4)
    lives.put(name(3), None)
    assert kept(lives) == [1]
    lives.put(name(1), None)
    assert kept(lives) == []


def test_what_has_grown_where_it_is_weighs_more_when_it_is_used() -> None:
    lives, grown = Weighed(9, len), [0] * 3
    lives.put(name(1), [0] * 3)
    lives.put(name(2), grown)
    grown += [0] * 4
    assert lives.get(name(2)) is grown
    assert kept(lives) == [2]


def test_reports_do_not_push_out_wallets_nor_wallets_reports() -> None:
    cache = Remembered(2, lines=16)
    cache.put(name(0), wallet(0, 3))
    cache.put(name(1), wallet(1, 3))
    for number in range(2, 6):
        cache.put(name(number), SimpleNamespace())
    assert kept(cache) == [0, 1, 4, 5]
    cache.put(name(6), wallet(6, 6))
    assert kept(cache) == [4, 5, 6]
    with pytest.raises(KeyError):
        cache.get(name(0), evict=True)
