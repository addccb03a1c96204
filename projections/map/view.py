"""The view `map`: what anonymous people may see of a report, and where."""

from msgspec import Struct
from msgspec.structs import astuple

from domain.kernel import Event, Step
from projections.map.table import point
from projections.queues.case import OPEN_STATES, Case
from projections.queues.follow import follow
from projections.sheet import Sheet
from projections.view import Settings, View

_STEP = 1000  # of 1e-7 degree in 1e-4
_SHOWN = (*OPEN_STATES, "verified")


class Pin(Struct):
    """A place on the map; exact places stay with the staff."""

    number: str
    lon_e4: int
    lat_e4: int
    category: str
    state: str
    office: str | None
    open: bool
    due_at: int | None
    closed_at: int | None


class Map(View[Case]):
    """Keeps a report's pin while it is open, and for good once it was solved.

    Reports that were not accepted yet, or never, are not shown: nobody has looked at them.
    """

    name = "map"
    edition = 2
    kinds = frozenset({"report"})
    tables = (point,)
    state = Case

    def fold(self, state: Case | None, step: Step[Event], settings: Settings) -> Case:  # noqa: ARG002 - the interface's; no rule of the city is needed
        """Follow one report through its life, as the queues do."""
        return follow(state, step)

    def write(self, before: Case | None, after: Case, step: Step[Event], sheet: Sheet) -> None:
        """Move the pin when something that the map shows has changed."""
        former, latter = pin(before), pin(after)
        if former == latter:
            return
        key = (step.originator_id.hex,)
        if former is not None:
            sheet.close(point, key, step.position)
        if latter is not None:
            sheet.open(point, key, astuple(latter), step.position)


def pin(case: Case | None) -> Pin | None:
    """Say where and how a report is shown; None while it is not."""
    if case is None or case.accepted_at is None or case.state not in _SHOWN:
        return None
    return Pin(
        number=case.number,
        lon_e4=rounded(case.lon_e7),
        lat_e4=rounded(case.lat_e7),
        category=case.category,
        state=case.state,
        office=case.office,
        open=case.state in OPEN_STATES,
        due_at=case.due_at,
        closed_at=case.closed_at,
    )


def rounded(e7: int) -> int:
    """Round to 1e-4 degree, halves up, the same on either side of zero."""
    return (e7 + _STEP // 2) // _STEP
