"""Which report a path names: by its id, or by the number people read to each other."""

from uuid import UUID

from projections.house import House
from projections.queues.queries import find_number
from services.number import BadNumber, parse
from services.reporting.context import UnknownReport


def by_id(name: str) -> UUID:
    """Read an id; UnknownReport for anything else."""
    try:
        return UUID(name)
    except ValueError as error:
        raise UnknownReport from error


def by_id_or_number(house: House, name: str) -> UUID:
    """Read an id, or find a number in the view of the queues; may wait for its database.

    A slip in a number is UnknownReport, like a number nobody has: neither tells the other.
    """
    try:
        return UUID(name)
    except ValueError:
        pass
    try:
        found = find_number(house.projections.engine, parse(name))
    except BadNumber as error:
        raise UnknownReport from error
    if found is None:
        raise UnknownReport
    return found.id
