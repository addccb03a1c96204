"""What a photograph's metadata and its likeness to others give away."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.datum import Datum, from_wgs84, metres_between, to_e7
from domain.evidence import (
    HOLDING,
    EarlierPhoto,
    Finding,
    Flag,
    PhotoFacts,
    holds_points,
    judge,
)
from domain.phash import Hashes
from tests.domain.evidences import HASHES, LAT, LON, PHOTO, SENT

STRANGE = st.one_of(st.none(), st.integers(-(2**40), 2**40))
PHOTOS = st.builds(
    PhotoFacts,
    photo=st.just("photo-1"),
    pixels=st.sampled_from("ab"),
    hashes=st.none() | st.builds(Hashes, st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1)),
    taken_at=st.none() | st.datetimes(),
    offset_minutes=st.none() | st.integers(-2_000, 2_000),
    lon_e7=STRANGE,
    lat_e7=STRANGE,
    accuracy_cm=STRANGE,
    readers_disagree=st.booleans(),
)


def found(photo: PhotoFacts, *earlier: EarlierPhoto) -> tuple[Finding, ...]:
    return judge(SENT, [photo], earlier)


def other(report: str, pixels: str, hashes: Hashes | None, *, own: bool) -> EarlierPhoto:
    return EarlierPhoto(report=report, same_rider=own, pixels=pixels, hashes=hashes)


def test_an_honest_photo_raises_no_flag() -> None:
    assert found(PHOTO) == ()


def test_a_photo_that_says_nothing_is_flagged_but_holds_no_points() -> None:
    findings = found(PhotoFacts(photo="photo-1", pixels="a"))
    assert findings == (Finding(Flag.PHOTO_WITHOUT_METADATA, "photo-1"),)
    assert not holds_points(findings)


def test_a_camera_name_alone_is_metadata() -> None:
    assert found(PhotoFacts(photo="photo-1", pixels="a", model="ANA-AN00")) == ()


@pytest.mark.parametrize(
    ("hours", "offset", "finding"),
    [
        (-24, None, None),
        (-25, None, (Flag.PHOTO_TAKEN_LONG_AGO, 25 * 60)),
        (0.9, None, None),
        (2, None, (Flag.PHOTO_TAKEN_IN_FUTURE, 120)),
        (2, 600, None),
        (0.5, 480, (Flag.PHOTO_TAKEN_IN_FUTURE, 30)),
        (-20, 780, (Flag.PHOTO_TAKEN_LONG_AGO, 25 * 60)),
    ],
)
def test_an_old_photo_and_one_from_tomorrow_are_flagged(
    hours: float, offset: int | None, finding: tuple[Flag, int] | None
) -> None:
    nine_thirty = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - cameras write no zone
    taken = nine_thirty + timedelta(hours=hours)
    findings = found(replace(PHOTO, taken_at=taken, offset_minutes=offset))
    expected = () if finding is None else (Finding(finding[0], "photo-1", finding[1]),)
    assert findings == expected


def at(lon: float, lat: float) -> PhotoFacts:
    return replace(PHOTO, lon_e7=to_e7(lon), lat_e7=to_e7(lat))


def test_a_phone_that_writes_shifted_coordinates_is_not_far() -> None:
    lon, lat = from_wgs84(LON + 0.0075, LAT, Datum.GCJ02)
    assert metres_between(lon, lat, LON, LAT) > 1_000
    assert found(at(lon, lat)) == ()


def test_a_photo_from_the_next_district_is_far() -> None:
    (finding,) = found(at(LON + 0.05, LAT))
    assert finding.flag is Flag.PHOTO_FAR_FROM_LOCATION
    true, shifted = 4_802, 450
    assert finding.measured == pytest.approx(true, abs=shifted)
    assert holds_points([finding])


@pytest.mark.parametrize(("lon", "lat"), [(0, 0), (200, 30), (120, 91)])
def test_nonsense_for_a_position_is_no_position(lon: float, lat: float) -> None:
    assert found(at(lon, lat)) == ()


def test_the_cameras_accuracy_counts_as_the_phones_does() -> None:
    assert found(replace(PHOTO, accuracy_cm=0)) == (Finding(Flag.ACCURACY_EXACTLY_ZERO, "photo-1"),)


def test_readers_that_disagree_are_flagged() -> None:
    assert found(replace(PHOTO, readers_disagree=True)) == (
        Finding(Flag.METADATA_READERS_DISAGREE, "photo-1"),
    )


def test_the_same_picture_again_is_flagged_by_whose_it_was() -> None:
    own = other("report-1", PHOTO.pixels, None, own=True)
    theirs = other("report-2", PHOTO.pixels, None, own=False)
    assert found(PHOTO, theirs, own) == (
        Finding(Flag.SAME_PHOTO, "photo-1", None, "report-1"),
        Finding(Flag.SAME_PHOTO_OTHER_RIDER, "photo-1", None, "report-2"),
    )


def test_of_many_likenesses_the_closest_is_reported() -> None:
    unlike = 0xAAAA_AAAA_AAAA_AAAA
    three = other("report-1", "b", Hashes(HASHES.dhash ^ 0b111, unlike), own=False)
    one = other("report-2", "c", Hashes(HASHES.dhash ^ 0b1, unlike), own=True)
    nine = other("report-3", "d", Hashes(HASHES.dhash ^ 0b1_1111_1111, unlike), own=True)
    none = other("report-4", "e", Hashes(unlike, unlike), own=True)
    assert found(PHOTO, three, one, nine, none) == (
        Finding(Flag.NEAR_DUPLICATE_PHOTO, "photo-1", 1, "report-2"),
        Finding(Flag.POSSIBLE_DUPLICATE_PHOTO, "photo-1", 9, "report-3"),
    )


def test_without_hashes_only_the_same_picture_is_recognised() -> None:
    assert found(replace(PHOTO, hashes=None), other("r", "b", HASHES, own=True)) == ()
    assert found(PHOTO, other("r", "b", None, own=True)) == ()


@given(PHOTOS)
def test_whatever_a_camera_writes_is_judged_and_never_fails(photo: PhotoFacts) -> None:
    findings = found(photo, other("report-1", "a", HASHES, own=True))
    assert (Flag.SAME_PHOTO in [one.flag for one in findings]) == (photo.pixels == "a")
    assert {finding.photo for finding in findings} <= {"photo-1"}
    assert holds_points(findings) == bool({finding.flag for finding in findings} & HOLDING)


def test_stored_words_are_those_of_the_first_release() -> None:
    assert {flag.value for flag in HOLDING} == {
        "photo_taken_long_ago",
        "photo_far_from_location",
        "accuracy_exactly_zero",
        "implausible_speed",
        "same_photo",
        "same_photo_other_rider",
        "near_duplicate_photo",
        "possible_duplicate_photo",
        "repeated_location",
    }
    assert all(flag.value == flag.name.lower() for flag in Flag)
    assert len(Flag) == 16
