"""Our hashes are the well-known ones: their definition, spelled out with numpy."""

import numpy as np
import pytest
from PIL import Image

from services.photos.hashes import cosine_hash, difference_hash
from tests.services.photos.pictures import scene


def spelled_out(image: Image.Image) -> tuple[str, str]:
    grey = image.convert("L")
    small = np.asarray(grey.resize((9, 8), Image.Resampling.LANCZOS)).astype(int)
    wide = np.asarray(grey.resize((32, 32), Image.Resampling.LANCZOS)).astype(float)
    points = np.arange(32)
    waves = np.cos(np.pi * np.outer(points, 2 * points + 1) / 64)
    slow = (waves @ wide @ waves.T)[:8, :8]
    return packed(np.diff(small) > 0), packed(slow > np.median(slow))


def packed(bits: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> str:
    return np.packbits(bits.flatten()).tobytes().hex()


@pytest.mark.parametrize("shift", [0, 20, -60])
def test_both_hashes_follow_their_definition(shift: int) -> None:
    image = scene(320, 240, shift)
    assert (difference_hash(image), cosine_hash(image)) == spelled_out(image)
