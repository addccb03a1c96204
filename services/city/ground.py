"""The ground of an office or a community: read, checked, and put into its one stored form.

The stored form is GeoJSON, so that an auditor can look at it with any map years later:
a Polygon or MultiPolygon on WGS-84, its vertices in the order of the source, rounded to
1e-7 degree (a centimetre), without blanks. It depends on nothing but the source, so the
same file gives the same bytes on every machine and with every version of a library.
"""

from datetime import date
from typing import Annotated

import msgspec
import shapely
from msgspec import Meta, Struct
from shapely.geometry.base import BaseGeometry

from domain.datum import Datum, is_on_earth, to_wgs84
from services.city.findings import Where
from services.city.reading import Words

DIGITS = 7
VERTICES = 200_000  # a whole province's outline has fewer
WIDEST = 5.0  # degrees; a vertex at 0, 0 or in another city makes a shape wider than this

Vertex = Annotated[list[float], Meta(min_length=2, max_length=3)]  # a height is dropped
Ring = Annotated[list[Vertex], Meta(min_length=4)]
Rings = Annotated[list[Ring], Meta(min_length=1)]


class _Polygon(Struct, tag_field="type", tag="Polygon", forbid_unknown_fields=True):
    coordinates: Rings


class _MultiPolygon(Struct, tag_field="type", tag="MultiPolygon", forbid_unknown_fields=True):
    coordinates: Annotated[list[Rings], Meta(min_length=1)]


class Ground(Struct, frozen=True):
    """A shape that may be routed by: `content` is what is stored, `geometry` the same."""

    geometry: BaseGeometry
    content: bytes
    datum: Datum  # of the source
    source: str
    approximate: bool
    valid_from: date


class Drawing(Struct, frozen=True):
    """What a file must say about a shape beside the shape itself."""

    datum: Datum
    source: Words
    valid_from: date
    approximate: bool = False


def read_ground(geometry: object, drawing: Drawing, where: Where) -> Ground | None:
    """Check a GeoJSON geometry and convert it; None, and the flaw reported, if it is bad."""
    try:
        shape = msgspec.convert(geometry, _Polygon | _MultiPolygon)
    except msgspec.ValidationError as error:
        where.report(f"geometry: {error}")
        return None
    many = shape.coordinates if isinstance(shape, _MultiPolygon) else [shape.coordinates]
    flaw = _flaw(many)
    if flaw is None:
        stored = [[_converted(ring, drawing.datum) for ring in rings] for rings in many]
        form: object = {"type": "MultiPolygon", "coordinates": stored}
        if isinstance(shape, _Polygon):
            form = {"type": "Polygon", "coordinates": stored[0]}
        content = msgspec.json.encode(form)
        ground = shapely.from_geojson(content)
        flaw = _unfit(ground)
    if flaw is not None:
        where.report(f"geometry: {flaw}")
        return None
    return Ground(
        geometry=ground,
        content=content,
        datum=drawing.datum,
        source=drawing.source,
        approximate=drawing.approximate,
        valid_from=drawing.valid_from,
    )


def opened(content: bytes) -> BaseGeometry:
    """Read a shape from its stored form."""
    return shapely.from_geojson(content)


def _flaw(many: list[Rings]) -> str | None:
    """Find what makes vertices unusable before they are a shape at all."""
    rings = [ring for polygon in many for ring in polygon]
    count = sum(map(len, rings))
    if count > VERTICES:
        return f"{count} vertices; a shape may have {VERTICES}"
    for ring in rings:
        for vertex in ring:
            if not is_on_earth(vertex[0], vertex[1]):
                return f"{vertex[:2]} is not on earth (longitude comes first, in degrees)"
        if ring[0] != ring[-1]:
            return f"a ring that begins at {ring[0]} is not closed"
    return None


def _converted(ring: Ring, datum: Datum) -> list[tuple[float, float]]:
    places = (to_wgs84(vertex[0], vertex[1], datum) for vertex in ring)
    return [(round(lon, DIGITS), round(lat, DIGITS)) for lon, lat in places]


def _unfit(ground: BaseGeometry) -> str | None:
    if not ground.is_valid:
        return shapely.is_valid_reason(ground)  # type: ignore[no-any-return] # a str
    west, south, east, north = ground.bounds
    if not ground.area:
        return "it has no area"
    if max(east - west, north - south) > WIDEST:
        return f"it is wider than {WIDEST:g} degrees"
    return None
