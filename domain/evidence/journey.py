"""Whether the phone that sent a report can have been there, then."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.datum import from_e7, metres_between
from domain.evidence.facts import EarlierFix, SentFacts
from domain.evidence.flags import Finding, Flag
from domain.routing import PlaceRule
from domain.values import Location, Source

CLOCK_AHEAD = timedelta(minutes=10)
CLOCK_BEHIND = timedelta(days=30)  # a report without network waits, but not that long
CACHED_FIX = timedelta(minutes=10)  # within these a phone may hand out one fix twice
POOR_ACCURACY_CM = 100 * 100
TOO_FAST_KMH = 200
JITTER_METRES = 1_000  # below that the fix jumped, not the rider
SECOND = timedelta(seconds=1)


def judge_place(sent: SentFacts) -> Iterator[Finding]:
    """Look at which areas could claim the place."""
    if sent.placement is None:
        return
    if sent.placement.rule is PlaceRule.OUTSIDE:
        yield Finding(Flag.LOCATION_OUTSIDE)
    elif sent.placement.is_ambiguous:
        yield Finding(Flag.LOCATION_AMBIGUOUS, measured=len(sent.placement.matched))


def judge_device(sent: SentFacts) -> Iterator[Finding]:
    """Look at the phone's clock and at the accuracy of its fix."""
    if sent.device_time is not None and not _is_plausible(sent.device_time, sent.received_at):
        ahead = sent.device_time - sent.received_at
        yield Finding(Flag.DEVICE_CLOCK_OFF, measured=ahead // SECOND)
    yield from judge_accuracy(sent.accuracy_cm)


def judge_accuracy(accuracy_cm: int | None, photo: str | None = None) -> Iterator[Finding]:
    """Look at a stated accuracy: real receivers never claim to be exact."""
    if accuracy_cm is None:
        return
    if accuracy_cm == 0:
        yield Finding(Flag.ACCURACY_EXACTLY_ZERO, photo)
    elif accuracy_cm > POOR_ACCURACY_CM:
        yield Finding(Flag.ACCURACY_POOR, photo, accuracy_cm // 100)


def judge_movement(sent: SentFacts) -> Iterator[Finding]:
    """Compare the phone's fix with those of the rider's earlier reports.

    A place pointed out on a map says nothing about where the rider was.
    """
    if sent.source is not Source.DEVICE or not sent.earlier:
        return
    last = max(sent.earlier, key=lambda fix: fix.received_at)
    metres = _metres(sent.place, last.place)
    speed = round(metres * 3.6 / max(1, _gap(sent, last) // SECOND))
    if metres > JITTER_METRES and speed > TOO_FAST_KMH:
        yield Finding(Flag.IMPLAUSIBLE_SPEED, measured=speed)
    repeats = sum(fix.place == sent.place and _gap(sent, fix) > CACHED_FIX for fix in sent.earlier)
    if repeats:
        yield Finding(Flag.REPEATED_LOCATION, measured=repeats)


def _gap(sent: SentFacts, fix: EarlierFix) -> timedelta:
    """Measure the time between two reports, in the rider's favour.

    Reports that waited for network arrive together, so the phone's clock counts as well,
    where both its times can be true.
    """
    received = sent.received_at - fix.received_at
    if sent.device_time is None or fix.device_time is None:
        return received
    if not _is_plausible(sent.device_time, sent.received_at):
        return received
    if not _is_plausible(fix.device_time, fix.received_at):
        return received
    return max(received, sent.device_time - fix.device_time)


def _is_plausible(device_time: datetime, received_at: datetime) -> bool:
    return -CLOCK_BEHIND <= device_time - received_at <= CLOCK_AHEAD


def _metres(one: Location, other: Location) -> float:
    return metres_between(
        from_e7(one.lon_e7), from_e7(one.lat_e7), from_e7(other.lon_e7), from_e7(other.lat_e7)
    )
