"""A sheet to draw on, measured in its own height, and colours that vary a little."""

from random import Random
from typing import Final

from PIL import Image, ImageDraw

HEIGHT: Final = 1080  # drawn large and printed smaller: that smooths the edges
WIDE: Final = 4 / 3

Colour = tuple[int, int, int]
Point = tuple[float, float]


class Canvas:
    """Draws shapes; x runs from 0 to `WIDE`, y from 0 at the top to 1."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (round(HEIGHT * WIDE), HEIGHT))
        self._draw = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        """Fill a rectangle."""
        if right > left and bottom > top:
            self._draw.rectangle(_pixels(((left, top), (right, bottom))), fill)

    def oval(self, x: float, y: float, wide: float, high: float, fill: Colour) -> None:
        """Fill an ellipse around a middle; `wide` and `high` are its radii."""
        corners = ((x - wide, y - high), (x + wide, y + high))
        self._draw.ellipse(_pixels(corners), fill)

    def ring(self, x: float, y: float, radius: float, fill: Colour, width: float) -> None:
        """Draw a circle."""
        corners = ((x - radius, y - radius), (x + radius, y + radius))
        self._draw.ellipse(_pixels(corners), outline=fill, width=_width(width))

    def shape(self, points: list[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon(_pixels(points), fill)

    def line(self, points: list[Point], fill: Colour, width: float) -> None:
        """Draw a line with round corners."""
        self._draw.line(_pixels(points), fill, _width(width), joint="curve")


def shaded(colour: Colour, share: float) -> Colour:
    """Make a colour darker (below 1) or lighter (above)."""
    red, green, blue = (max(0, min(255, round(part * share))) for part in colour)
    return red, green, blue


def varied(colour: Colour, rng: Random, most: int = 18) -> Colour:
    """Mix a colour that is nearly the same."""
    red, green, blue = (max(0, min(255, part + rng.randint(-most, most))) for part in colour)
    return red, green, blue


def _pixels(points: list[Point] | tuple[Point, ...]) -> list[tuple[float, float]]:
    return [(x * HEIGHT, y * HEIGHT) for x, y in points]


def _width(width: float) -> int:
    return max(1, round(width * HEIGHT))
