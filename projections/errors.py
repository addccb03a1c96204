"""Why a view may not answer, and what stops a page."""

from domain.errors import Refused


class BadCursor(Refused):
    """The cursor was not made by us, or belongs to another list."""

    code = "bad-cursor"

    def __init__(self) -> None:
        super().__init__("this cursor does not belong to this list")


class BadSort(Refused):
    """The list cannot be sorted like that."""

    code = "bad-sort"

    def __init__(self, sort: str, allowed: tuple[str, ...]) -> None:
        super().__init__(f"cannot sort by {sort}; allowed: {', '.join(allowed)}")
        self.sort = sort
        self.allowed = allowed


class NotYetShown(Refused):
    """The view has not read the log as far as the question reaches."""

    code = "not-yet-shown"

    def __init__(self, asked: int, position: int) -> None:
        super().__init__(f"the view stands at {position}, the question is about {asked}")
        self.asked = asked
        self.position = position


class UnknownView(Refused):
    """There is no view of this name."""

    code = "unknown-view"

    def __init__(self, view: str) -> None:
        super().__init__(f"there is no view {view}")
        self.view = view


class Overtaken(Exception):
    """Another worker has moved this view's bookmark; nothing was written."""


class BrokenLog(Exception):
    """The log skipped or repeated a position: nothing derived from it could be trusted."""

    def __init__(self, after: int) -> None:
        super().__init__(f"the log's entries after position {after} are not contiguous")
        self.after = after


class MissedEvent(Exception):
    """An event of a stream came before the one it follows."""


class Poisoned(Exception):
    """An event that could not be read from the log."""
