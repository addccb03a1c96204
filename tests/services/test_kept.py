"""Lives in memory: the least used leave first, and a wallet weighs what it holds."""

from types import SimpleNamespace
from uuid import UUID

import pytest

from domain.wallet import Wallet
from services.kept import Kept, Shelf


def name(number: int) -> UUID:
    return UUID(int=number)


def wallet(number: int, reports: int) -> Wallet:
    life = Wallet(name(number))
    life.heard = {f"{one:032x}": one for one in range(reports)}
    return life


def kept(cache: Kept | Shelf) -> list[int]:
    found = []
    for number in range(10):
        try:
            cache.get(name(number))
        except KeyError:
            continue
        found.append(number)
    return found


def test_the_one_used_longest_ago_leaves_first() -> None:
    shelf = Shelf(2, lambda _: 1)
    for number in (1, 2):
        shelf.put(name(number), number)
    assert shelf.get(name(1)) == 1
    shelf.put(name(3), 3)
    assert kept(shelf) == [1, 3]


def test_a_life_is_weighed_anew_where_it_is_put_again() -> None:
    shelf = Shelf(10, int)
    shelf.put(name(1), 9)
    shelf.put(name(1), 2)
    shelf.put(name(2), 8)
    assert kept(shelf) == [1, 2]
    shelf.put(name(2), 9)
    assert kept(shelf) == [2]


def test_what_is_taken_away_leaves_its_room() -> None:
    shelf = Shelf(3, int)
    shelf.put(name(1), 3)
    assert shelf.get(name(1), evict=True) == 3
    assert kept(shelf) == []
    shelf.put(name(2), 3)
    assert kept(shelf) == [2]


def test_what_is_too_heavy_is_not_kept_and_nothing_is_no_life() -> None:
    shelf = Shelf(3, int)
    shelf.put(name(1), 4)
    shelf.put(name(2), None)
    assert kept(shelf) == []


def test_reports_do_not_push_out_wallets_nor_wallets_reports() -> None:
    cache = Kept(2, lines=8)
    cache.put(name(0), wallet(0, 3))
    cache.put(name(1), wallet(1, 3))
    for number in range(2, 6):
        cache.put(name(number), SimpleNamespace())
    assert kept(cache) == [0, 1, 4, 5]
    cache.put(name(6), wallet(6, 5))
    assert kept(cache) == [4, 5, 6]
    with pytest.raises(KeyError):
        cache.get(name(0), evict=True)
