"""What comes out of the decoder: clean copies, or one of four reasons."""

import importlib.util
from io import BytesIO

import pytest
from PIL import Image

from services.photos.picture import inspect
from services.photos.protocol import Answer, Inspection, Unfit, decode, encode
from tests.services.photos.pictures import (
    TELLTALES,
    assert_bare,
    corners,
    exif,
    four_corners,
    jpeg,
    mirrored,
    png,
    scene,
    stored_as,
    telling,
    webp,
)
from tests.sizes import IN_CI

HEIC = IN_CI or importlib.util.find_spec("pillow_heif") is not None  # CI has to have it
HEIC_HEAD = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)


def clean(answer: Answer) -> Inspection:
    assert isinstance(answer, Inspection)
    return answer


def inspected(data: bytes) -> Inspection:
    return clean(inspect(data, heic=False))


def refused(data: bytes, *, heic: bool = False) -> str:
    answer = inspect(data, heic=heic)
    assert isinstance(answer, Unfit)
    return answer.reason


def size(data: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(data)).size


def test_copies_hold_nothing_but_pixels() -> None:
    data = telling()
    assert all(word in data for word in TELLTALES)
    seen = inspected(data)
    assert_bare(seen.large)
    assert_bare(seen.small)
    assert (seen.type, seen.width, seen.height) == ("image/jpeg", 640, 480)


@pytest.mark.parametrize("write", [png, webp])
def test_other_formats_lose_their_metadata_too(write: object) -> None:
    assert callable(write)
    data = write(scene(), exif=exif(), icc_profile=b"secret-xmp" * 20)
    seen = inspected(data)
    assert_bare(seen.large)
    assert seen.facts.make == "SecretCam"
    assert seen.type in ("image/png", "image/webp")


def test_copies_fit_their_frames_and_are_never_blown_up() -> None:
    seen = inspected(jpeg(scene(4000, 3000)))
    assert (size(seen.large), size(seen.small)) == ((1600, 1200), (320, 240))
    tall = inspected(jpeg(scene(1000, 3200)))
    assert (size(tall.large), size(tall.small)) == ((500, 1600), (100, 320))
    tiny = inspected(jpeg(scene(40, 30)))
    assert size(tiny.large) == size(tiny.small) == (40, 30)
    strip = inspected(jpeg(Image.new("RGB", (20000, 2))))
    assert size(strip.large) == (1600, 1)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("write", [jpeg, png, webp])
def test_every_orientation_ends_upright(orientation: int, write: object) -> None:
    assert callable(write)
    data = write(stored_as(four_corners(), orientation), exif=exif(orientation))
    seen = inspected(data)
    assert (seen.width, seen.height) == (48, 32)
    assert corners(seen.large) == corners(seen.small) == ["red", "lime", "blue", "white"]


