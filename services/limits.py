"""How often somebody may ask: a bucket for each account or address, in memory alone.

Each process counts for itself, so that a request costs no write; with n API
processes a flood gets at most n times the rate. What must hold exactly (the codes
sent to one phone, the guesses at one password) is counted in the database instead.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from threading import Lock
from time import monotonic as _monotonic
from typing import ClassVar, NamedTuple

from domain.errors import Refused
from services.settings import Settings

_HOUR = 3600.0
_MINUTE = 60.0
_ROOM = 100_000  # buckets: some 20 MB at the most
_BEHIND_ONE_ADDRESS = 20  # a carrier lets many phones share one address
_LOG_INS = 60  # in ten minutes from one address: an office shares one, too
_A_REPORT = 9  # photographs: no report is sent with more
_TOLD = 60  # reports in an hour that one operator writes down for those who call
_SHOWN = 5  # in an hour: a code is read off a screen, and sometimes wrongly
_SITE = 64  # a household's or phone's own part of IPv6: its lower half is free to choose


class Limited(StrEnum):
    """What is counted."""

    REQUESTS = "requests"  # by account, or by address without one
    SUBMITS = "submits"  # by rider
    CODES = "codes"  # by address; by phone the table of codes counts
    LOG_INS = "log-ins"  # by address; by login the table of failures counts
    PHOTOS = "photos"  # by account: each takes room on the disk for ever
    LOOK_UPS = "look-ups"  # by operator: whether a phone is a rider's
    HAND_OVERS = "hand-overs"  # by redemption: its code has six digits alone


class Rate(NamedTuple):
    """So many in so many seconds; all of them may come at once, if none came before."""

    amount: int
    seconds: float


class RateLimited(Refused):
    """Too often: come back in `retry_after_s` seconds."""

    code: ClassVar[str] = "rate-limited"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"Too many requests; try again in {retry_after_s} s.")
        self.retry_after_s = retry_after_s


class Limits:
    """Token buckets, kept as the moment at which each will be full again (GCRA).

    Beyond `room` buckets the one longest unused is forgotten. Safe between threads.
    """

    def __init__(
        self,
        rates: Mapping[Limited, Rate],
        monotonic: Callable[[], float] = _monotonic,
        room: int = _ROOM,
    ) -> None:
        self._rates = dict(rates)
        self._now = monotonic
        self._room = room
        self._full_at: OrderedDict[tuple[Limited, str], float] = OrderedDict()
        self._lock = Lock()

    def check(self, kind: Limited, who: str) -> None:
        """Count one more by `who`; raises RateLimited, and counts nothing, if too many."""
        rate = self._rates[kind]
        cost = rate.seconds / rate.amount
        now = self._now()
        with self._lock:
            full_at = max(now, self._full_at.get((kind, who), now)) + cost
            late = full_at - now - rate.seconds
            if late <= cost / 1e6:  # a sum of many costs is not exact
                self._full_at[kind, who] = full_at
                self._full_at.move_to_end((kind, who))
                if len(self._full_at) > self._room:
                    self._full_at.popitem(last=False)
                return
        raise RateLimited(ceil(late))

    def give_back(self, kind: Limited, who: str) -> None:
        """Take back what `check` counted: it was asked for before, and counted then."""
        rate = self._rates[kind]
        with self._lock:
            if (kind, who) in self._full_at:
                self._full_at[kind, who] -= rate.seconds / rate.amount


def rates(settings: Settings) -> dict[Limited, Rate]:
    """Answer the rates that an operator set, and those that follow from them."""
    return {
        Limited.REQUESTS: Rate(settings.requests_per_minute, _MINUTE),
        Limited.SUBMITS: Rate(settings.submits_per_hour, _HOUR),
        Limited.CODES: Rate(settings.codes_per_hour * _BEHIND_ONE_ADDRESS, _HOUR),
        Limited.LOG_INS: Rate(_LOG_INS, 10 * _MINUTE),
        Limited.PHOTOS: Rate(settings.submits_per_hour * _A_REPORT, _HOUR),
        Limited.LOOK_UPS: Rate(_TOLD, _HOUR),
        Limited.HAND_OVERS: Rate(_SHOWN, _HOUR),
    }


def source(address: str) -> str:
    """Name what one visitor cannot change at will: an IPv4 address, or the /64 of IPv6.

    A text that is no address counts as itself.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), _SITE), strict=False))
