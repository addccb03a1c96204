"""A wish for every route that writes; a new route without one fails a test."""

from api.authority import POLICIES
from tests.faults.wishes import closing, handling, intake, photos, setting_up, signing_in
from tests.faults.wishes.wish import WISHES, Prepare

PREPARED = (photos, intake, handling, closing, setting_up, signing_in)


def wishes() -> dict[str, Prepare]:
    """List every wish that was prepared."""
    assert all(one.__doc__ for one in PREPARED)
    return dict(WISHES)


def routes() -> set[str]:
    """Name every route that writes."""
    return {f"{row.method} {row.path}" for row in POLICIES if row.writes}


def route_of(name: str) -> str:
    """Name the route of a wish, without the words that tell its wishes apart."""
    return " ".join(name.split()[:2])
