"""Streets to set things in: sky, hills or towers, houses, trees, a road and its pavement."""

from random import Random
from typing import Final, NamedTuple

from PIL import Image, ImageOps

from workers.demo.canvas import HEIGHT, WIDE, Canvas, Colour, shaded, varied

DAY: Final = ((112, 172, 226), (226, 238, 246))
DULL: Final = ((164, 174, 184), (214, 218, 220))
EVENING: Final = ((66, 78, 134), (246, 178, 122))
NIGHT: Final = ((14, 20, 44), (58, 62, 92))
WALLS: Final = (
    (226, 212, 186), (206, 164, 134), (184, 196, 204), (238, 232, 222), (168, 120, 98),
    (150, 166, 154), (214, 190, 150),
)  # fmt: skip
ROADS: Final = ((92, 94, 98), (112, 110, 108), (78, 82, 88))
PAVINGS: Final = ((186, 180, 170), (170, 172, 176), (198, 178, 160))
GREENS: Final = ((62, 120, 62), (86, 140, 70), (48, 98, 66), (120, 148, 66))
LIT: Final = (250, 226, 150)
_DAWN, _DUSK, _DARK = 6, 17, 19


class Place(NamedTuple):
    """What every picture of one place has in common."""

    walls: tuple[Colour, ...]
    road: Colour
    paving: Colour
    green: Colour
    lake: bool


class View(NamedTuple):
    """How one picture of it was taken, and where a thing may stand in it."""

    hour: int
    horizon: float
    vanishing: float  # x of the point where the road ends
    leftward: bool  # the pavement is on the left
    x: float
    y: float
    size: float

    @property
    def dark(self) -> bool:
        """Whether lamps are lit."""
        return self.hour >= _DARK or self.hour < _DAWN


def place(rng: Random, *, lake: bool) -> Place:
    """Choose the look of a place."""
    walls = tuple(varied(rng.choice(WALLS), rng) for _ in range(5))
    return Place(
        walls, varied(rng.choice(ROADS), rng, 8), rng.choice(PAVINGS), rng.choice(GREENS), lake
    )


def view(rng: Random, hour: int) -> View:
    """Choose where to stand and what to aim at."""
    leftward = rng.random() < 1 / 2
    x = rng.uniform(0.34, 0.62) if leftward else rng.uniform(0.7, 1.0)
    return View(
        hour=hour,
        horizon=rng.uniform(0.28, 0.52),
        vanishing=rng.uniform(0.75, 1.25) if leftward else rng.uniform(0.1, 0.58),
        leftward=leftward,
        x=x,
        y=rng.uniform(0.74, 0.86),
        size=rng.uniform(0.26, 0.4),
    )


def draw(canvas: Canvas, at: Place, seen: View, rng: Random) -> None:
    """Draw the street."""
    _sky(canvas, seen, rng)
    _far(canvas, at, seen, rng)
    _ground(canvas, at, seen)
    _houses(canvas, at, seen, rng)
    for _ in range(rng.randint(1, 4)):
        x = rng.choice((rng.uniform(0, 0.3), rng.uniform(1.05, WIDE)))
        tree(canvas, x, seen.horizon + rng.uniform(0.06, 0.3), rng.uniform(0.22, 0.5), at, rng)


def tree(canvas: Canvas, x: float, foot: float, high: float, at: Place, rng: Random) -> None:
    """Plant a plane tree."""
    top = foot - high
    canvas.line([(x, foot), (x + 0.01, top + high * 0.3)], (96, 74, 56), high * 0.06)
    for _ in range(9):
        away, up = rng.uniform(-0.26, 0.26) * high, rng.uniform(0, 0.42) * high
        radius = high * rng.uniform(0.1, 0.19)
        canvas.oval(x + away, top + up, radius, radius * 0.85, varied(at.green, rng))


def _sky(canvas: Canvas, seen: View, rng: Random) -> None:
    light = rng.choice((DAY, DAY, DULL))
    if seen.dark:
        light = NIGHT
    elif seen.hour >= _DUSK:
        light = EVENING
    fade = Image.linear_gradient("L").resize((canvas.image.width, round(seen.horizon * HEIGHT) + 2))
    canvas.image.paste(ImageOps.colorize(fade, *light), (0, 0))
    if light is not NIGHT and light is not DULL:
        for _ in range(rng.randint(0, 4)):
            x, y = rng.uniform(0, WIDE), rng.uniform(0.02, seen.horizon * 0.6)
            for step in range(4):
                canvas.oval(x + step * 0.035, y, 0.04, 0.016, shaded(light[1], 1.04))


