"""The view `metrics`: cells that add up, whatever the order reports come in."""

from domain.calendar import CalendarPublished
from domain.city import PolicySet
from domain.kernel import Event, Step
from domain.report.intake_events import Submitted
from projections.metrics.contributions import contributions
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
        delta = contributions(after)
        delta.subtract(contributions(before))
        for place, amount in delta.items():
            if amount:
                key = place._asdict()
                sheet.add(cell, key, amount)
                sheet.insert(change, {**key, "position": step.position, "amount": amount})
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
