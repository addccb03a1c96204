"""Photographs for the demo: drawn streets, with what a real phone writes into its files."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

import piexif
from PIL import Image, ImageEnhance

from workers.demo import litter, scenery, things
from workers.demo.canvas import Canvas

PRINTED: Final = (960, 720)
QUALITY: Final = 86
GRAIN: Final = 0.05
PHONES: Final = (  # made up: no maker is praised or blamed here
    ("Xihu", "Xihu Moon 8"),
    ("Xihu", "Xihu Moon 8 Lite"),
    ("Longjing", "Longjing Leaf 3"),
    ("Qiantang", "Qiantang Tide 12"),
    ("Grand Canal", "GC-2031"),
)
CHINA: Final = timezone(timedelta(hours=8))
EXAMPLE_PLACE: Final = (120.1405, 30.2632)
"""Where the example photographs were taken, in WGS-84: in 北山街道."""


class Thing(StrEnum):
    """What a picture shows."""

    CAR = "car"
    BIKES = "bikes"
    WASTE = "waste"
    PILE = "pile"
    STALL = "stall"
    STICKERS = "stickers"
    HOLE = "hole"
    COVER = "cover"
    BOLLARDS = "bollards"
    LAMP = "lamp"
    CABLE = "cable"
    KERB = "kerb"
    BARRIER = "barrier"
    NOTHING = "nothing"


_DRAWN: Final[dict[Thing, Callable[..., None]]] = {
    Thing.CAR: litter.car,
    Thing.BIKES: litter.bikes,
    Thing.WASTE: litter.waste,
    Thing.PILE: litter.pile,
    Thing.STALL: litter.stall,
    Thing.STICKERS: litter.stickers,
    Thing.HOLE: things.hole,
    Thing.COVER: things.cover,
    Thing.BOLLARDS: things.bollards,
    Thing.LAMP: things.lamp,
    Thing.CABLE: things.cable,
    Thing.KERB: things.kerb,
    Thing.BARRIER: things.barrier,
    Thing.NOTHING: litter.nothing,
}


class Shot(NamedTuple):
    """One press of the button: equal shots are equal files."""

    thing: Thing
    look: str  # the place and the thing; the same in all pictures of it
    view: int  # how it was looked at
    mended: bool
    at: datetime
    lon: float  # WGS-84
    lat: float
    phone: int = 0
    lake: bool = False
    stripped: bool = False  # a messenger took the metadata away


def take(shot: Shot) -> bytes:
    """Draw the picture and write its JPEG file, some 100 KB."""
    image = _drawn(shot)
    file = BytesIO()
    if shot.stripped:
        image.save(file, "JPEG", quality=QUALITY)
    else:
        image.save(file, "JPEG", quality=QUALITY, exif=piexif.dump(_metadata(shot)))
    return file.getvalue()


def write_examples(folder: Path, now: datetime) -> tuple[Path, Path]:
    """Leave a picture of a fallen bollard and one of it mended, both taken `now`.

    For whoever tries the walk in the README. Other minutes give other pictures, so that
    nobody's second walk is taken for a photograph used twice.
    """
    folder.mkdir(parents=True, exist_ok=True)
    look = f"example {now:%Y-%m-%d %H:%M}"
    written = []
    for name, mended in (("before.jpg", False), ("after.jpg", True)):
        shot = Shot(Thing.BOLLARDS, look, int(mended), mended, now, *EXAMPLE_PLACE)
        path = folder / name
        path.write_bytes(take(shot))
        written.append(path)
    return written[0], written[1]


def _drawn(shot: Shot) -> Image.Image:
    hour = shot.at.astimezone(CHINA).hour
    look = Random(f"{shot.look}/{shot.thing}")  # noqa: S311 - a drawing, no secret
    view = Random(f"{shot.look}/{shot.view}/{shot.mended}")  # noqa: S311 - as above
    canvas = Canvas()
    at = scenery.place(look, lake=shot.lake)
    seen = scenery.view(view, hour)
    scenery.draw(canvas, at, seen, view)
    _DRAWN[shot.thing](canvas, seen.x, seen.y, seen.size * 0.7, look, mended=shot.mended)
    printed = canvas.image.resize(PRINTED, Image.Resampling.BOX)
    wide, high = PRINTED[0] // 2, PRINTED[1] // 2
    grain = Image.frombytes("L", (wide, high), view.randbytes(wide * high))
    grain = grain.resize(PRINTED, Image.Resampling.NEAREST)
    printed = Image.blend(printed, grain.convert("RGB"), GRAIN)
    return ImageEnhance.Brightness(printed).enhance(view.uniform(0.9, 1.12))


def _metadata(shot: Shot) -> dict[str, Any]:
    make, model = PHONES[shot.phone % len(PHONES)]
    local, utc = shot.at.astimezone(CHINA), shot.at.astimezone(UTC)
    stamp = local.strftime("%Y:%m:%d %H:%M:%S").encode()
    return {
        "0th": {
            piexif.ImageIFD.Make: make.encode(),
            piexif.ImageIFD.Model: model.encode(),
            piexif.ImageIFD.DateTime: stamp,
        },
        "Exif": {
            piexif.ExifIFD.DateTimeOriginal: stamp,
            piexif.ExifIFD.DateTimeDigitized: stamp,
            piexif.ExifIFD.OffsetTimeOriginal: b"+08:00",
            piexif.ExifIFD.OffsetTime: b"+08:00",
            piexif.ExifIFD.FocalLength: (435, 100),
            piexif.ExifIFD.ISOSpeedRatings: 100,
        },
        "GPS": {
            piexif.GPSIFD.GPSLatitudeRef: b"N",
            piexif.GPSIFD.GPSLatitude: _degrees(shot.lat),
            piexif.GPSIFD.GPSLongitudeRef: b"E",
            piexif.GPSIFD.GPSLongitude: _degrees(shot.lon),
            piexif.GPSIFD.GPSDateStamp: utc.strftime("%Y:%m:%d").encode(),
            piexif.GPSIFD.GPSTimeStamp: ((utc.hour, 1), (utc.minute, 1), (utc.second, 1)),
            piexif.GPSIFD.GPSHPositioningError: (8, 1),
        },
    }


def _degrees(angle: float) -> tuple[tuple[int, int], ...]:
    """Write an angle as a phone does: degrees, minutes, and hundredths of a second."""
    whole = Fraction(angle).limit_denominator(10**9)
    minutes = (whole % 1) * 60
    return (int(whole), 1), (int(minutes), 1), (round((minutes % 1) * 60 * 100), 100)
