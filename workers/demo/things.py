"""What is wrong in a picture, and how it looks once it is mended: what is built into streets."""

from random import Random
from typing import Final

from workers.demo.canvas import Canvas, Colour, shaded, varied

DARK: Final = (34, 34, 38)
STEEL: Final = (150, 154, 160)
RED: Final = (196, 52, 44)
WHITE: Final = (240, 240, 236)
YELLOW: Final = (236, 190, 60)
TAR: Final = (44, 46, 50)


def hole(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Break the road surface; mended it is a patch of fresh tar."""
    if mended:
        edge = [(x - size, y - size * 0.22), (x + size * 0.9, y - size * 0.3),
                (x + size, y + size * 0.3), (x - size * 0.9, y + size * 0.34)]  # fmt: skip
        canvas.shape(edge, varied(TAR, rng, 6))
        cone(canvas, x + size * 1.05, y + size * 0.1, size * 0.5)
        return
    for _ in range(7):
        away = rng.uniform(-0.7, 0.7) * size, rng.uniform(-0.2, 0.24) * size
        spread = rng.uniform(0.2, 0.5) * size
        canvas.oval(x + away[0], y + away[1], spread, spread * 0.36, varied((62, 56, 52), rng, 10))
    for _ in range(6):
        middle = x + rng.uniform(-1, 1) * size, y + rng.uniform(-0.4, 0.4) * size
        end = middle[0] + rng.uniform(-0.7, 0.7) * size, middle[1] + rng.uniform(-0.3, 0.3) * size
        canvas.line([(x, y), middle, end], DARK, 0.006)
    canvas.oval(x, y, size * 0.5, size * 0.16, (96, 104, 112))  # rain water stands in it


def cover(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Take the cover off a manhole, or put it back."""
    canvas.oval(x, y, size * 0.72, size * 0.3, varied((118, 116, 112), rng))
    if mended:
        canvas.oval(x, y, size * 0.62, size * 0.25, varied((84, 84, 88), rng, 6))
        for step in range(-3, 4):
            across = x + step * size * 0.16
            canvas.line([(across, y - size * 0.16), (across, y + size * 0.16)], DARK, 0.006)
        return
    canvas.oval(x, y, size * 0.62, size * 0.25, (18, 18, 22))
    away = rng.choice((-1, 1)) * size
    canvas.oval(x + away, y + size * 0.12, size * 0.5, size * 0.2, (92, 92, 96))


def bollards(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Set a row of bollards; one of them lies on the ground until it is mended."""
    broken = rng.randint(1, 3)
    for step in range(5):
        left, foot = x + (step - 2) * size * 0.55, y + (step - 2) * size * 0.05
        if step == broken and not mended:
            canvas.oval(left, foot, size * 0.1, size * 0.05, DARK)
            lying = [(left + size * 0.08, foot + size * 0.12), (left + size * 0.8, foot + 0.05)]
            canvas.line(lying, YELLOW, size * 0.14)
            canvas.line([lying[1], (lying[1][0] + size * 0.06, lying[1][1])], RED, size * 0.14)
            continue
        canvas.line([(left, foot), (left, foot - size * 0.85)], YELLOW, size * 0.14)
        canvas.line([(left, foot - size * 0.6), (left, foot - size * 0.5)], RED, size * 0.14)
        canvas.oval(left, foot - size * 0.85, size * 0.08, size * 0.06, YELLOW)


def lamp(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Stand a street lamp; broken it leans, and is out."""
    lean = 0.0 if mended else rng.choice((-1, 1)) * rng.uniform(0.12, 0.24)
    top = x + lean * 1.6, y - size * 1.9
    canvas.line([(x, y), top], STEEL, size * 0.07)
    arm = top[0] + size * 0.4, top[1] + size * 0.05
    canvas.line([top, arm], STEEL, size * 0.05)
    canvas.oval(arm[0], arm[1], size * 0.18, size * 0.07, (255, 238, 170) if mended else DARK)
    canvas.oval(x, y, size * 0.16, size * 0.06, DARK)


def cable(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Hang a cable over the street; loose it trails on the ground."""
    left, right, top = x - size * 1.6, x + size * 1.6, y - size * 1.8
    for pole in (left, right):
        canvas.line([(pole, y - size * 0.1), (pole, top)], (112, 96, 80), size * 0.09)
    low = top + size * 0.18 if mended else y - size * rng.uniform(0, 0.08)
    canvas.line([(left, top), (x - size * 0.4, low), (x + size * 0.4, low), (right, top)], DARK,
                0.009)  # fmt: skip
    canvas.line([(left, top - 0.01), (x, top + size * 0.12), (right, top - 0.01)], DARK, 0.005)


def kerb(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Lay kerb stones and a yellow strip for the blind; some are broken until mended."""
    gone = set() if mended else {rng.randint(1, 5), rng.randint(1, 5)}
    for step in range(7):
        left = x + (step - 3.5) * size * 0.42
        lift = rng.uniform(-0.06, 0.06) * size if not mended else 0.0
        stone = varied((206, 202, 192), rng, 8)
        if step in gone:
            for _ in range(4):
                at = left + rng.uniform(0, 0.4) * size, y + rng.uniform(-0.1, 0.24) * size
                canvas.oval(*at, size * 0.08, size * 0.05, shaded(stone, 0.7))
            continue
        canvas.box(left, y - size * 0.14 + lift, left + size * 0.4, y + size * 0.1 + lift, stone)
        tile = varied(YELLOW, rng, 10)
        canvas.box(left, y + size * 0.22, left + size * 0.4, y + size * 0.44 + lift, tile)
        for dot in range(3):
            canvas.oval(left + size * (0.08 + dot * 0.12), y + size * 0.33, size * 0.03,
                        size * 0.03, shaded(tile, 0.8))  # fmt: skip


def barrier(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Put up a barrier between the lanes; broken it is bent to the ground."""
    bend = 0.0 if mended else rng.uniform(0.3, 0.5) * size
    left, right = x - size * 1.3, x + size * 1.3
    for rail in (0.0, 0.28, 0.56):
        height = y - size * (0.15 + rail)
        points = [(left, height), (x, height + bend * (0.4 + rail)), (right, height)]
        canvas.line(points, WHITE, size * 0.06)
    for post in range(9):
        at = left + post * (right - left) / 8
        drop = bend * (1 - abs(at - x) / (right - x))
        canvas.line([(at, y), (at, y - size * 0.75 + drop)], WHITE, size * 0.05)


def cone(canvas: Canvas, x: float, y: float, size: float, fill: Colour = RED) -> None:
    """Set a traffic cone down."""
    canvas.shape([(x - size * 0.2, y), (x + size * 0.2, y), (x, y - size * 0.7)], fill)
    canvas.line([(x - size * 0.1, y - size * 0.3), (x + size * 0.1, y - size * 0.3)], WHITE,
                size * 0.1)  # fmt: skip
    canvas.box(x - size * 0.28, y - size * 0.04, x + size * 0.28, y + size * 0.03, DARK)
