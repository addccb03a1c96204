"""The view `queues`: every report as every event left it."""

from msgspec.structs import astuple

from domain.kernel import Event, Step
from projections.bulk import Values
from projections.queues.box import cell
from projections.queues.case import OFFICE_STATES, OPEN_STATES, Case
from projections.queues.follow import follow
from projections.queues.table import queue
from projections.sheet import Sheet
from projections.view import Settings, View

REOPENABLE = ("rejected", "duplicate")
CHECKED = ("resolved", "verified")


class Queues(View[Case]):
    """Keeps a row for each report, valid from each of its events to the next."""

    name = "queues"
    edition = 4  # 3: the cell of the map; 4: the nodes of ended spans
    kinds = frozenset({"report"})
    tables = (queue,)
    state = Case

    def fold(self, state: Case | None, step: Step[Event], settings: Settings) -> Case:  # noqa: ARG002 - the interface's; no rule of the city is needed
        """Follow one report through its life."""
        return follow(state, step)

    def write(self, before: Case | None, after: Case, step: Step[Event], sheet: Sheet) -> None:
        """Let the former row end where the new one begins."""
        key = (step.originator_id.hex,)
        if before is not None:
            sheet.close(queue, key, step.position, before.position)
        sheet.open(queue, key, columns(after), step.position)


def columns(case: Case) -> Values:
    """List what is stored of a case: no node yet, the lists it stands in, where, and its facts."""
    return (
        None,
        case.state in OPEN_STATES,
        case.state in OFFICE_STATES,
        _at_desk(case),
        _to_verify(case),
        _to_release(case),
        cell(case.lon_e7, case.lat_e7),
        *astuple(case)[:-1],  # the last is where the row begins
    )


def _at_desk(case: Case) -> bool:
    """Say whether the operator has to place it, judge an objection or review an appeal."""
    disputed = case.objection is not None and case.state in REOPENABLE
    return case.state in {"submitted", "returned"} or disputed or case.appeal > 0


def _to_verify(case: Case) -> bool:
    """Say whether another person has to look: drawn, points held, or its reporter objects."""
    doubted = case.drawn is not None or case.holds
    drawn = case.state == "resolved" and doubted
    return drawn or (case.objection is not None and case.state in CHECKED)


def _to_release(case: Case) -> bool:
    """Say whether it is said or known to be mended, and a photograph of it is not public."""
    return case.state in CHECKED and any(
        not photo.endswith(":public") for photo in case.photos.split()
    )
