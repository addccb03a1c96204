"""Whether a photograph can be from there and then, and whether it was seen before."""

from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta

from domain.datum import Datum, from_e7, is_on_earth, metres_between, to_wgs84
from domain.evidence.facts import EarlierPhoto, PhotoFacts, SentFacts
from domain.evidence.flags import Finding, Flag
from domain.evidence.journey import judge_accuracy
from domain.phash import Likeness, compare

CHINA = timedelta(hours=8)  # most cameras write no zone: UTC+8 is a guess
LONG_AGO = timedelta(hours=24)  # a phone without network sends later, not days later
FUTURE_BY_STATED_ZONE = timedelta(minutes=10)
FUTURE_BY_GUESSED_ZONE = timedelta(hours=1)
FAR_METRES = 1_000
MINUTE = timedelta(minutes=1)


def judge_metadata(photo: PhotoFacts, sent: SentFacts) -> Iterator[Finding]:
    """Look at what the camera wrote; its absence proves nothing."""
    if photo.readers_disagree:
        yield Finding(Flag.METADATA_READERS_DISAGREE, photo.photo)
    position = _position(photo)
    if position is None and photo.taken_at is None and not (photo.make or photo.model):
        yield Finding(Flag.PHOTO_WITHOUT_METADATA, photo.photo)
    yield from _judge_time(photo, sent)
    if position is not None:
        metres = _kinder_distance(position, sent)
        if metres > FAR_METRES:
            yield Finding(Flag.PHOTO_FAR_FROM_LOCATION, photo.photo, round(metres))
        yield from judge_accuracy(photo.accuracy_cm, photo.photo)


def judge_likeness(photo: PhotoFacts, earlier: Sequence[EarlierPhoto]) -> Iterator[Finding]:
    """Compare with earlier photographs; of each flag only the closest is reported."""
    found: dict[Flag, Finding] = {}
    for other in sorted(earlier, key=lambda one: one.report):
        finding = _compare(photo, other)
        if finding is None:
            continue
        closest = found.setdefault(finding.flag, finding)
        if (finding.measured or 0) < (closest.measured or 0):
            found[finding.flag] = finding
    yield from (found[flag] for flag in Flag if flag in found)


def _judge_time(photo: PhotoFacts, sent: SentFacts) -> Iterator[Finding]:
    if photo.taken_at is None:
        return
    if photo.offset_minutes is None:
        east, most_ahead = CHINA, FUTURE_BY_GUESSED_ZONE
    else:
        east, most_ahead = timedelta(minutes=photo.offset_minutes), FUTURE_BY_STATED_ZONE
    # Without zones on either side no date a camera can write, not even of year 1, overflows.
    age = sent.received_at.astimezone(UTC).replace(tzinfo=None) - photo.taken_at + east
    if age > LONG_AGO:
        yield Finding(Flag.PHOTO_TAKEN_LONG_AGO, photo.photo, age // MINUTE)
    elif -age > most_ahead:
        yield Finding(Flag.PHOTO_TAKEN_IN_FUTURE, photo.photo, -age // MINUTE)


def _position(photo: PhotoFacts) -> tuple[float, float] | None:
    """Return where the camera was, unless it wrote nonsense or the zeros of no fix."""
    if photo.lon_e7 is None or photo.lat_e7 is None or photo.lon_e7 == photo.lat_e7 == 0:
        return None
    position = from_e7(photo.lon_e7), from_e7(photo.lat_e7)
    return position if is_on_earth(*position) else None


def _kinder_distance(position: tuple[float, float], sent: SentFacts) -> float:
    """Measure to the place as WGS-84 and as the GCJ-02 of some Chinese phones; take the less."""
    place = from_e7(sent.place.lon_e7), from_e7(sent.place.lat_e7)
    shifted = to_wgs84(*position, Datum.GCJ02)
    return min(metres_between(*position, *place), metres_between(*shifted, *place))


def _compare(photo: PhotoFacts, other: EarlierPhoto) -> Finding | None:
    if photo.pixels == other.pixels:
        flag = Flag.SAME_PHOTO if other.same_rider else Flag.SAME_PHOTO_OTHER_RIDER
        return Finding(flag, photo.photo, None, other.report)
    if photo.hashes is None or other.hashes is None:
        return None
    alike = compare(photo.hashes, other.hashes)
    match alike.likeness:
        case Likeness.SAME:
            return Finding(Flag.NEAR_DUPLICATE_PHOTO, photo.photo, alike.bits, other.report)
        case Likeness.POSSIBLE:
            return Finding(Flag.POSSIBLE_DUPLICATE_PHOTO, photo.photo, alike.bits, other.report)
        case Likeness.DIFFERENT:
            return None
