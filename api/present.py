"""Reports as they are at the moment, for all who ask for one of them at that moment."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from domain.report.state import Report
from services.together import Spoiled, Together
from services.wiring import Wiring

Present = Together[UUID, Report]


def together(wiring: Wiring) -> Present:
    """Load the reports that are written to, many of them at once.

    The city's book is brought up to date on the way, and what opens the reports' words is
    fetched: a command on one of them then waits for nothing but the log. Where the history
    of one cannot be read, the others are loaded all the same.
    """

    def present(reports: Sequence[UUID]) -> Sequence[Report | Spoiled]:
        wiring.book.refresh()
        wiring.keyring.warm({report.hex for report in reports})
        try:
            return wiring.app.load_many(Report, reports)
        except SQLAlchemyError:
            raise
        except Exception:  # noqa: BLE001 - a poisoned event may raise anything; `_alone` says it
            return [_alone(wiring, report) for report in reports]

    return Together(present)


def _alone(wiring: Wiring, report: UUID) -> Report | Spoiled:
    try:
        return wiring.app.load(Report, report)
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001 - handed to whoever asked for this report
        return Spoiled(error)
