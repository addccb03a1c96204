"""Where things are seen: inside the ground of an office, never twice on one spot."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from shapely import Point
from shapely.geometry.base import BaseGeometry

from domain.datum import Datum, from_wgs84, to_e7
from domain.values import Fix

BEISHAN: Final = "330106002"
KANGQIAO: Final = "330105010"
TIANSHUI: Final = "330105012"
EDGE: Final = 0.0006  # degrees to keep from a boundary: edges are for the tests
APART: Final = 0.0009  # degrees between two things: neighbours are told on purpose
LAKE: Final = 30.262  # south of it, 北山街道 sees the water


class Spot(NamedTuple):
    """A place in WGS-84."""

    lon: float
    lat: float
    lake: bool = False

    def fix(self, datum: Datum, accuracy_cm: int, now: datetime) -> Fix:
        """Say where a phone here says it is, if it speaks this datum."""
        lon, lat = from_wgs84(self.lon, self.lat, datum)
        sent = now - timedelta(seconds=4)
        return Fix(lon_e7=to_e7(lon), lat_e7=to_e7(lat), accuracy_cm=accuracy_cm, device_time=sent)

    def beside(self, rng: Random) -> "Spot":
        """Find a spot a few steps away."""
        return Spot(
            self.lon + rng.uniform(-1e-4, 1e-4), self.lat + rng.uniform(-1e-4, 1e-4), self.lake
        )


OUTSIDE: Final = (Spot(120.2231, 30.2094), Spot(120.2402, 30.2387), Spot(120.2267, 30.1846))
"""On the other bank of the river, where the demo city has no office."""


class Grounds:
    """Finds free spots."""

    def __init__(self, shapes: Mapping[str, BaseGeometry | None]) -> None:
        self._inner = {code: _inner(shape) for code, shape in shapes.items() if shape is not None}
        self._taken: list[Spot] = []

    @property
    def offices(self) -> list[str]:
        """The offices with ground, by code."""
        return sorted(self._inner)

    def spot(self, office: str, rng: Random) -> Spot:
        """Choose a spot in the ground of an office, away from all others where possible."""
        inner = self._inner[office]
        west, south, east, north = inner.bounds
        found = Spot(*inner.representative_point().coords[0])
        for _ in range(200):
            tried = Spot(rng.uniform(west, east), rng.uniform(south, north))
            if inner.contains(Point(tried.lon, tried.lat)):
                found = tried
                if all(_apart(found, other) for other in self._taken):
                    break
        return self.keep(found._replace(lake=office == BEISHAN and found.lat < LAKE))

    def keep(self, spot: Spot) -> Spot:
        """Take a spot that a story needs."""
        self._taken.append(spot)
        return spot


def _inner(shape: BaseGeometry) -> BaseGeometry:
    inner = shape.buffer(-EDGE)
    return shape if inner.is_empty else inner


def _apart(one: Spot, other: Spot) -> bool:
    return abs(one.lon - other.lon) > APART or abs(one.lat - other.lat) > APART