@pytest.mark.parametrize("orientation", [0, 9, 99, 65535])
def test_a_senseless_orientation_turns_nothing(orientation: int) -> None:
    seen = inspected(jpeg(four_corners(), exif=exif(orientation)))
    assert corners(seen.large) == ["red", "lime", "blue", "white"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_colour_becomes_rgb(mode: str) -> None:
    grey = scene().convert("L")
    picture = grey.convert("I").point(lambda level: level * 256) if mode == "I;16" else scene()
    data = (jpeg if mode == "CMYK" else png)(picture.convert(mode))
    seen = Image.open(BytesIO(inspected(data).large))
    assert seen.mode == "RGB"
    darkest, lightest = seen.convert("L").getextrema()
    assert isinstance(darkest, int)
    assert darkest < 60
    assert lightest > 150


def test_what_is_transparent_lies_on_white() -> None:
    layer = four_corners().convert("RGBA")
    layer.paste((0, 0, 0, 0), (0, 0, 24, 32))
    white = ["white", "lime", "white", "white"]
    assert corners(inspected(png(layer)).large) == white
    assert corners(inspected(png(layer.quantize(16))).large) == white


def test_of_many_frames_the_first_counts() -> None:
    frames = [four_corners(), scene(48, 32)]
    moving = webp(frames[0], save_all=True, append_images=frames[1:], lossless=True)
    assert corners(inspected(moving).large)[0] == "red"
    file = BytesIO()
    frames[0].save(file, "MPO", save_all=True, append_images=frames[1:], quality=95)
    two = inspected(file.getvalue())
    assert two.type == "image/jpeg"
    assert corners(two.large)[0] == "red"


def test_other_kinds_of_file_are_unsupported() -> None:
    for name in ("GIF", "BMP", "TIFF", "ICO", "PPM"):
        file = BytesIO()
        scene(64, 64).save(file, name)
        assert refused(file.getvalue()) == "unsupported"
    assert refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>") == "unsupported"
    assert refused(b"<html>") == "unsupported"


def test_damaged_files_are_broken() -> None:
    whole = jpeg(scene())
    for data in (b"", whole[:2000], whole[:-2], whole[:3], png(scene())[:500], whole[:20]):
        assert refused(data) == "broken"
    assert refused(b"RIFF\0\0\0\0WEBPVP8 ") == "broken"


def test_a_truncated_png_with_metadata_at_its_end_is_broken() -> None:
    data = png(scene())
    assert refused(data[: len(data) // 2]) == "broken"


def test_too_many_pixels_are_refused_before_they_cost_memory() -> None:
    assert refused(png(Image.new("1", (5000, 4801)))) == "too-many-pixels"
    assert refused(png(Image.new("1", (20000, 20000)))) == "too-many-pixels"
    head = jpeg(Image.new("L", (16, 16)))
    at = head.index(b"\xff\xc0") + 5
    assert refused(head[:at] + b"\xff\xff\xff\xff" + head[at + 4 :]) == "too-many-pixels"


def test_a_jpeg_of_48_megapixels_is_taken() -> None:
    seen = inspected(jpeg(Image.new("RGB", (8000, 6000), "olive")))
    assert size(seen.large) == (1600, 1200)


def test_heic_without_its_reader_is_named() -> None:
    assert refused(HEIC_HEAD) == "heic-not-enabled"
    assert refused(HEIC_HEAD.replace(b"heic", b"avif")) == "unsupported"


@pytest.mark.skipif(not HEIC, reason="the optional package pillow-heif is absent")
def test_heic_is_read_and_turned_only_once() -> None:
    heif = importlib.import_module("pillow_heif")
    heif.register_heif_opener()
    file = BytesIO()
    stored_as(four_corners(), 6).resize((320, 480)).save(file, "HEIF", exif=exif(6), quality=95)
    seen = clean(inspect(file.getvalue(), heic=True))
    assert seen.type == "image/heic"
    assert corners(seen.large) == ["red", "lime", "blue", "white"]
    assert_bare(seen.large)
    assert seen.facts.model == "Model 7"
    assert refused(HEIC_HEAD, heic=True) == "broken"


def test_equal_pixels_have_equal_digests_whatever_else_differs() -> None:
    plain, told = inspected(jpeg(scene())), inspected(telling())
    assert plain.pixels == told.pixels
    assert plain.pixels != inspected(jpeg(scene(shift=1))).pixels
    assert len(plain.pixels) == 32


def test_an_edited_picture_is_near_and_another_one_far() -> None:
    def distance(one: Inspection, other: Inspection) -> tuple[int, int]:
        pairs = ((one.dhash, other.dhash), (one.phash, other.phash))
        dhash, phash = ((int(a, 16) ^ int(b, 16)).bit_count() for a, b in pairs)
        return dhash, phash

    first = inspected(jpeg(scene(1280, 960)))
    smaller = inspected(webp(scene(640, 480), quality=40))
    assert max(distance(first, smaller)) <= 4
    other = inspected(mirrored(jpeg(scene(1280, 960))))
    assert min(distance(first, other)) >= 12


def test_a_flat_picture_has_a_telltale_hash() -> None:
    flat = inspected(jpeg(Image.new("RGB", (400, 300), "gray")))
    assert int(flat.dhash, 16).bit_count() < 8
    assert int(flat.phash, 16).bit_count() < 8


def test_an_answer_survives_the_pipe() -> None:
    for answer in (inspected(telling()), Unfit("broken")):
        assert decode(encode(answer)) == answer
