"""What the first report learns when a later one turns out to tell the same."""

from datetime import datetime

from domain.actor import Actor
from domain.report.intake_events import Seconded
from domain.report.state import Report


def second(original: Report, duplicate: Report, actor: Actor, now: datetime) -> None:
    """Count the other rider among those who confirmed it: once, however often they told.

    Whether the two tell the same was decided with the duplicate; this states it where
    the points of all who saw the problem are decided, whatever becomes of it.
    """
    rider = duplicate.rider
    if rider != original.rider and rider not in original.corroborators:
        event = Seconded(by=actor.id, rider=rider, duplicate=duplicate.id.hex)
        original.record(event, now)
