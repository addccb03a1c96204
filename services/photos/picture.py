"""From the bytes a stranger sent to copies that hold nothing but pixels.

Runs in the decoding process only. Colours are taken as sRGB: a wide-gamut picture
looks a little paler, and no colour profile of a stranger is ever interpreted.
"""

import struct
import warnings
from hashlib import sha256
from io import BytesIO

from PIL import (
    Image,
    ImageColor,
    ImagePalette,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from services.photos.hashes import cosine_hash, difference_hash
from services.photos.metadata import orientation, read_facts
from services.photos.protocol import (
    BROKEN,
    HEIC_NOT_ENABLED,
    TOO_MANY_PIXELS,
    UNSUPPORTED,
    Answer,
    Inspection,
    Unfit,
)

# Loaded now, since the process cannot open a file later.
LOADED = (
    ImageColor,
    ImagePalette,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
LARGE, SMALL, QUALITY = 1600, 320, 82
MOST_PIXELS_JPEG = 50_000_000  # decoded at a fraction of its size
MOST_PIXELS = 24_000_000
_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "HEIF": "image/heic",
}
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FAILURES = (  # what Pillow was seen to raise on 570 hostile files, and its kin
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    EOFError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
)

Image.preinit()  # so too the readers that Pillow would load at the first picture
warnings.simplefilter("error", Image.DecompressionBombWarning)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS_JPEG


def inspect(data: bytes, *, heic: bool) -> Answer:
    """Decode a picture and clean it, or say why it is unfit. Never raises."""
    formats = ("JPEG", "PNG", "WEBP", *(("HEIF",) if heic else ()))
    try:
        with Image.open(BytesIO(data), formats=formats) as image:
            return _clean(data, image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return Unfit(TOO_MANY_PIXELS)
    except UnidentifiedImageError:
        return Unfit(_unidentified(data, heic=heic))
    except _FAILURES:
        return Unfit(BROKEN)


def _clean(data: bytes, image: Image.Image) -> Answer:
    jpeg = image.format in ("JPEG", "MPO")
    width, height = image.size
    if width * height > (MOST_PIXELS_JPEG if jpeg else MOST_PIXELS):
        return Unfit(TOO_MANY_PIXELS)
    if jpeg:
        image.draft("RGB", _fitting(image.size, LARGE))
    image.load()  # first: reading metadata would load it too, and hide a failure
    facts = read_facts(data, image)
    turn = _TURNS.get(orientation(image))
    large = _flat(image).resize(
        _fitting(image.size, LARGE), Image.Resampling.LANCZOS, reducing_gap=3.0
    )
    large = _bare(large if turn is None else large.transpose(turn))
    small = large.resize(_fitting(large.size, SMALL), Image.Resampling.LANCZOS)
    return Inspection(
        type=_TYPES[image.format or ""],
        width=large.width,
        height=large.height,
        large=_encoded(large),
        small=_encoded(_bare(small)),
        pixels=sha256(b"%d x %d\n" % large.size + large.tobytes()).digest(),
        dhash=difference_hash(small),
        phash=cosine_hash(small),
        facts=facts,
    )


def _flat(image: Image.Image) -> Image.Image:
    """Answer the picture in RGB, what is transparent on white."""
    if image.mode.startswith("I"):  # 16 bits of grey: keep the upper eight
        return image.convert("I").point(lambda level: level / 256).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        layer.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS, reducing_gap=3.0)
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return image.convert("RGB")


def _fitting(size: tuple[int, int], most: int) -> tuple[int, int]:
    scale = min(1.0, most / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _bare(image: Image.Image) -> Image.Image:
    """Copy the pixels and nothing else: no comment, no profile, no thumbnail."""
    return Image.frombytes("RGB", image.size, image.tobytes())


def _encoded(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def _unidentified(data: bytes, *, heic: bool) -> str:
    brands = [data[at : at + 4] for at in (8, *range(16, 64, 4))]
    if data[4:8] == b"ftyp" and any(brand in _HEIC_BRANDS for brand in brands):
        return BROKEN if heic else HEIC_NOT_ENABLED
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    known = webp or data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
    return BROKEN if known or not data else UNSUPPORTED
