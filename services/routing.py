"""Finds the area of a place among the boundaries in force, by the rule of the domain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from domain.datum import Datum, from_e7, to_wgs84
from domain.routing import Candidate, Placement, decide
from services.grid import Grid


@dataclass(frozen=True)
class Boundary:
    """The area of a street office or community: a valid (multi)polygon on WGS-84."""

    code: str
    version: int
    geometry: BaseGeometry


class Router:
    """The boundaries in force at one moment, indexed; new boundaries are a new router.

    The same serves offices and communities: `Placement.office` is the code of whatever
    areas it was built from.
    """

    def __init__(self, boundaries: Iterable[Boundary]) -> None:
        self._boundaries = tuple(boundaries)
        shapes = [boundary.geometry for boundary in self._boundaries]
        shapely.prepare(shapes)
        # The first question builds a shape's index: ask it here, not from two threads at once.
        shapely.contains(shapes, shapely.point_on_surface(shapes))
        self._tree = shapely.STRtree(shapes)
        self._grid = Grid(self._tree)
        everywhere = range(len(self._boundaries))  # mostly one holds a place: decided once, 3 us
        self._alone = [decide([self._candidate(index, on_edge=False)]) for index in everywhere]

    def route(self, lon_e7: int, lat_e7: int) -> Placement:
        """Place one point (WGS-84, 1e-7 degree)."""
        lon, lat = from_e7(lon_e7), from_e7(lat_e7)
        near = self._grid.near(lon, lat)
        if near is None:
            return decide([])
        touched: list[bool] = shapely.intersects_xy(near.shapes, lon, lat).tolist()
        held: list[bool] = shapely.contains_xy(near.shapes, lon, lat).tolist()
        if touched.count(True) == 1 == held.count(True):
            return self._alone[near.indexes[held.index(True)]]
        pairs = zip(near.indexes, touched, held, strict=True)
        return decide(self._candidate(index, on_edge=not holds) for index, on, holds in pairs if on)

    def route_many(self, points: Sequence[tuple[int, int]]) -> list[Placement]:
        """Place many points (longitude, latitude; WGS-84, 1e-7 degree) in their order."""
        found: list[list[Candidate]] = [[] for _ in points]
        lons, lats = [from_e7(lon) for lon, _ in points], [from_e7(lat) for _, lat in points]
        degrees = shapely.points(lons, lats)
        which, near = self._tree.query(degrees)
        shapes, places = self._tree.geometries[near], degrees[which]
        touched = shapely.intersects(shapes, places).tolist()
        held = shapely.contains(shapes, places).tolist()
        pairs = zip(which.tolist(), near.tolist(), touched, held, strict=True)
        for point, index, touches, holds in pairs:
            if touches:
                found[point].append(self._candidate(index, on_edge=not holds))
        return [decide(candidates) for candidates in found]

    def _candidate(self, index: int, *, on_edge: bool) -> Candidate:
        boundary = self._boundaries[index]
        return Candidate(boundary.code, boundary.version, on_edge)


def on_wgs84(geometry: BaseGeometry, datum: Datum) -> BaseGeometry:
    """Convert a shape vertex by vertex: neighbours that shared a vertex still do."""

    def convert(vertices: Any) -> list[tuple[float, float]]:  # noqa: ANN401 - an array of numpy
        return [to_wgs84(lon, lat, datum) for lon, lat in vertices.tolist()]

    return geometry if datum is Datum.WGS84 else shapely.transform(geometry, convert)
