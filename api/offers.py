"""What the caller may ask of a report now, by the names of the API's routes."""

from collections.abc import Callable
from typing import Final

from domain.actor import Actor
from domain.report.permit import allowed
from domain.report.state import Report
from domain.report.table import Command, State

ROUTES: Final[dict[Command, str]] = {
    Command.ASK_SUSPENSION: "suspend",
    Command.ASK_EXTENSION: "extend",
    Command.DECIDE_SUSPENSION: "decide",
    Command.DECIDE_EXTENSION: "decide",
    Command.DECIDE_OBJECTION: "decide",
    Command.DECIDE_APPEAL: "decide",
    Command.ADD_PHOTOS: "photos",
    Command.RELEASE_PHOTO: "publish",
}
"""Commands whose route has another name; PUBLISH stands for photos/{photo}/release."""
OURS: Final = frozenset({Command.INSPECT, Command.REMIND, Command.CONFIRM_DEADLINE})
"""What only our own workers do."""

_POINTLESS: Final[dict[Command, Callable[[Report], bool]]] = {
    Command.DECIDE_SUSPENSION: lambda it: it.suspension is None,
    Command.DECIDE_EXTENSION: lambda it: it.extension is None,
    Command.DECIDE_OBJECTION: lambda it: it.objection is None,
    Command.DECIDE_APPEAL: lambda it: not _open_appeals(it),
    Command.APPEAL: lambda it: (
        not any(leg.overdue and office not in it.appeals for office, leg in it.legs.items())
    ),
    Command.ANSWER: lambda it: not it.asked,
    Command.RATE: lambda it: it.rated is not None,
    Command.OBJECT: lambda it: it.objected,
    Command.SUSPEND: lambda it: it.suspended_once,
    Command.ASK_SUSPENSION: lambda it: it.suspended_once,
}


def route_name(command: Command) -> str:
    """Name the route that asks for a command."""
    return ROUTES.get(command, command.value)


def offers(report: Report, actor: Actor) -> list[str]:
    """List what the table lets `actor` ask now; a decision may still refuse the details."""
    found = {
        route_name(command)
        for command in allowed(report, actor)
        if command not in OURS
        and not _POINTLESS.get(command, _never)(report)
        and not _not_for_them(report, command, actor)
    }
    return sorted(found)


def _not_for_them(report: Report, command: Command, actor: Actor) -> bool:
    """Say whether the table's yes is no for this person: own work, own report, no claim."""
    if command is Command.VERIFY and actor.id == report.rider:
        return not (report.resolution and report.resolution.closing.reporter_may)
    if command in (Command.VERIFY, Command.REOPEN, Command.DECIDE_OBJECTION):
        return actor.id in report.handlers
    if command is Command.CORROBORATE:
        return actor.id in report.corroborators
    return False


def _open_appeals(report: Report) -> bool:
    return report.state is State.VERIFIED and any(
        len(reviews) <= 1 and all(one.upheld for one in reviews)
        for reviews in report.appeals.values()
    )


def _never(_: Report) -> bool:
    return False
