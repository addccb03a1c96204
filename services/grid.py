"""Which shapes may hold a point: a grid of cells, each with the shapes whose box it meets."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from math import ceil, isnan
from typing import Any, Final, NamedTuple

import shapely

_ENTRIES: Final = 16  # of a shape, on the average: more are taken by wider cells


class Near(NamedTuple):
    """The shapes near a point."""

    indexes: tuple[int, ...]
    shapes: Any  # an array of numpy: shapely asks all of them in one call


class Grid:
    """About as many cells as there are shapes; a point's cell is found by two divisions.

    A tree of boxes would want the point as a shape first: 6 us for what takes 1 us here.
    """

    def __init__(self, tree: shapely.STRtree) -> None:
        """Enter the shapes of a tree, which has them in an array already."""
        bounds: list[list[float]] = shapely.bounds(tree.geometries).tolist()
        boxes = {index: box for index, box in enumerate(bounds) if not isnan(box[0])}
        self._west = min((box[0] for box in boxes.values()), default=0.0)
        self._south = min((box[1] for box in boxes.values()), default=0.0)
        self._wide = max((box[2] for box in boxes.values()), default=0.0) - self._west or 1.0
        self._high = max((box[3] for box in boxes.values()), default=0.0) - self._south or 1.0
        self._side = max(1, ceil(len(boxes) ** 0.5))  # cells along each side
        while sum(map(self._size, boxes.values())) > _ENTRIES * len(boxes):
            self._side //= 2  # ends: a side of one cell enters each shape four times at the most
        cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for index, box in boxes.items():
            for cell in self._cells(box):
                cells[cell].append(index)
        shapes = tree.geometries
        self._near = {cell: Near(tuple(one), shapes[one]) for cell, one in cells.items()}

    @property
    def entries(self) -> int:
        """How often a shape is entered, in all cells together."""
        return sum(len(one.indexes) for one in self._near.values())

    def near(self, x: float, y: float) -> Near | None:
        """Answer with the shapes whose box may hold a point, or None."""
        return self._near.get(self._cell(x, y))

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        # Never falls where x or y grows: a point in a box is in one of the box's cells.
        side = self._side
        return (
            int((x - self._west) / self._wide * side),
            int((y - self._south) / self._high * side),
        )

    def _cells(self, box: list[float]) -> Iterable[tuple[int, int]]:
        (left, low), (right, top) = self._cell(*box[:2]), self._cell(*box[2:])
        return product(range(left, right + 1), range(low, top + 1))

    def _size(self, box: list[float]) -> int:
        (left, low), (right, top) = self._cell(*box[:2]), self._cell(*box[2:])
        return (right - left + 1) * (top - low + 1)
