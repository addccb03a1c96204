"""The usual web map tiles: zoom, column, row, and the degrees they span."""

from math import atan, degrees, pi, sinh
from typing import ClassVar, NamedTuple

from domain.errors import Refused

DEEPEST = 20
_E4 = 10_000


class BadTile(Refused):
    """There is no such map tile."""

    code: ClassVar[str] = "bad-tile"

    def __init__(self, zoom: int, column: int, row: int) -> None:
        super().__init__(f"there is no tile {zoom}/{column}/{row}")
        self.zoom = zoom
        self.column = column
        self.row = row


class Box(NamedTuple):
    """A tile in 1e-4 degree: west and south are in it, east and north are the next one's."""

    west: int
    south: int
    east: int
    north: int


def box(zoom: int, column: int, row: int) -> Box:
    """Say what a tile covers (Web Mercator, rows from the north); else BadTile."""
    if not 0 <= zoom <= DEEPEST or not (0 <= column < 1 << zoom and 0 <= row < 1 << zoom):
        raise BadTile(zoom, column, row)
    return Box(
        _edge(_longitude(zoom, column)),
        _edge(_latitude(zoom, row + 1)),
        _edge(_longitude(zoom, column + 1)),
        _edge(_latitude(zoom, row)),
    )


def _longitude(zoom: int, column: int) -> float:
    return column / (1 << zoom) * 360 - 180


def _latitude(zoom: int, row: int) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * row / (1 << zoom)))))


def _edge(angle: float) -> int:
    """Place an edge between two rounded places, the same for both its tiles."""
    return round(angle * _E4)
