"""The view `inbox`: one notice for each rider whom an event concerns."""

import msgspec

from domain.kernel import Event, Step
from projections.bulk import Values
from projections.inbox.memory import Known, follow
from projections.inbox.rules import Told, of_report, of_wallet
from projections.inbox.table import named, notice
from projections.sheet import Sheet
from projections.view import Settings, View
from services.eventlog.instants import to_micros


class Inbox(View[Known]):
    """Writes down who is told what; the words are found when somebody reads."""

    name = "inbox"
    edition = 1
    kinds = frozenset({"report", "wallet"})
    tables = (notice, named)
    state = Known

    def fold(self, state: Known | None, step: Step[Event], settings: Settings) -> Known:  # noqa: ARG002 - the interface's; no rule of the city is needed
        """Remember whose report it is and who confirmed it, or which points are on their way."""
        return follow(state or Known(), step.event)

    def write(self, before: Known | None, after: Known, step: Step[Event], sheet: Sheet) -> None:
        """Add a notice for each rider who is told of the event."""
        stream, event, then = step.originator_id.hex, step.event, before or Known()
        if event.TOPIC.startswith("wallet."):
            told = of_wallet(stream, then, event)
        else:
            told = of_report(stream, then, after, event)
            if before is None or _called(before) != _called(after):
                if before is not None:
                    sheet.close(named, (stream,), step.position)
                sheet.open(named, (stream,), _called(after), step.position)
        for one in told:
            sheet.insert(notice, *_row(one, step))


def _called(known: Known) -> Values:
    return known.number, known.category, " ".join(known.released)


def _row(told: Told, step: Step[Event]) -> Values:
    at, facts = to_micros(step.at), msgspec.json.encode(told.facts, order="deterministic").decode()
    what = told.kind.value, told.report, told.own, told.points
    return told.rider, step.position, at, *what, facts
