"""What is wrong in a picture, and how it looks afterwards: what people leave in streets."""

from random import Random
from typing import Final

from workers.demo.canvas import Canvas, Colour, shaded, varied
from workers.demo.things import DARK, STEEL, WHITE, cone

PAINTS: Final = ((178, 40, 46), (236, 236, 232), (52, 66, 92), (112, 118, 124), (44, 44, 48))
SHARED: Final = ((64, 158, 222), (246, 206, 56), (84, 190, 116))
CLOTHS: Final = ((200, 60, 50), (52, 120, 170), (232, 170, 60))


def car(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Park a car where it is in the way; afterwards there is room, and a cone."""
    if mended:
        cone(canvas, x + size * 0.8, y, size * 0.5)
        cone(canvas, x - size * 0.8, y, size * 0.5)
        return
    paint = varied(rng.choice(PAINTS), rng, 10)
    canvas.oval(x, y + size * 0.04, size * 1.2, size * 0.1, (40, 40, 44))
    canvas.box(x - size * 1.1, y - size * 0.42, x + size * 1.1, y - size * 0.08, paint)
    roof = [(x - size * 0.75, y - size * 0.4), (x - size * 0.45, y - size * 0.76),
            (x + size * 0.42, y - size * 0.76), (x + size * 0.8, y - size * 0.4)]  # fmt: skip
    canvas.shape(roof, shaded(paint, 0.92))
    for side in (-1, 1):
        inner, upper, outer = (x + side * size * part for part in (0.04, 0.38, 0.62))
        low, high = y - size * 0.42, y - size * 0.7
        pane = [(inner, low), (inner, high), (upper, high), (outer, low)]
        canvas.shape(pane, (146, 172, 186))
        canvas.oval(x + side * size * 0.66, y - size * 0.06, size * 0.2, size * 0.2, DARK)
        canvas.oval(x + side * size * 0.66, y - size * 0.06, size * 0.1, size * 0.1, STEEL)
    canvas.box(x + size * 1.0, y - size * 0.34, x + size * 1.1, y - size * 0.24, (250, 230, 150))
    canvas.box(x - size * 1.1, y - size * 0.34, x - size * 1.03, y - size * 0.22, (190, 40, 36))


def bikes(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Leave bicycles all over the pavement; afterwards they stand in a row."""
    paint = rng.choice(SHARED)
    for step in range(6):
        if mended:
            _bike(canvas, x + (step - 2.5) * size * 0.42, y, size * 0.5, 0.12, paint)
        else:
            at = x + rng.uniform(-1.2, 1.2) * size, y + rng.uniform(-0.2, 0.3) * size
            _bike(canvas, *at, size * 0.55, rng.uniform(-0.9, 0.9), varied(paint, rng))


def waste(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Heap bags around bins; afterwards the bins stand clean."""
    for step, paint in enumerate(((70, 130, 84), (70, 96, 150), (120, 120, 124))):
        left = x + (step - 1.5) * size * 0.62
        canvas.box(left, y - size * 0.8, left + size * 0.5, y, paint)
        tilt = 0.0 if mended else rng.uniform(-0.2, 0.2) * size
        lid = [(left - 0.01, y - size * 0.8), (left + size * 0.53, y - size * 0.8 + tilt),
               (left + size * 0.5, y - size * 0.9 + tilt), (left, y - size * 0.9)]  # fmt: skip
        canvas.shape(lid, shaded(paint, 0.7))
    if mended:
        return
    for _ in range(12):
        at = x + rng.uniform(-1.3, 1.3) * size, y + rng.uniform(-0.15, 0.2) * size
        bag = varied(rng.choice(((40, 40, 46), (214, 214, 214), (190, 70, 60))), rng)
        canvas.oval(*at, size * 0.2, size * 0.16, bag)
        canvas.line([at, (at[0] + size * 0.03, at[1] - size * 0.2)], shaded(bag, 0.8), 0.008)


def pile(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Pile rubble and planks before a gate; afterwards the gate is free."""
    for post in (-1.5, 1.5):
        left = x + post * size
        canvas.box(left - 0.02, y - size * 1.5, left + 0.02, y - size * 0.1, (150, 140, 128))
    canvas.box(x - size * 1.6, y - size * 1.62, x + size * 1.6, y - size * 1.46, (140, 58, 50))
    for bar in range(9):
        if mended and 2 < bar < 6:  # noqa: PLR2004 - the middle of the gate stands open
            continue
        left = x + (bar - 4) * size * 0.34
        canvas.line([(left, y - size * 1.4), (left, y - size * 0.12)], STEEL, 0.007)
    if mended:
        return
    sand = varied((176, 150, 112), rng)
    canvas.shape([(x - size * 1.3, y + 0.02), (x - size * 0.1, y - size * 0.8),
                  (x + size * 1.2, y + 0.02)], sand)  # fmt: skip
    for _ in range(10):
        at = x + rng.uniform(-1.1, 1.1) * size, y - rng.uniform(-0.05, 0.3) * size
        brick = varied((168, 84, 64), rng)
        canvas.box(*at, at[0] + size * 0.24, at[1] + size * 0.12, brick)
    for _ in range(3):
        left = x + rng.uniform(-1.2, 0.2) * size
        plank = [(left, y - 0.01), (left + size, y - size * rng.uniform(0.4, 0.9))]
        canvas.line(plank, (150, 116, 78), size * 0.08)


def stall(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Set up a stall on the pavement; afterwards there is a swept spot."""
    if mended:
        canvas.oval(x, y, size * 1.1, size * 0.14, (206, 202, 194))
        return
    cloth = varied(rng.choice(CLOTHS), rng)
    for post in (-1, 1):
        left = x + post * size
        canvas.line([(left, y), (left, y - size * 1.4)], STEEL, 0.01)
    for stripe in range(8):
        left = x - size * 1.15 + stripe * size * 0.29
        fill = cloth if stripe % 2 else WHITE
        canvas.box(left, y - size * 1.55, left + size * 0.29, y - size * 1.25, fill)
    canvas.box(x - size, y - size * 0.6, x + size, y - size * 0.08, (150, 120, 88))
    for _ in range(14):
        at = x + rng.uniform(-0.9, 0.9) * size, y - size * rng.uniform(0.6, 0.72)
        canvas.oval(*at, size * 0.09, size * 0.08, varied((214, 120, 50), rng, 40))


def stickers(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Paste small adverts on a box by the road; afterwards it is clean."""
    grey = varied((140, 156, 150), rng)
    canvas.box(x - size * 0.9, y - size * 1.5, x + size * 0.9, y, grey)
    canvas.box(
        x - size * 0.95, y - size * 1.58, x + size * 0.95, y - size * 1.48, shaded(grey, 0.7)
    )
    canvas.line([(x, y - size * 1.45), (x, y - 0.01)], shaded(grey, 0.75), 0.006)
    if mended:
        return
    for _ in range(16):
        at = x + rng.uniform(-0.85, 0.6) * size, y - rng.uniform(0.35, 1.4) * size
        paper: Colour = varied(rng.choice(((250, 246, 220), (250, 210, 90), (240, 130, 130))), rng)
        canvas.box(*at, at[0] + size * 0.24, at[1] + size * 0.18, paper)
        line = at[1] + size * 0.08
        canvas.line([(at[0] + 0.006, line), (at[0] + size * 0.2, line)], DARK, 0.004)


def nothing(canvas: Canvas, x: float, y: float, size: float, rng: Random, *, mended: bool) -> None:
    """Show a street in order: what some see as a problem is none."""
    if not mended:
        canvas.oval(x, y, size * rng.uniform(0.05, 0.1), size * 0.03, (150, 130, 90))


def _bike(canvas: Canvas, x: float, y: float, size: float, lean: float, paint: Colour) -> None:
    for wheel in (-0.5, 0.5):
        canvas.ring(x + wheel * size, y + wheel * lean * size * 0.6, size * 0.32, DARK, 0.008)
    seat = x - size * 0.2 + lean * size * 0.3, y - size * 0.5
    bar = x + size * 0.42 + lean * size * 0.3, y - size * 0.56 + lean * size * 0.3
    frame = [
        (x - size * 0.5, y - lean * size * 0.3),
        seat,
        bar,
        (x + size * 0.5, y + lean * size * 0.3),
    ]
    canvas.line(frame, paint, size * 0.1)
    canvas.line([(seat[0] - size * 0.1, seat[1]), (seat[0] + size * 0.1, seat[1])], DARK, 0.014)
