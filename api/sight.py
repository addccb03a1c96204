"""Who sees how much of a report, and who stands to it in which relation."""

from enum import StrEnum

from api.authority import Relation
from domain.actor import Actor
from domain.report.state import Report
from domain.report.table import OPEN, State
from domain.values import Role

SHOWN = OPEN | {State.VERIFIED}
_EVERYWHERE = (Role.OPERATOR, Role.VERIFIER, Role.LEAD, Role.AUDITOR, Role.ADMIN)
_AT_OFFICES = (Role.DISPATCHER, Role.SUPERVISOR)


class Sight(StrEnum):
    """How much of a report somebody sees."""

    OWN = "own"  # the reporter: all but what staff note for staff
    STAFF = "staff"  # everything
    OTHER = "other"  # the place to about ten metres, released photographs, no words


def of_office(actor: Actor, role: Role, report: Report) -> bool:
    """Say whether the report is, or was, with an office where `actor` has this post."""
    if report.office and actor.serves(role, report.office, report.community):
        return True
    past = set(report.legs) - {report.office}
    mine = {post.office for post in actor.posts if post.role is role}
    return bool(past & mine or (past and None in mine))  # None: in all offices


def holds(relation: Relation, actor: Actor, role: Role, report: Report) -> bool:
    """Say whether somebody in this role stands so to a report."""
    match relation:
        case Relation.ANY:
            return True
        case Relation.OFFICE:
            return of_office(actor, role, report)
        case Relation.OWN | Relation.RELEASED:
            return actor.id == report.rider
        case Relation.SHOWN:
            return actor.id == report.rider or report.state in SHOWN


def sight(actor: Actor | None, report: Report) -> Sight | None:
    """Say how much of a report somebody sees; None where it does not exist for them."""
    if not report.version or actor is None:
        return None
    if any(actor.holds(role) for role in _EVERYWHERE):
        return Sight.STAFF
    if any(of_office(actor, role, report) for role in _AT_OFFICES):
        return Sight.STAFF
    if not actor.holds(Role.RIDER):
        return None
    if actor.id == report.rider:
        return Sight.OWN
    return Sight.OTHER if report.state in SHOWN else None
