"""Made-up photographs, some of which tell more than their pixels."""

from io import BytesIO
from typing import Any

import piexif
from PIL import Image, ImageDraw, ImageOps

TELLTALES = (
    b"SecretCam",
    b"secret-xmp",
    b"secret-comment",
    b"secret-tail",
    b"secret-iptc",
    b"secret-profile",
)
UNTURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def scene(width: int = 640, height: int = 480, shift: int = 0) -> Image.Image:
    """Draw a street: sky, wall, kerb, a car; `shift` moves the car."""
    image = Image.new("RGB", (width, height), "skyblue")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 0.5, width, height), fill="dimgray")
    draw.polygon([(0, height), (width * 0.4, height / 2), (width * 0.5, height)], fill="olive")
    left = width * 0.55 + shift
    draw.rectangle((left, height * 0.45, left + width * 0.3, height * 0.7), fill="firebrick")
    draw.ellipse((left, height * 0.65, left + width * 0.08, height * 0.76), fill="black")
    return image


def jpeg(image: Image.Image, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=90, **options)
    return file.getvalue()


def png(image: Image.Image, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()


def webp(image: Image.Image, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, "WEBP", **options)
    return file.getvalue()


def gps(**changes: Any) -> dict[int, Any]:
    """West Lake, as a phone writes it; keyword `tag_<number>` replaces one tag."""
    tags: dict[int, Any] = {
        1: b"N",
        2: ((30, 1), (15, 1), (3240, 100)),
        3: b"E",
        4: ((120, 1), (7, 1), (4800, 100)),
        7: ((0, 1), (5, 1), (30, 1)),
        17: (27150, 100),
        29: b"2026:03:01",
        31: (479, 100),
    }
    return tags | {int(name.removeprefix("tag_")): value for name, value in changes.items()}


def exif(orientation: int = 1, place: dict[int, Any] | None = None, **more: Any) -> bytes:
    """Write an Exif block with camera, time, zone and place."""
    groups = {
        "0th": {0x010F: b"SecretCam", 0x0110: b"Model 7", 0x0112: orientation},
        "Exif": {0x9003: b"2026:03:01 08:05:31", 0x9011: b"+08:00", 0x927C: b"SecretCam" * 9},
        "GPS": gps() if place is None else place,
    }
    block: bytes = piexif.dump(groups | more)
    return block


def telling(image: Image.Image | None = None) -> bytes:
    """Make a JPEG with everything a JPEG can tell: Exif, XMP, IPTC, ICC, comment, tail."""
    data = jpeg(
        image or scene(), exif=exif(), icc_profile=b"secret-profile" * 20, comment=b"secret-comment"
    )
    extra = _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>secret-xmp</x>")
    extra += _segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0bsecret-iptc\0")
    return data[:2] + extra + data[2:] + b"secret-tail"


def stored_as(image: Image.Image, orientation: int) -> Image.Image:
    """Turn an upright picture as a camera with this orientation would store it."""
    turn = UNTURN.get(orientation)
    return image if turn is None else image.transpose(turn)


def corners(data: bytes) -> list[str]:
    """Name the colours of the four corners, row by row."""
    image = Image.open(BytesIO(data)).convert("RGB")
    right, low = image.width - 3, image.height - 3
    return [_name(image.getpixel(at)) for at in ((2, 2), (right, 2), (2, low), (right, low))]


def four_corners() -> Image.Image:
    """Draw red and green above blue and white."""
    image = Image.new("RGB", (48, 32), "red")
    draw = ImageDraw.Draw(image)
    draw.rectangle((24, 0, 48, 15), fill="lime")
    draw.rectangle((0, 16, 23, 32), fill="blue")
    draw.rectangle((24, 16, 48, 32), fill="white")
    return image


def segments(data: bytes) -> list[int]:
    """Answer a JPEG's markers up to its end, which must be the end of the bytes."""
    assert data[:2] == b"\xff\xd8"
    markers, at = [], 2
    while data[at + 1] != 0xDA:
        assert data[at] == 0xFF
        markers.append(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    scan = data[at:]
    assert scan.endswith(b"\xff\xd9")
    assert scan.count(b"\xff") == scan.count(b"\xff\0") + 2  # one scan, then the end
    return markers


def assert_bare(data: bytes) -> None:
    """Check that a served JPEG has a JFIF head, tables, one scan and nothing else."""
    assert set(segments(data)) <= {0xE0, 0xDB, 0xC0, 0xC4}
    assert data[6:11] == b"JFIF\0"
    assert data[4:6] == b"\0\x10"  # no thumbnail in the head
    for word in (b"Exif", b"http", b"ICC_PROFILE", b"Photoshop", b"8BIM", *TELLTALES):
        assert word not in data


def mirrored(data: bytes) -> bytes:
    """Answer the picture as a mirror shows it."""
    return jpeg(ImageOps.mirror(Image.open(BytesIO(data))))


def _segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2) + content


def _name(pixel: Any) -> str:
    names = {(1, 0, 0): "red", (0, 1, 0): "lime", (0, 0, 1): "blue", (1, 1, 1): "white"}
    return names[tuple(round(value / 255) for value in pixel)]
