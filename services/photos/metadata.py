"""Reading a photograph's metadata with two readers, since each fails on some files."""

from collections.abc import Mapping
from typing import Any

import piexif
from PIL import Image

from services.photos.facts import PhotoFacts, Tags, compare, extract

_EXIF, _GPS = 0x8769, 0x8825
_SELF_READ = ("JPEG", "MPO", "WEBP")  # containers that piexif takes apart itself
_PREFIX = b"Exif\0\0"
_UPRIGHT = 1
_ORIENTATION = 0x0112


def read_facts(data: bytes, image: Image.Image) -> PhotoFacts:
    """Tell what the photograph says; piexif counts, Pillow is the second opinion."""
    return compare(_by_piexif(data, image), _by_pillow(image))


def orientation(image: Image.Image) -> int:
    """Tell how the picture must be turned, 1-8; HEIC is already upright."""
    if image.format == "HEIF":
        return _UPRIGHT
    try:
        value = image.getexif().get(_ORIENTATION, _UPRIGHT)
    except Exception:  # noqa: BLE001  # broken metadata must not cost us the picture
        return _UPRIGHT
    return value if value in range(1, 9) else _UPRIGHT


def _by_piexif(data: bytes, image: Image.Image) -> PhotoFacts | None:
    try:
        source = data if image.format in _SELF_READ else _block(image)
        if source is None:
            return None
        tags: Mapping[str, Tags] = piexif.load(source)
        return extract(tags["0th"], tags["Exif"], tags["GPS"])
    except Exception:  # noqa: BLE001  # unmaintained: it raises what it likes; Pillow remains
        return None


def _by_pillow(image: Image.Image) -> PhotoFacts | None:
    try:
        main = image.getexif()
        exif, gps = main.get_ifd(_EXIF), main.get_ifd(_GPS)
        return extract(_plain(main), _plain(exif), _plain(gps))
    except Exception:  # noqa: BLE001  # hostile tags raise many types; then there are no facts
        return None


def _block(image: Image.Image) -> bytes | None:
    block: bytes | None = image.info.get("exif")
    if not block:
        return None
    return block if block.startswith(_PREFIX) else _PREFIX + block


def _plain(tags: Mapping[int, Any]) -> Tags:
    return {tag: _value(value) for tag, value in tags.items()}


def _value(value: Any) -> Any:  # noqa: ANN401  # tags hold whatever the file says
    """Write Pillow's values as piexif writes them: pairs and bytes."""
    if isinstance(value, str):
        return value.encode("latin-1", "replace")  # as it was before Pillow decoded it
    if isinstance(value, tuple):
        return tuple(_value(part) for part in value)
    if hasattr(value, "numerator") and not isinstance(value, int):
        return (value.numerator, value.denominator)
    return value
