"""Reports as they are at the moment, for all who ask for one of them at that moment."""

from collections.abc import Sequence
from uuid import UUID

from domain.report.state import Report
from services.together import Together
from services.wiring import Wiring

Present = Together[UUID, Report]


def together(wiring: Wiring) -> Present:
    """Load the reports that are written to, many of them at once.

    The city's book is brought up to date on the way, and what opens the reports' words is
    fetched: a command on one of them then waits for nothing but the log.
    """

    def present(reports: Sequence[UUID]) -> list[Report]:
        wiring.book.refresh()
        wiring.keyring.warm({report.hex for report in reports})
        return wiring.app.load_many(Report, reports)

    return Together(present)
