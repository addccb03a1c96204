"""Small photographs, no two alike."""

import io
from itertools import count

from PIL import Image

BLOCK = 8  # pixels of JPEG's own squares: each keeps its brightness
_numbers = count(1)


def picture(number: int | None = None) -> bytes:
    """Draw a number in squares: by itself the next, a picture never drawn before in this process.

    Such neighbours look alike; numbers drawn by chance do not.
    """
    number = next(_numbers) if number is None else number
    small = Image.new("L", (8, 6))
    small.putdata([200 if number >> bit & 1 else 50 for bit in range(48)])
    out = io.BytesIO()
    small.resize((8 * BLOCK, 6 * BLOCK), Image.Resampling.NEAREST).save(out, "JPEG")
    return out.getvalue()
