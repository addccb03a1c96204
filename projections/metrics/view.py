"""The view `metrics`: cells that add up, whatever the order reports come in."""

from domain.calendar import CalendarPublished
from domain.city import PolicySet
from domain.kernel import Event, Step
from domain.report.intake_events import Submitted
from projections.metrics.contributions import moved
from projections.metrics.follow import follow
from projections.metrics.measured import Measured, china_month
from projections.metrics.table import cell, change, participant, sender
from projections.sheet import Sheet
from projections.view import Settings, View
from services.eventlog.instants import to_micros


class Metrics(View[Measured]):
    """Keeps totals by day, office and category, and each change of them."""

    name = "metrics"
    edition = 2
    kinds = frozenset({"report"})
    settings = frozenset({CalendarPublished.TOPIC, PolicySet.TOPIC})
    tables = (cell, change, sender, participant)
    state = Measured

    def fold(self, state: Measured | None, step: Step[Event], settings: Settings) -> Measured:
        """Follow one report, its clock measured by the calendar known then."""
        return follow(state, step, settings.calendar_at(step.position))

    def write(
        self, before: Measured | None, after: Measured, step: Step[Event], sheet: Sheet
    ) -> None:
        """Take away what the report added before, add what it adds now."""
        for place, amount in moved(before, after).items():
            if amount:
                sheet.add(cell, place, amount)
                row = {**place._asdict(), "position": step.position, "amount": amount}
                sheet.insert(change, row)
        if isinstance(step.event, Submitted):
            month = china_month(to_micros(step.at))
            rider = step.event.rider
            sheet.insert(sender, {"month": month, "rider": rider, "position": step.position})
        if after.accepted_at is not None and (before is None or before.accepted_at is None):
            sheet.insert(
                participant,
                {
                    "month": china_month(after.submitted_at),
                    "office": after.first_office or "",
                    "rider": after.rider,
                    "position": step.position,
                },
            )
