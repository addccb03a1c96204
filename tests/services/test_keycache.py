"""Keys stay in memory for a while, and never longer than they may."""

from services.keycache import KeyCache
from services.sealing import DataKey
from tests.services.keys import Hands


def test_the_cache_stays_small_and_drops_what_has_aged() -> None:
    hands = Hands()
    cache = KeyCache(hands.monotonic, lifetime=10, room=2)
    for number in range(3):
        cache.keep(DataKey(str(number), 1, bytes(32)), "rider", 2026)
    assert cache.past("0", 1) is None
    assert cache.past("2", 1) == DataKey("2", 1, bytes(32))
    assert cache.current("2", "rider", 2027) is None
    hands.seconds += 10
    assert cache.current("2", "rider", 2026) is None
    assert not cache._kept  # noqa: SLF001  # secrets must not linger in memory


def test_what_was_read_before_any_key_was_forgotten_is_not_kept() -> None:
    cache = KeyCache(Hands().monotonic)
    since = cache.forgotten
    cache.keep(DataKey("a", 1, bytes(32)), "rider", 2026, since)
    cache.forget("b")
    cache.keep(DataKey("b", 1, bytes(32)), "rider", 2026, since)
    assert cache.past("b", 1) is None
    assert cache.past("a", 1) is not None
    cache.keep(DataKey("b", 1, bytes(32)), "rider", 2026, cache.forgotten)
    assert cache.past("b", 1) is not None
