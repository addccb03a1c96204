"""What a photograph says of itself is read twice and believed with care."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import Image

from services.photos.facts import PhotoFacts, compare, extract
from services.photos.picture import inspect
from services.photos.protocol import Inspection
from tests.services.photos.pictures import exif, gps, jpeg, png, scene

WEST_LAKE = PhotoFacts(
    taken_at=datetime(2026, 3, 1, 8, 5, 31),  # noqa: DTZ001  # a camera knows no zone
    offset_minutes=480,
    gps_at=datetime(2026, 3, 1, 0, 5, 30, tzinfo=UTC),
    lon_e7=1_201_300_000,
    lat_e7=302_590_000,
    accuracy_cm=479,
    bearing_cdeg=27150,
    make="SecretCam",
    model="Model 7",
)


def facts(data: bytes) -> PhotoFacts:
    seen = inspect(data, heic=False)
    assert isinstance(seen, Inspection)
    return seen.facts


@pytest.mark.parametrize("write", [jpeg, png])
def test_time_place_and_camera_are_read(write: object) -> None:
    assert callable(write)
    assert facts(write(scene(), exif=exif())) == WEST_LAKE


def test_a_photograph_may_say_nothing() -> None:
    assert facts(jpeg(scene())) == PhotoFacts()


def test_south_and_west_are_negative() -> None:
    place = gps(tag_1=b"S", tag_3=b"W")
    read = facts(jpeg(scene(), exif=exif(place=place)))
    assert (read.lat_e7, read.lon_e7) == (-302_590_000, -1_201_300_000)


@pytest.mark.parametrize(
    "changes",
    [
        {"tag_2": ((0, 0), (0, 0), (0, 0))},
        {"tag_2": ((95, 1), (0, 1), (0, 1))},
        {"tag_4": ((181, 1), (0, 1), (0, 1))},
        {"tag_1": b""},
        {"tag_3": b"X"},
        {
            "tag_2": ((0, 1), (0, 1), (0, 1)),
            "tag_4": ((0, 1), (0, 1), (0, 1)),
        },
    ],
)
def test_a_place_that_makes_no_sense_is_no_place(changes: dict[str, Any]) -> None:
    read = facts(jpeg(scene(), exif=exif(place=gps(**changes))))
    assert (read.lon_e7, read.lat_e7) == (None, None)
    assert read.broken == ("place",)
    assert read.make == "SecretCam"


@pytest.mark.parametrize(
    ("group", "tags", "broken"),
    [
        ({}, {2: ((30, 1), (0, 1), (0, 1))}, "place"),
        ({}, {2: 5, 4: "x", 1: b"N", 3: b"E"}, "place"),
        ({}, {31: (1, 0)}, "accuracy_cm"),
        ({}, {31: (-5, 1)}, "accuracy_cm"),
        ({}, {17: b"north"}, "bearing_cdeg"),
        ({}, {29: b"2026:13:40", 7: ((0, 1), (0, 1), (0, 1))}, "gps_at"),
        ({}, {29: b"2026:03:01", 7: ((9, 0), (0, 1))}, "gps_at"),
        ({0x9003: b"yesterday"}, {}, "taken_at"),
        ({0x9003: 7}, {}, "taken_at"),
        ({0x9003: b"2026:03:01"}, {}, "taken_at"),
        ({0x9003: b"2026:03:01 08:05:31+08:00"[:18]}, {}, "taken_at"),
        ({0x9011: b"Shanghai"}, {}, "offset_minutes"),
    ],
)
def test_each_nonsense_is_named_and_costs_only_itself(
    group: dict[int, Any], tags: dict[int, Any], broken: str
) -> None:
    read = extract({0x010F: b"Maker\0rest"}, group, tags)
    assert read == PhotoFacts(make="Maker", broken=(broken,))


def test_unknown_is_not_broken() -> None:
    empty = {0x9003: b"0000:00:00 00:00:00", 0x9011: b"   :  "}
    assert extract({0x010F: b"\0\0", 0x0110: b"  "}, empty, {}) == PhotoFacts()


def test_names_are_plain_short_text() -> None:
    read = extract({0x010F: b"A\x1b[31m\nB" * 40, 0x0110: "小米".encode()}, {}, {})
    assert read.make == ("A[31mB" * 40)[:64]
    assert read.model == "小米"


def test_two_readers_that_differ_are_a_flag() -> None:
    one, other = PhotoFacts(make="A", model="M"), PhotoFacts(make="B", lat_e7=5)
    assert compare(one, other) == PhotoFacts(
        make="A", model="M", lat_e7=5, disputed=("lat_e7", "make", "model")
    )
    assert compare(None, other) == other
    assert compare(one, None) == one
    assert compare(None, None) == PhotoFacts()
    assert compare(one, one) == one


def test_the_moment_uses_the_zone_or_chinas() -> None:
    assert WEST_LAKE.moment() == datetime(2026, 3, 1, 0, 5, 31, tzinfo=UTC)
    zoneless = PhotoFacts(taken_at=WEST_LAKE.taken_at)
    assert zoneless.moment() == WEST_LAKE.moment()
    assert zoneless.moment(0) == datetime(2026, 3, 1, 8, 5, 31, tzinfo=UTC)
    assert PhotoFacts(taken_at=WEST_LAKE.taken_at, offset_minutes=0).moment() == datetime(
        2026, 3, 1, 8, 5, 31, tzinfo=UTC
    )
    assert PhotoFacts().moment() is None


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")  # Pillow only says so
@pytest.mark.parametrize("rest", [b"", b"II*\0\xff\xff\xff\xff", b"MM" * 99])
def test_a_broken_block_costs_the_facts_not_the_picture(rest: bytes) -> None:
    red = Image.new("RGB", (32, 32), "red")
    assert facts(jpeg(red, exif=b"Exif\0\0" + rest)) == PhotoFacts()
