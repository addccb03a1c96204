"""The public map: open problems and lately solved ones, rounded to about ten metres."""

import asyncio

import msgspec
from fastapi import APIRouter, Response

from api.admission import Guarded
from api.reads.nearby import InCategory
from api.reads.questions import InDatum, projections, shown
from api.spoken import problems
from api.visit import Here
from api.waiting import MinPosition
from domain.datum import Datum, from_wgs84
from projections.map.queries import Spot, tile

router = APIRouter(prefix="/v1", route_class=Guarded, tags=["城市 City"])
_ROUGH = 4
_FRESH = "public, max-age=15"


@router.get(
    "/map/{z}/{x}/{y}",
    summary="地图瓦片 · A tile of the map",
    response_class=Response,
    responses={
        200: {"content": {"application/geo+json": {"schema": {"type": "object"}}}},
        **problems(404, 422, 429, 503),
    },
)
async def show(
    z: int,
    x: int,
    y: int,
    here: Here,
    category: InCategory = None,
    min_position: MinPosition = 0,
    datum: InDatum = Datum.WGS84,
) -> Response:
    """Answer with a tile (Web Mercator, as everywhere) as GeoJSON, clustered from afar.

    The tile is cut on WGS-84; `datum` shifts what is in it.
    """
    await shown(here, "map", min_position)
    engine, now = projections(here).engine, here.wiring.clock()
    found = await asyncio.to_thread(tile, engine, z, x, y, now=now, category=category)
    collection = {
        "type": "FeatureCollection",
        "datum": datum,
        "clustered": found.clustered,
        "position": found.position,
        "incomplete": found.incomplete,
        "features": [_in(datum, spot).feature() for spot in found.spots],
    }
    headers = {"Cache-Control": "no-store" if min_position else _FRESH}
    body = msgspec.json.encode(collection)
    return Response(body, headers=headers, media_type="application/geo+json")


def _in(datum: Datum, spot: Spot) -> Spot:
    lon, lat = from_wgs84(spot.longitude, spot.latitude, datum)
    return spot._replace(longitude=round(lon, _ROUGH), latitude=round(lat, _ROUGH))
