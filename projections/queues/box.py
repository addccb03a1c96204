"""The box around a place: its sides, and the cells of the map that it touches.

A cell is a hundredth of a degree each way. What is asked of a place and a time then is a
short range of an index for each of a few cells, however long the city has lived; a range
of latitudes alone would be a band across all of it.
"""

from math import ceil, cos, radians
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_

from domain.values import Location

EARTH: Final = 6_371_008.8  # mean radius in metres
DEGREE: Final = 10_000_000
_METRES_A_DEGREE: Final = EARTH * radians(1)
_STEEPEST: Final = 0.01  # cosine: so near a pole a box means nothing
_SIDE: Final = DEGREE // 100
_A_ROW: Final = 100_000  # more than there are cells around the earth


class Box(NamedTuple):
    """Between these latitudes and longitudes, the sides included."""

    south: int
    north: int
    west: int
    east: int

    def holds(self, table: FromClause) -> ColumnElement[bool]:
        """Select the rows that lie in it."""
        return and_(
            table.c.lat_e7.between(self.south, self.north),
            table.c.lon_e7.between(self.west, self.east),
        )

    def cells(self) -> list[int]:
        """Name the cells it touches."""
        rows = range(self.south // _SIDE, self.north // _SIDE + 1)
        columns = range(self.west // _SIDE, self.east // _SIDE + 1)
        return [row * _A_ROW + column for row in rows for column in columns]


def around(place: Location, metres: float, slack: int = 0) -> Box:
    """Draw the box that holds all within `metres`, and `slack` more of 1e-7 degree."""
    tall = ceil(metres / _METRES_A_DEGREE * DEGREE)
    wide = slack + ceil((tall + slack) / max(_STEEPEST, cos(radians(place.lat_e7 / DEGREE))))
    tall += slack
    return Box(place.lat_e7 - tall, place.lat_e7 + tall, place.lon_e7 - wide, place.lon_e7 + wide)


def cell(lon_e7: int, lat_e7: int) -> int:
    """Name the cell of a place."""
    return lat_e7 // _SIDE * _A_ROW + lon_e7 // _SIDE
