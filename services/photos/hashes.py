"""Two short descriptions of a picture that survive scaling and recompression.

The methods are the well-known difference hash and cosine-transform hash; they
agree with those of the package ImageHash, on whose output our thresholds rest.
"""

from collections.abc import Iterable
from itertools import pairwise
from math import cos, pi
from statistics import median

from PIL import Image

_SIDE = 8
_WIDE = 32  # the cosine transform sees 32 x 32 points and keeps the 8 x 8 slowest
_WAVES = [
    [cos(pi * wave * (2 * point + 1) / (2 * _WIDE)) for point in range(_WIDE)]
    for wave in range(_SIDE)
]


def difference_hash(image: Image.Image) -> str:
    """Answer 16 hex digits: whether each point is lighter than its left neighbour."""
    grey = image.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.LANCZOS)
    points = grey.tobytes()
    rows = [points[at : at + _SIDE + 1] for at in range(0, len(points), _SIDE + 1)]
    return _hex(right > left for row in rows for left, right in pairwise(row))


def cosine_hash(image: Image.Image) -> str:
    """Answer 16 hex digits: whether each slow wave is above the median of them."""
    grey = image.convert("L").resize((_WIDE, _WIDE), Image.Resampling.LANCZOS)
    points = grey.tobytes()
    rows = [points[at : at + _WIDE] for at in range(0, len(points), _WIDE)]
    across = [[_times(row, wave) for row in rows] for wave in _WAVES]
    slow = [
        round(_times(across[x], _WAVES[y]), 3)  # a flat picture has no waves, not noise
        for y in range(_SIDE)
        for x in range(_SIDE)
    ]
    middle = median(slow)
    return _hex(value > middle for value in slow)


def _times(points: list[float] | bytes, wave: list[float]) -> float:
    return sum(point * height for point, height in zip(points, wave, strict=True))


def _hex(bits: Iterable[bool]) -> str:
    number = 0
    for bit in bits:
        number = number << 1 | bit
    return f"{number:016x}"
