"""How the map is read: one tile, as places when close, as clusters from afar."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Engine, RowMapping, case, func, or_, select

from projections.map.table import point
from projections.map.tiles import Box, box
from projections.reading import Snapshot, reading
from services.eventlog.instants import from_micros, to_micros

MOST = 500  # places in one tile; where there are more, they are clustered
WHOLE = 5_000  # places of the whole city at once
CLOSE = 15  # the zoom from which on places are shown one by one
RECENT = timedelta(days=30)
_GRID = 8  # clusters in a row of a tile
_E4 = 10_000


class Spot(NamedTuple):
    """A place, in degrees of WGS-84 rounded to 1e-4, and what is shown there."""

    longitude: float
    latitude: float
    properties: Mapping[str, Any]

    def feature(self) -> dict[str, Any]:
        """Return it as a GeoJSON feature."""
        place = {"type": "Point", "coordinates": [self.longitude, self.latitude]}
        return {"type": "Feature", "geometry": place, "properties": dict(self.properties)}


class Tile(NamedTuple):
    """One tile of the map; `clustered` when its spots stand for several reports each."""

    spots: list[Spot]
    clustered: bool
    position: int
    incomplete: bool

    def collection(self) -> dict[str, Any]:
        """Return it as a GeoJSON feature collection."""
        return {"type": "FeatureCollection", "features": [spot.feature() for spot in self.spots]}


class Spread(NamedTuple):
    """The places of the whole city; `more` when there are more than are shown."""

    spots: list[Spot]
    more: bool
    position: int
    incomplete: bool


def tile(
    engine: Engine,
    zoom: int,
    column: int,
    row: int,
    *,
    now: datetime,
    category: str | None = None,
    as_of: int | None = None,
) -> Tile:
    """Show what is open in a tile, and what was solved in the 30 days before `now`.

    Raises BadTile and NotYetShown.
    """
    area = box(zoom, column, row)
    with reading(engine, "map", as_of) as view:
        mine = [view.holds(point), *_inside(area, category, now)]
        spots = _places(view, mine) if zoom >= CLOSE else None
        clustered = spots is None or len(spots) > MOST
        if spots is None or clustered:
            spots = _clusters(view, mine, area)
    return Tile(spots, clustered, view.position, view.incomplete)


def spread(
    engine: Engine,
    *,
    now: datetime,
    office: str | None = None,
    category: str | None = None,
    only_open: bool = False,
    as_of: int | None = None,
) -> Spread:
    """Show every open place of the city, and those solved in the 30 days before `now`.

    At most WHOLE of them, the most lately changed first. Raises NotYetShown.
    """
    given = {"office": office, "category": category}
    wanted = [point.c[name] == value for name, value in given.items() if value is not None]
    lately = point.c.closed_at >= to_micros(now - RECENT)
    kinds = [point.c.open.is_(True)] if only_open else [point.c.open.is_(True), lately]
    with reading(engine, "map", as_of) as view:
        rows: list[RowMapping] = []
        for kind in kinds:  # each by its own index
            query = select(point).where(view.holds(point), kind, *wanted)
            newest = query.order_by(point.c.valid_from.desc()).limit(WHOLE + 1)
            rows += view.db.execute(newest).mappings()
    rows.sort(key=lambda row: int(row["valid_from"]), reverse=True)
    spots = [_spot(row) for row in rows[:WHOLE]]
    return Spread(spots, len(rows) > WHOLE, view.position, view.incomplete)


def _inside(area: Box, category: str | None, now: datetime) -> list[ColumnElement[bool]]:
    lately = point.c.closed_at >= to_micros(now - RECENT)
    found = [
        point.c.lat_e4 >= area.south,
        point.c.lat_e4 < area.north,
        point.c.lon_e4 >= area.west,
        point.c.lon_e4 < area.east,
        or_(point.c.open.is_(True), lately),
    ]
    if category is not None:
        found.append(point.c.category == category)
    return found


def _places(view: Snapshot, mine: list[ColumnElement[bool]]) -> list[Spot]:
    query = select(point).where(*mine).order_by(point.c.report).limit(MOST + 1)
    return [_spot(row) for row in view.db.execute(query).mappings()]


def _clusters(view: Snapshot, mine: list[ColumnElement[bool]], area: Box) -> list[Spot]:
    """Gather a tile's places in a grid; each cluster stands in the middle of its places."""
    wide = max(1, -(-(area.east - area.west) // _GRID))
    tall = max(1, -(-(area.north - area.south) // _GRID))
    cells = (point.c.lon_e4 - area.west) // wide, (point.c.lat_e4 - area.south) // tall
    is_open = case((point.c.open.is_(True), 1), else_=0)
    query = (
        select(
            func.count().label("count"),
            func.sum(is_open).label("open"),
            func.sum(point.c.lon_e4).label("lon"),
            func.sum(point.c.lat_e4).label("lat"),
        )
        .where(*mine)
        .group_by(*cells)
        .order_by(*cells)
    )
    return [
        Spot(
            round(int(row["lon"]) / row["count"]) / _E4,
            round(int(row["lat"]) / row["count"]) / _E4,
            {"count": row["count"], "open": int(row["open"])},
        )
        for row in view.db.execute(query).mappings()
    ]


def _spot(row: RowMapping) -> Spot:
    due, closed = row["due_at"], row["closed_at"]
    properties = {
        "number": row["number"],
        "category": row["category"],
        "state": row["state"],
        "office": row["office"],
        "open": row["open"],
        "due_at": None if due is None else from_micros(due),
        "closed_at": None if closed is None else from_micros(closed),
    }
    return Spot(row["lon_e4"] / _E4, row["lat_e4"] / _E4, properties)
