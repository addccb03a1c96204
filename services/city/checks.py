"""Checks that the files of a city fit together, and with what the log says already."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians

import shapely
from shapely.geometry.base import BaseGeometry

from domain.datum import EARTH_RADIUS
from domain.people import Post
from services.city.book import CityBook
from services.city.employees import Employee
from services.city.files import CityFiles
from services.city.findings import Rule
from services.city.places import Place

OVERLAP_M2 = 1_000.0  # drawn edges of neighbours never agree to the metre
DEGREE_M = radians(1) * EARTH_RADIUS


@dataclass(frozen=True)
class Outcome:
    """The offices and communities there will be: code -> shape, code -> office's code."""

    offices: Mapping[str, BaseGeometry | None]
    communities: Mapping[str, str]


def check_city(files: CityFiles, book: CityBook, *, prune: bool) -> None:
    """Report what does not fit: unknown offices, ground claimed twice, posts nowhere."""
    outcome = expected(files, book, prune=prune)
    for community in files.communities or ():
        _check_community(community, outcome.offices)
    _check_overlaps(files.offices or [], outcome.offices, "office")
    _check_overlaps(files.communities or [], _shapes(files.communities or []), "community")
    for employee in files.staff or ():
        _check_posts(employee, outcome)


def expected(files: CityFiles, book: CityBook, *, prune: bool) -> Outcome:
    """Say which offices and communities will be open once the files are loaded."""
    kept = {} if prune and files.offices is not None else book.grounds()
    offices = kept | _shapes(files.offices or [])
    stay = {} if prune and files.communities is not None else book.memberships()
    named = {place.code: place.office for place in files.communities or ()}
    communities = {code: office for code, office in stay.items() if office in offices} | named
    return Outcome(offices, communities)


def square_metres(shape: BaseGeometry) -> float:
    """Estimate the area of a WGS-84 shape on a sphere, to about a percent for a city."""
    if shape.is_empty:
        return 0.0
    return float(shape.area) * DEGREE_M**2 * cos(radians(shape.centroid.y))


def _shapes(places: list[Place]) -> dict[str, BaseGeometry | None]:
    return {place.code: place.ground and place.ground.geometry for place in places}


def _check_community(community: Place, offices: Mapping[str, BaseGeometry | None]) -> None:
    if community.office not in offices:
        message = f"community {community.code}: no office {community.office}"
        community.where.report(message, Rule.NO_OFFICE)
        return
    around = offices[community.office]
    if community.ground is None or around is None:
        return
    own = community.ground.geometry
    if own.intersection(around).area < own.area / 2:
        message = f"community {community.code} lies mostly outside its office {community.office}"
        community.where.report(message)


def _check_overlaps(
    places: list[Place], outcome: Mapping[str, BaseGeometry | None], what: str
) -> None:
    drawn = {code: shape for code, shape in outcome.items() if shape is not None}
    codes, tree = list(drawn), shapely.STRtree(list(drawn.values()))
    seen = set()
    for place in places:
        own = drawn.get(place.code)
        if own is None:
            continue
        seen.add(place.code)
        others = (codes[index] for index in tree.query(own, "intersects").tolist())
        for other in sorted(others):
            shared = 0.0 if other in seen else square_metres(own.intersection(drawn[other]))
            if shared > OVERLAP_M2:
                message = f"{what} {place.code} shares {shared:.0f} m² with {what} {other}"
                place.where.report(message)


def _check_posts(employee: Employee, outcome: Outcome) -> None:
    for post in sorted(employee.posts, key=str):
        if flaw := _misplaced(post, outcome):
            message, rule = flaw
            employee.where.report(f"{employee.login}: {message}", rule)


def _misplaced(post: Post, outcome: Outcome) -> tuple[str, Rule] | None:
    if post.office is not None and post.office not in outcome.offices:
        return f"no office {post.office}", Rule.NO_OFFICE
    if post.community is not None and outcome.communities.get(post.community) != post.office:
        message = f"office {post.office} has no community {post.community}"
        return message, Rule.NO_COMMUNITY
    return None
