"""What the decisions share: where a report goes, whose lease is renewed, what is too late."""

from datetime import datetime
from typing import NamedTuple

from domain.actor import Actor
from domain.characters import seen
from domain.clock import is_overdue
from domain.kernel import Personal
from domain.report.leg import Leg, Rules, lease_end
from domain.report.refusals import NotNow
from domain.report.state import Report
from domain.report.terms import Routing

MANY_BOUNCES = 3  # after so many, only the desk places the report, and it stays there


class Place(NamedTuple):
    """Where a report goes, and why."""

    office: str
    community: str | None
    routing: Routing


def sealed(words: str | None) -> Personal[str] | None:
    """Wrap words for sealing; blank ones are none."""
    return Personal(value=words.strip()) if words and seen(words) else None


def running(report: Report, command: str) -> Leg:
    """Answer with the turn whose clock runs; without one, `command` is not for now."""
    if report.leg is None or not report.leg.running:
        raise NotNow(command, report.state)
    return report.leg


def renewed(report: Report, rules: Rules, actor: Actor, now: datetime) -> datetime | None:
    """Say until when a step of the handler renews the claim; None when another took it."""
    if report.leg is None or actor.id != report.holder:
        return None
    return lease_end(rules, report.leg.terms.limit, now)


def verdict(report: Report, now: datetime) -> bool:
    """Say whether the turn is too late; once overdue, it stays so until a reopening."""
    leg = report.leg
    return leg is not None and (bool(leg.overdue) or is_overdue(leg.terms.due_at, now))
