"""The view `metrics`: cells that add up, whatever the order reports come in."""

from domain.calendar import CalendarPublished
from domain.city import PolicySet
from domain.kernel import Event, Step
from domain.report.intake_events import Submitted
from projections.metrics.contributions import moved
from projections.metrics.follow import follow
from projections.metrics.measured import Measured, china_month
from projections.metrics.table import (
    ALL,
    BY_BOTH,
    BY_CATEGORY,
    BY_OFFICE,
    EVERY,
    cell,
    change,
    participant,
    sender,
)
from projections.sheet import Sheet
from projections.view import Settings, View
from services.eventlog.instants import to_micros


class Metrics(View[Measured]):
    """Keeps totals by day, office and category, and each change of them."""

    name = "metrics"
    edition = 3  # 3: cells by level
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
                sheet.add(cell, (BY_BOTH, *place), amount)
                measure, day, office, category, bucket = place
                where = office, category, bucket
                sheet.insert(change, measure, day, step.position, *where, amount)
        if isinstance(step.event, Submitted):
            month = china_month(to_micros(step.at))
            sheet.insert(sender, month, step.event.rider, step.position)
        if after.accepted_at is not None and (before is None or before.accepted_at is None):
            month, office = china_month(after.submitted_at), after.first_office or ""
            sheet.insert(participant, month, office, after.rider, step.position)

    def finish(self, sheet: Sheet) -> None:
        """Add what the page adds to the cells that keep less apart: once, not for each event."""
        for (_, measure, day, office, category, bucket), amount in sheet.sums(cell):
            sheet.add(cell, (BY_OFFICE, measure, day, office, EVERY, bucket), amount)
            sheet.add(cell, (BY_CATEGORY, measure, day, EVERY, category, bucket), amount)
            sheet.add(cell, (ALL, measure, day, EVERY, EVERY, bucket), amount)