def _far(canvas: Canvas, at: Place, seen: View, rng: Random) -> None:
    ground = seen.horizon
    if at.lake:
        hill = shaded((92, 122, 124), 0.5 if seen.dark else 1)
        for _ in range(4):
            x, wide = rng.uniform(0, WIDE), rng.uniform(0.2, 0.4)
            canvas.oval(x, ground, wide, rng.uniform(0.06, 0.16), varied(hill, rng, 8))
        x = rng.uniform(0.3, 1.1)
        for floor in range(6):  # a slender pagoda on the hill
            top = ground - 0.1 - floor * 0.022
            canvas.box(x - 0.012 + floor * 0.0016, top, x + 0.012 - floor * 0.0016, top + 0.022,
                       shaded(hill, 0.6))  # fmt: skip
        canvas.box(0, ground - 0.012, WIDE, ground + 0.05, shaded((132, 166, 184), 0.6))
        return
    x = 0.0
    while x < WIDE:
        wide, high = rng.uniform(0.05, 0.13), rng.uniform(0.04, 0.2)
        grey = shaded((150, 160, 172), 0.45 if seen.dark else rng.uniform(0.85, 1.1))
        canvas.box(x, ground - high, x + wide, ground + 0.02, grey)
        x += wide + rng.uniform(0, 0.05)


def _ground(canvas: Canvas, at: Place, seen: View) -> None:
    shade = 0.55 if seen.dark else 1.0
    far, end = seen.horizon, seen.vanishing
    canvas.box(0, far, WIDE, 1, shaded(at.paving, shade))
    near = (0.78, WIDE + 0.5) if seen.leftward else (-0.5, 0.55)
    road = [(end - 0.02, far), (end + 0.02, far), (near[1], 1.0), (near[0], 1.0)]
    canvas.shape(road, shaded(at.road, shade))
    kerb = near[0] if seen.leftward else near[1]
    canvas.line([(end, far), (kerb, 1.0)], shaded((224, 222, 216), shade), 0.016)
    middle = (near[0] + near[1]) / 2
    for dash in range(1, 7):
        low, high = (dash / 7) ** 2, ((dash + 0.45) / 7) ** 2
        ends = [(end + (middle - end) * part, far + (1 - far) * part) for part in (low, high)]
        canvas.line(ends, shaded((236, 236, 230), shade), 0.004 + 0.012 * low)
    for joint in range(1, 8):
        y = far + (1 - far) * (joint / 8) ** 2
        edge = end + (kerb - end) * (joint / 8) ** 2
        across = (0.0, edge) if seen.leftward else (edge, WIDE)
        canvas.line([(across[0], y), (across[1], y)], shaded(at.paving, shade * 0.88), 0.003)


def _houses(canvas: Canvas, at: Place, seen: View, rng: Random) -> None:
    """Put a row of houses along the pavement, lower towards the end of the road."""
    shade = 0.5 if seen.dark else rng.uniform(0.92, 1.06)
    x = 0.0 if seen.leftward else WIDE
    towards = 1 if seen.leftward else -1
    while (seen.vanishing - x) * towards > 0.12:  # noqa: PLR2004 - where houses get too small to see
        near = min(1.0, abs(seen.vanishing - x))
        wide = 0.05 + 0.24 * near * rng.uniform(0.7, 1.1)
        foot = seen.horizon + 0.16 * near
        top = seen.horizon - rng.uniform(0.12, 0.42) * near
        left, right = sorted((x, x + towards * wide))
        wall = shaded(rng.choice(at.walls), shade)
        canvas.box(left, top, right, foot, wall)
        canvas.box(left, top - 0.012, right, top, shaded(wall, 0.72))
        _windows(canvas, (left, top, right, foot), wall, seen, rng)
        awning = varied(rng.choice(((178, 58, 52), (52, 104, 148), (64, 124, 88))), rng)
        canvas.box(left, foot - 0.07 * near, right, foot - 0.05 * near, shaded(awning, shade))
        canvas.box(left + 0.01, foot - 0.05 * near, right - 0.01, foot, shaded(wall, 0.5))
        x += towards * wide


def _windows(
    canvas: Canvas, wall: tuple[float, float, float, float], colour: Colour, seen: View, rng: Random
) -> None:
    left, top, right, foot = wall
    pane = rng.uniform(0.022, 0.032)
    y = top + pane * 0.8
    while y + pane < foot - 0.09:
        x = left + pane * 0.6
        while x + pane * 0.8 < right:
            lit = seen.dark and rng.random() < 1 / 2
            glass = LIT if lit else shaded(colour, rng.uniform(0.42, 0.6))
            canvas.box(x, y, x + pane * 0.8, y + pane, glass)
            x += pane * 1.5
        y += pane * 1.9
