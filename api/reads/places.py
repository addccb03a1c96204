"""Which street offices the city has, and the ground each answers for."""

import asyncio
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec
import shapely
from fastapi import APIRouter, Response
from pydantic import Field
from shapely.geometry.base import BaseGeometry

from api.admission import Guarded
from api.reads.questions import InDatum, cached, tagged
from api.shapes import Answer, Page
from api.spoken import problems
from api.visit import Here, Visit
from domain.datum import Datum, from_wgs84
from domain.office import Boundary
from services.city.book import CityBook

router = APIRouter(prefix="/v1", route_class=Guarded, tags=["城市 City"])
_FRESH_S = 60
_DIGITS = 7
_drawn_last: dict[Datum, tuple[str, bytes]] = {}  # drawing takes long: version, answer


class CommunityShown(Answer):
    """A community (社区)."""

    code: str
    name: str


class BoundaryShown(Answer):
    """Where a boundary comes from; the shape itself is in offices.geojson."""

    version: int
    source: str = Field(description="Whom to name where the shape is shown.")
    approximate: bool = Field(description="Not an official boundary.")
    valid_from: str


class OfficeShown(Answer):
    """A street office (街道)."""

    code: str
    name: str
    district: str
    communities: list[CommunityShown]
    boundary: BoundaryShown | None


@router.get(
    "/offices",
    summary="街道与社区 · Street offices",
    response_model=Page[OfficeShown],
    responses=problems(429, 503),
)
async def offices(here: Here) -> Response:
    """List the open street offices with their communities, by code."""
    await asyncio.to_thread(here.wiring.book.refresh)
    return cached(here, Page(items=_offices(here.wiring.book), next=None), _FRESH_S)


@router.get(
    "/offices.geojson",
    summary="街道边界 · Their boundaries",
    response_class=Response,
    responses={
        200: {"content": {"application/geo+json": {"schema": {"type": "object"}}}},
        **problems(422, 429, 503),
    },
)
async def boundaries(here: Here, datum: InDatum = Datum.WGS84) -> Response:
    """Answer with the boundaries in force as GeoJSON.

    RFC 7946 knows WGS-84 alone; `datum` is for map apps that shift everything.
    """
    return await asyncio.to_thread(_boundaries, here, datum)


def _offices(book: CityBook) -> list[OfficeShown]:
    members: dict[str, list[CommunityShown]] = {}
    for code, office in sorted(book.memberships().items()):
        community = CommunityShown(code=code, name=book.communities[code].name)
        members.setdefault(office, []).append(community)
    return [
        OfficeShown(
            code=one.code,
            name=one.name,
            district=one.district,
            communities=members.get(one.code, []),
            boundary=_drawn(one.boundary),
        )
        for _, one in sorted(book.offices.items())
        if not one.closed
    ]


def _drawn(boundary: Boundary | None) -> BoundaryShown | None:
    if boundary is None:
        return None
    return BoundaryShown(
        version=boundary.version,
        source=boundary.source,
        approximate=boundary.approximate,
        valid_from=boundary.valid_from.isoformat(),
    )


def _boundaries(here: Visit, datum: Datum) -> Response:
    book = here.wiring.book
    book.refresh()
    listed = _offices(book)
    shapes = book.grounds()
    grounds = {one.code: one.boundary for one in book.offices.values() if one.boundary}
    version = [datum, *(one.model_dump_json() for one in listed)]
    version += [grounds[code].digest for code in shapes if code in grounds]
    name = sha256("\n".join(version).encode()).hexdigest()
    drawn, body = _drawn_last.get(datum, ("", b""))
    if drawn != name:
        body = msgspec.json.encode(_collection(listed, shapes, datum))
        _drawn_last[datum] = name, body
    return tagged(here, body, name, _FRESH_S, "application/geo+json")


def _collection(
    listed: list[OfficeShown], shapes: Mapping[str, BaseGeometry | None], datum: Datum
) -> dict[str, Any]:
    sources = dict.fromkeys(one.boundary.source for one in listed if one.boundary)
    return {
        "type": "FeatureCollection",
        "datum": datum,
        "attribution": "; ".join(sources),
        "approximate": any(one.boundary.approximate for one in listed if one.boundary),
        "features": [_feature(one, shapes[one.code], datum) for one in listed],
    }


def _feature(office: OfficeShown, ground: BaseGeometry | None, datum: Datum) -> dict[str, Any]:
    geometry = None
    if ground is not None:
        geometry = msgspec.json.decode(shapely.to_geojson(_in(datum, ground)))
    about = office.model_dump(mode="json", exclude={"communities"})
    return {"type": "Feature", "id": office.code, "geometry": geometry, "properties": about}


def _in(datum: Datum, ground: BaseGeometry) -> BaseGeometry:
    if datum is Datum.WGS84:
        return ground

    def convert(vertices: Any) -> list[tuple[float, float]]:  # noqa: ANN401 - an array of numpy
        places = (from_wgs84(lon, lat, datum) for lon, lat in vertices.tolist())
        return [(round(lon, _DIGITS), round(lat, _DIGITS)) for lon, lat in places]

    return shapely.transform(ground, convert)
