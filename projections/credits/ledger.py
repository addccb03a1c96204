"""Double entry: what each line moves from one account to another, always in balance."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Account(StrEnum):
    """Where points come from and where they go."""

    CITY = "city"  # what the city has given out: negative
    PENDING = "pending"  # the riders' points on their way
    BALANCE = "balance"  # the riders' points to spend
    REWARDS = "rewards"  # what was paid for rewards


class Posting(NamedTuple):
    """A change of one account."""

    account: Account
    points: int


_MOVES = {
    "credited": (Account.CITY, Account.PENDING),
    "vested": (Account.PENDING, Account.BALANCE),
    "redeemed": (Account.BALANCE, Account.REWARDS),
    "refunded": (Account.REWARDS, Account.BALANCE),
}


def postings(kind: str, points: int, *, settled: bool) -> list[Posting]:
    """Derive the postings of a line; they sum to zero. A hold moves nothing.

    `settled` says, of points taken back, that they had vested.
    """
    if kind == "held" or points == 0:
        return []
    if kind == "clawed_back":
        source, target = (Account.BALANCE if settled else Account.PENDING), Account.CITY
    else:
        source, target = _MOVES[kind]
    return [Posting(source, -points), Posting(target, points)]


def totals(moved: Iterable[Posting]) -> dict[Account, int]:
    """Add postings up by account; every account has a total."""
    sums = dict.fromkeys(Account, 0)
    for posting in moved:
        sums[posting.account] += posting.points
    return sums
