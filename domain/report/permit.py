"""Whether somebody may do something to a report as it stands: the table, applied."""

from domain.actor import Actor
from domain.report.refusals import AlreadyClaimed, NotAllowed, NotNow
from domain.report.state import Report
from domain.report.table import TABLE, Command, Rule, State, Who
from domain.values import Role

_RULES = {one: tuple(rule for rule in TABLE if rule.command is one) for one in Command}
_OPEN = {
    state: {
        one: frozenset(who for rule in rules if state in rule.states for who in rule.who)
        for one, rules in _RULES.items()
    }
    for state in State
}
"""State -> command -> who may give it: asked once instead of row by row, 20 us for 170."""
_CITY_WIDE = {Who.OPERATOR: Role.OPERATOR, Who.VERIFIER: Role.VERIFIER, Who.ADMIN: Role.ADMIN}


def stands(  # noqa: PLR0911 - one answer for each Who
    report: Report, actor: Actor, who: Who, office: str | None = None
) -> bool:
    """Say whether `actor` stands to the report, or to another `office` of it, as `who`."""
    place = office or report.office
    match who:
        case Who.SYSTEM:
            return actor.system
        case Who.REPORTER:
            return actor.id == report.rider and actor.holds(Role.RIDER)
        case Who.OTHER_RIDER:
            return actor.id != report.rider and actor.holds(Role.RIDER)
        case Who.DISPATCHER:
            return place is not None and actor.serves(Role.DISPATCHER, place, report.community)
        case Who.SUPERVISOR:
            return place is not None and actor.serves(Role.SUPERVISOR, place, None)
        case Who.HANDLER:
            return actor.id == report.holder and _works(report, actor)
        case Who.OPERATOR | Who.VERIFIER | Who.ADMIN:
            return actor.holds(_CITY_WIDE[who])


def entitled(report: Report, command: Command, actor: Actor, office: str | None = None) -> bool:
    """Say whether the table lets `actor` do it in any state at all."""
    return any(stands(report, actor, who, office) for rule in _RULES[command] for who in rule.who)


def permit(
    report: Report, command: Command, actor: Actor, office: str | None = None
) -> State | None:
    """Answer with the state the command leads to; None when it leaves the state alone.

    Raises NotAllowed for a person no row names, NotNow for a state no row of theirs names,
    AlreadyClaimed for one who let the claim go and finds another holding it.
    """
    if not report.version:
        raise NotNow(command, "not submitted")
    if rule := _rule(report, command, actor, office):
        return rule.to
    if entitled(report, command, actor, office):
        raise NotNow(command, report.state)
    if _had_it(report, command, actor):
        if report.holder and report.lease_until:
            raise AlreadyClaimed(report.holder, report.lease_until)
        raise NotNow(command, report.state)
    raise NotAllowed(command)


def may(report: Report, command: Command, actor: Actor) -> bool:
    """Say whether the table lets `actor` do it now; the decision may still refuse."""
    return bool(report.version) and _rule(report, command, actor, None) is not None


def allowed(report: Report, actor: Actor) -> list[Command]:
    """List all commands that the table lets `actor` give now, in the order of their names."""
    if not report.version:
        return []
    standing = {who for who in Who if stands(report, actor, who)}
    return [one for one, whose in _OPEN[report.state].items() if not whose.isdisjoint(standing)]


def _rule(report: Report, command: Command, actor: Actor, office: str | None) -> Rule | None:
    """Find the row that lets `actor` do it now."""
    for rule in _RULES[command]:
        if report.state in rule.states and any(
            stands(report, actor, who, office) for who in rule.who
        ):
            return rule
    return None


def _works(report: Report, actor: Actor) -> bool:
    return stands(report, actor, Who.DISPATCHER) or stands(report, actor, Who.SUPERVISOR)


def _had_it(report: Report, command: Command, actor: Actor) -> bool:
    """Say whether `actor` is refused for the moment only: it was theirs before.

    They held the claim, or work for the office that had the report before it went to the
    desk: what they ask for was overtaken, not forbidden.
    """
    named = {who for rule in _RULES[command] for who in rule.who}
    if Who.HANDLER in named and actor.id in report.handlers:
        return report.holder != actor.id
    if report.office is None and report.leg:
        return entitled(report, command, actor, report.leg.office)
    return False
