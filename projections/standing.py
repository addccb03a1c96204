"""Which generation of a view is live, and how far it has read the log."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from projections.tables import bookmark, projection
from projections.view import View

_LIVE = (bookmark.c.view == projection.c.view) & (bookmark.c.generation == projection.c.live)
_STANDING = select(projection.c.live, bookmark.c.position, projection.c.edition).join(
    bookmark, _LIVE
)


class Standing(NamedTuple):
    """A view's live generation, and the last position that it has read."""

    generation: int
    position: int


def standing(db: Connection, view: View[Any]) -> Standing:
    """Look up where a view stands; NewerSchema once a later program has begun it anew."""
    query = _STANDING.where(projection.c.view == view.name)
    generation, position, edition = db.execute(query).one()
    view.check(edition)
    return Standing(generation, position)
