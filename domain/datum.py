"""Where on earth: WGS-84, and the two shifted systems of Chinese map apps, exactly."""

from collections.abc import Callable
from enum import StrEnum
from math import asin, atan2, cos, degrees, hypot, isfinite, pi, radians, sin, sqrt
from typing import ClassVar

from domain.errors import Refused

SCALE = 10_000_000  # events hold coordinates as integers of 1e-7 degree
EARTH_RADIUS = 6_371_008.8  # metres: the mean radius of the IUGG

# The published constants of GCJ-02: the ellipsoid of Krassowsky, 1940.
SEMI_MAJOR_AXIS = 6_378_245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
# Map apps shift every point in this box and none outside, wherever the border runs.
WEST, SOUTH, EAST, NORTH = 72.004, 0.8293, 137.8347, 55.8271
BAIDU_TURN = 3_000 * pi / 180
ROUNDS = 6  # each leaves less than a hundredth of the error: 6.5e-7 m after four
NEAR = 1e-12  # degree: after a step as short as that, the error is a thousandth of a micrometre

Shift = Callable[[float, float], tuple[float, float]]


class Datum(StrEnum):
    """In which system a longitude and a latitude were given."""

    WGS84 = "wgs84"  # satellites, EXIF by its standard
    GCJ02 = "gcj02"  # 高德, 腾讯 and the phones that follow them: about 500 m off
    BD09 = "bd09"  # 百度: about 1.2 km off


class BadLocation(Refused):
    """A longitude or latitude that is nowhere on earth."""

    code: ClassVar[str] = "bad-location"

    def __init__(self, lon: float, lat: float) -> None:
        self.lon = lon
        self.lat = lat
        super().__init__(f"There is no place at longitude {lon}, latitude {lat}.")


def is_on_earth(lon: float, lat: float) -> bool:
    """Whether both are degrees within their range; infinities and NaN are not."""
    return isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90  # noqa: PLR2004 - half and a quarter of a circle


def to_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """Longitude and latitude in WGS-84, within 1e-6 m; `BadLocation` off the earth."""
    if not is_on_earth(lon, lat):
        raise BadLocation(lon, lat)
    match datum:
        case Datum.WGS84:
            return lon, lat
        case Datum.GCJ02:
            return _invert(_gcj02_from_wgs84, lon, lat)
        case Datum.BD09:
            return _invert(_gcj02_from_wgs84, *_invert(_bd09_from_gcj02, lon, lat))


def from_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """Express a WGS-84 place in another datum; `BadLocation` off the earth."""
    if not is_on_earth(lon, lat):
        raise BadLocation(lon, lat)
    match datum:
        case Datum.WGS84:
            return lon, lat
        case Datum.GCJ02:
            return _gcj02_from_wgs84(lon, lat)
        case Datum.BD09:
            return _bd09_from_gcj02(*_gcj02_from_wgs84(lon, lat))


def to_e7(angle: float) -> int:
    """Degrees as the integer that events hold: 1e-7 degree, about a centimetre."""
    return round(angle * SCALE)


def from_e7(angle_e7: int) -> float:
    """Degrees of an integer that an event holds."""
    return angle_e7 / SCALE


def metres_between(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """How far apart two places of one datum are, on a sphere (haversine, to 0.6 %)."""
    north, other_north = radians(lat), radians(other_lat)
    across = sin(radians(other_lon - lon) / 2) ** 2 * cos(north) * cos(other_north)
    chord = sin((other_north - north) / 2) ** 2 + across
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, chord)))


def _shifted_area(lon: float, lat: float) -> bool:
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH


def _gcj02_from_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """Shift as the formula of 2002, in wide use and never published by its makers."""
    if not _shifted_area(lon, lat):
        return lon, lat
    x, y = lon - 105, lat - 35
    waves = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north_waves = _waves(y, 20, 40, 3, 160, 12) + 320 * sin(pi * y / 30)
    east_waves = _waves(x, 20, 40, 3, 150, 12) + 300 * sin(pi * x / 30)
    root = 0.2 * sqrt(abs(x))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + root
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + root / 2
    north += (waves + north_waves) * 2 / 3
    east += (waves + east_waves) * 2 / 3
    across = radians(lat)
    m = 1 - ECCENTRICITY_SQUARED * sin(across) ** 2
    meridian = SEMI_MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED) / m**1.5
    parallel = SEMI_MAJOR_AXIS / sqrt(m) * cos(across)
    return lon + degrees(east / parallel), lat + degrees(north / meridian)


def _waves(z: float, a: float, b: float, b_span: float, c: float, c_span: float) -> float:
    return a * sin(pi * z) + b * sin(pi * z / b_span) + c * sin(pi * z / c_span)


def _bd09_from_gcj02(lon: float, lat: float) -> tuple[float, float]:
    if not _shifted_area(lon, lat):
        return lon, lat
    radius = hypot(lon, lat) + 2e-5 * sin(lat * BAIDU_TURN)
    angle = atan2(lat, lon) + 3e-6 * cos(lon * BAIDU_TURN)
    return radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006


def _invert(shift: Shift, lon: float, lat: float) -> tuple[float, float]:
    """Find what `shift` takes to this place: a fixed point, not one subtraction."""
    if not _shifted_area(lon, lat):
        return lon, lat
    from_lon, from_lat = lon, lat
    for _ in range(ROUNDS):
        there_lon, there_lat = shift(from_lon, from_lat)
        from_lon += lon - there_lon
        from_lat += lat - there_lat
        if abs(lon - there_lon) < NEAR and abs(lat - there_lat) < NEAR:
            break
    return from_lon, from_lat
