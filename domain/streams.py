"""Which stream a thing lives in: fixed for ever, one namespace for each kind."""

from functools import lru_cache
from typing import Final
from uuid import UUID, uuid5

_ROOT: Final = UUID("6f1d9d6c-0f0a-5e0b-9b0e-7d9a3a1c52e4")
"""Made once, at random, for this product; never to be changed."""
_ROOM: Final = 10_000  # names that every request of somebody needs are made once: 5 us each


def _space(kind: str) -> UUID:
    return uuid5(_ROOT, kind)


_CITY = _space("city")
_OFFICE = _space("office")
_COMMUNITY = _space("community")
_CATEGORY = _space("category")
_CALENDAR = _space("calendar")
_REWARD = _space("reward")
_STAFF = _space("staff")
_DISCLOSURES = _space("disclosures")
_RIDER = _space("rider")
_BLOCK = _space("block")
_PARKING = _space("parking")


def city_stream() -> UUID:
    """Name the stream of the city itself: one in each log."""
    return uuid5(_CITY, "city")


def office_stream(code9: str) -> UUID:
    """Name the stream of a street office."""
    return uuid5(_OFFICE, code9)


def community_stream(code12: str) -> UUID:
    """Name the stream of a community."""
    return uuid5(_COMMUNITY, code12)


def category_stream(code: str) -> UUID:
    """Name the stream of a category."""
    return uuid5(_CATEGORY, code)


def calendar_stream(year: int) -> UUID:
    """Name the stream of a year's calendar."""
    return uuid5(_CALENDAR, str(year))


def reward_stream(code: str) -> UUID:
    """Name the stream of a reward."""
    return uuid5(_REWARD, code)


@lru_cache(_ROOM)
def staff_stream(staff: str) -> UUID:
    """Name the stream of the posts a member of staff holds."""
    return uuid5(_STAFF, staff)


def disclosures_stream(staff: str) -> UUID:
    """Name the stream of what a member of staff has seen."""
    return uuid5(_DISCLOSURES, staff)


def rider_stream(rider: str) -> UUID:
    """Name the stream of a rider's standing."""
    return uuid5(_RIDER, rider)


@lru_cache(_ROOM)
def block_stream(rider: str) -> UUID:
    """Name the stream of a rider's being kept from sending in."""
    return uuid5(_BLOCK, rider)


def parking_stream(follower: str) -> UUID:
    """Name the stream of what was said about the events a view or a worker gave up."""
    return uuid5(_PARKING, follower)


def wallet_stream(rider: str) -> UUID:
    """Name the stream of a rider's points: the pseudonym itself."""
    return UUID(hex=rider)
