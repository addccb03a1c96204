"""A copy of the views that follows behind: asked as far as it has come, while it answers."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic as _monotonic
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from projections.keeper import Projections

DOWN_S: Final = 5.0  # until one that failed is asked again
GLANCE_S: Final = 1.0  # how old may be what is known of the primary
PEOPLE: Final = 10_000  # whose last write is remembered

logger = structlog.get_logger()


class Replica:
    """Says which questions a replica may answer: nobody sees less than they have written.

    What somebody wrote through this process is remembered here; of what they wrote through
    another, their question names the position. For anybody else the replica shows at least
    what the primary showed a second ago.
    """

    def __init__(
        self,
        views: Projections,
        primary: Projections,
        monotonic: Callable[[], float] = _monotonic,
    ) -> None:
        self.views = views
        self._primary = primary
        self._monotonic = monotonic
        self._down_until = 0.0
        self._known: dict[str, tuple[float, int]] = {}
        self._written: OrderedDict[str, int] = OrderedDict()

    @property
    def up(self) -> bool:
        """Whether it is worth asking."""
        return self._monotonic() >= self._down_until

    def failed(self, error: Exception) -> None:
        """Let it rest for a while."""
        self._down_until = self._monotonic() + DOWN_S
        logger.warning("replica failed", error=type(error).__name__)

    def wrote(self, who: str, position: int) -> None:
        """Remember what somebody has written."""
        self._written[who] = max(position, self._written.get(who, 0))
        self._written.move_to_end(who)
        if len(self._written) > PEOPLE:
            self._written.popitem(last=False)

    def needed(self, view: str, position: int, who: str | None) -> int | None:
        """Say what the replica must show of a view; None where nobody knows.

        At least `position`, and what `who` wrote. Waits for a database.
        """
        at, shown = self._known.get(view, (0.0, 0))
        if view not in self._known or self._monotonic() - at > GLANCE_S:
            try:
                at, shown = self._monotonic(), self._primary.position(view)
            except SQLAlchemyError:
                return None  # let the primary say itself what is wrong
            self._known[view] = at, shown
        return max(position, shown, self._written.get(who or "", 0))

    def shows(self, view: str, position: int) -> bool:
        """Say whether the replica shows a position of a view; not while it fails."""
        try:
            return self.up and self.views.position(view) >= position
        except SQLAlchemyError as error:
            self.failed(error)
            return False
