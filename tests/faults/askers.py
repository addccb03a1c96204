"""Who asks in the test of the whole API, and what each of them may be answered."""

from typing import Final, NamedTuple

from api.authority import Anyone, Column, Policy, Relation
from domain.values import Role
from tests.api.town import BEISHAN, NOTE, TIANSHUI

PHONE: Final = "13800000001"  # of rider1


class Asker(NamedTuple):
    """Somebody in a role; of the report that is known to all only one rider is the reporter."""

    login: str
    column: Column
    office: str | None = None


NOBODY: Final = Asker("", Anyone.NOBODY)
REPORTER: Final = Asker("rider1", Role.RIDER)
ASKERS: Final = [
    NOBODY,
    REPORTER,
    Asker("rider2", Role.RIDER),
    Asker("dispatcher1", Role.DISPATCHER, BEISHAN),
    Asker("dispatcher3", Role.DISPATCHER, TIANSHUI),
    Asker("supervisor1", Role.SUPERVISOR, BEISHAN),
    Asker("supervisor2", Role.SUPERVISOR, TIANSHUI),
    Asker("operator1", Role.OPERATOR),
    Asker("verifier1", Role.VERIFIER),
    Asker("lead1", Role.LEAD),
    Asker("auditor1", Role.AUDITOR),
    Asker("admin1", Role.ADMIN),
]


def allowed(policy: Policy, asker: Asker, about: str, known: str) -> bool:
    """Say whether the table lets somebody have a good answer about a report.

    `known` is the reporter's, and at one office alone; of any other only the role is judged.
    """
    cells = [policy.cells.get(asker.column), policy.cells.get(Anyone.NOBODY)]
    if asker is not NOBODY:
        cells.append(policy.cells.get(Anyone.ACCOUNT))
    if about != known:
        return any(cells)
    return any(cell and _stands(cell, asker) for cell in cells)


def _stands(cell: Relation, asker: Asker) -> bool:
    match cell:
        case Relation.OFFICE:
            return asker.office == BEISHAN
        case Relation.OWN | Relation.RELEASED:
            return asker is REPORTER
        case _:
            return True


def forbidden(asker: Asker, path: str) -> list[str]:
    """List the words that must not stand in an answer: a rider's note, and a telephone number."""
    words = []
    if asker.login in {"", "rider2", "dispatcher3", "supervisor2"}:
        words.append(NOTE)
    if not (asker.column is Role.OPERATOR and path == "/v1/contacts") and asker is not REPORTER:
        words.append(PHONE)
    return words
