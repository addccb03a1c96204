"""Whether somebody may do something to a report as it stands: the table, applied."""

from domain.actor import Actor
from domain.report.refusals import NotAllowed, NotNow
from domain.report.state import Report
from domain.report.table import TABLE, Command, State, Who
from domain.values import Role

_CITY_WIDE = {Who.OPERATOR: Role.OPERATOR, Who.VERIFIER: Role.VERIFIER, Who.ADMIN: Role.ADMIN}


def stands(report: Report, actor: Actor, who: Who) -> bool:  # noqa: PLR0911 - one answer for each Who
    """Say whether `actor` stands to the report as `who`."""
    office, community = report.office, report.community
    match who:
        case Who.SYSTEM:
            return actor.system
        case Who.REPORTER:
            return actor.id == report.rider and actor.holds(Role.RIDER)
        case Who.OTHER_RIDER:
            return actor.id != report.rider and actor.holds(Role.RIDER)
        case Who.DISPATCHER:
            return office is not None and actor.serves(Role.DISPATCHER, office, community)
        case Who.SUPERVISOR:
            return _supervises(report, actor)
        case Who.HANDLER:
            working = stands(report, actor, Who.DISPATCHER) or _supervises(report, actor)
            return actor.id == report.holder and working
        case Who.OPERATOR | Who.VERIFIER | Who.ADMIN:
            return actor.holds(_CITY_WIDE[who])


def permit(report: Report, command: Command, actor: Actor) -> State | None:
    """Answer with the state the command leads to; None when it leaves the state alone.

    Raises NotAllowed for a person no row names, NotNow for a state no row of theirs names.
    """
    rows = [row for row in TABLE if row.command is command]
    theirs = [row for row in rows if any(stands(report, actor, who) for who in row.who)]
    for row in theirs:
        if report.state in row.states:
            return row.to
    if theirs or not _ever(report, actor, command):
        raise NotNow(command, report.state) if theirs else NotAllowed(command)
    raise NotNow(command, report.state)


def may(report: Report, command: Command, actor: Actor) -> bool:
    """Say whether the table lets `actor` do it now; the decision may still refuse."""
    try:
        permit(report, command, actor)
    except (NotAllowed, NotNow):
        return False
    return True


def _supervises(report: Report, actor: Actor) -> bool:
    return report.office is not None and actor.serves(Role.SUPERVISOR, report.office, None)


def _ever(report: Report, actor: Actor, command: Command) -> bool:
    """Say whether `actor` is refused for the moment only: they held the work before."""
    named = {who for row in TABLE if row.command is command for who in row.who}
    return Who.HANDLER in named and actor.id in report.handlers and report.holder != actor.id
