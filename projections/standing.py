"""Which generation of a view is live, and how far it has read the log."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from projections.tables import bookmark, projection
from projections.view import View

_LIVE = (bookmark.c.view == projection.c.view) & (bookmark.c.generation == projection.c.live)
# Made once: to make a statement costs more than to run it.
_STANDING = (
    select(projection.c.live, bookmark.c.position, projection.c.edition)
    .join(bookmark, _LIVE)
    .where(projection.c.view == bindparam("name"))
)


class Standing(NamedTuple):
    """A view's live generation, and the last position that it has read."""

    generation: int
    position: int


def standing(db: Connection, view: View[Any]) -> Standing:
    """Look up where a view stands; NewerSchema once a later program has begun it anew."""
    generation, position, edition = db.execute(_STANDING, {"name": view.name}).one()
    view.check(edition)
    return Standing(generation, position)
