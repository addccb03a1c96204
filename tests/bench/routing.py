"""Points routed a second, against asking every boundary."""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from domain.datum import from_e7, to_e7
from services.city.files import DEMO_CITY
from services.routing import Boundary, Router
from tests.bench.rounds import take_turns
from tests.bench.table import Goal, Row

WEST, SOUTH, WIDE = 120.0, 30.0, 1.0  # degrees
VECTORISED, LOOPED = Goal(20, 50), Goal(200, 1000)
MANY = 5_000  # areas
Points = Sequence[tuple[int, int]]
Shapes = np.ndarray[Any, np.dtype[np.object_]]


def measure(polygons: int, points: int, rounds: int) -> Iterator[Row]:
    """Route over many small areas, and over the demo city."""
    yield from _measure(f"{polygons:,} hexagons", honeycomb(polygons), points, rounds)
    city = demo_city()
    yield from _measure(f"demo city, {len(city)} streets", city, points, rounds)


def honeycomb(count: int) -> list[BaseGeometry]:
    """Tile a degree with about `count` hexagons; neighbours share their vertices."""
    columns = round(count**0.5)
    across = WIDE / columns
    points = [
        (WEST + across * (column + row % 2 / 2), SOUTH + across * row * 3**0.5 / 2)
        for row in range(columns)
        for column in range(columns)
    ]
    cells = shapely.voronoi_polygons(shapely.multipoints(points)).geoms
    return [shapely.set_precision(cell, 1e-7) for cell in cells]


def demo_city() -> list[BaseGeometry]:
    """The offices of the city that the product ships."""
    places = json.loads((DEMO_CITY / "offices.geojson").read_text("utf-8"))["features"]
    return [shapely.geometry.shape(place["geometry"]) for place in places]


def _measure(name: str, shapes: list[BaseGeometry], points: int, rounds: int) -> Iterator[Row]:
    router = Router(Boundary(f"{number:09}", 1, shape) for number, shape in enumerate(shapes))
    array = np.array(shapes, np.object_)  # made once: to make it of a list takes five times as long
    asked = _points(shapes, points)
    sample = asked[:50]
    assert [[f"{number:09}" for number in one] for one in _looped(shapes, sample)] == [
        list(one.matched) for one in router.route_many(sample)
    ], "the rivals answer differently"
    few = asked[: max(5, min(points, 1_000_000 // len(shapes)))]
    fewer = asked[: max(5, min(points, 100_000 // len(shapes)))]
    together, single, vectors, loop = take_turns(
        rounds,
        lambda: _rate(asked, router.route_many),
        lambda: _rate(asked, lambda some: [router.route(*point) for point in some]),
        lambda: _rate(few, lambda some: _vectorised(array, some)),
        lambda: _rate(fewer, lambda some: _looped(shapes, some)),
    )
    many = len(shapes) >= MANY  # for few areas an index neither gains nor costs
    vectorised, looped = (VECTORISED, LOOPED) if many else (None, None)
    against = "shapely asking all at once"
    yield Row(f"points routed together, {name}", together, against, vectors, goal=vectorised)
    yield Row(f"points routed one by one, {name}", single, against, vectors, goal=vectorised)
    yield Row(
        f"points routed one by one, {name}", single, "a Python loop over all", loop, goal=looped
    )


def _points(shapes: list[BaseGeometry], count: int) -> Points:
    west, south, east, north = shapely.total_bounds(shapes)
    luck = random.Random(7)  # noqa: S311 - the same points each time, no secret
    return [
        (to_e7(luck.uniform(west, east)), to_e7(luck.uniform(south, north))) for _ in range(count)
    ]


def _rate(points: Points, route: Callable[[Points], object]) -> float:
    began = time.perf_counter()
    route(points)
    return len(points) / (time.perf_counter() - began)


def _vectorised(array: Shapes, points: Points) -> list[list[int]]:
    """Ask all shapes in one call for each point; they are prepared already."""
    places = (shapely.Point(from_e7(lon), from_e7(lat)) for lon, lat in points)
    return [shapely.intersects(array, place).nonzero()[0].tolist() for place in places]


def _looped(shapes: list[BaseGeometry], points: Points) -> list[list[int]]:
    places = (shapely.Point(from_e7(lon), from_e7(lat)) for lon, lat in points)
    return [
        [number for number, shape in enumerate(shapes) if shape.intersects(place)]
        for place in places
    ]
