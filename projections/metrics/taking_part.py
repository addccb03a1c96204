"""How many riders took part in a month: in the city, or by the office that first got the report."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Engine, Table, func, literal, select

from projections.metrics.table import participant, sender
from projections.reading import Snapshot, reading


class Participation(NamedTuple):
    """How many riders sent how many reports in a month."""

    month: int
    riders: int
    reports: int


class OfficeParticipation(NamedTuple):
    """How many riders sent how many accepted reports to an office; all of them where None."""

    month: int
    office: str | None
    riders: int
    reports: int


def participation(source: Engine | Snapshot, month: int, as_of: int | None = None) -> Participation:
    """Count the riders of a month (202611), each once."""
    with reading(source, "metrics", as_of) as now:
        query = select(func.count(func.distinct(sender.c.rider)), func.count()).where(
            now.known(sender), sender.c.month == month
        )
        riders, reports = now.db.execute(query).one()
    return Participation(month, int(riders), int(reports))


def participations(
    source: Engine | Snapshot,
    first: int,
    last: int,
    office: str | None = None,
    as_of: int | None = None,
) -> list[OfficeParticipation]:
    """Count each month's riders from `first` to `last` (202611): of the city, and by office.

    An office counts what was accepted and came to it first; the city counts whatever was
    sent, and is left out where one office is asked about.
    """
    with reading(source, "metrics", as_of) as now:
        found = _counted(now, participant, participant.c.office, first, last)
        if office is None:
            found += _counted(now, sender, literal(None), first, last)
    mine = [one for one in found if office in (None, one.office)]
    return sorted(mine, key=lambda one: (one.month, one.office or ""))


def _counted(
    now: Snapshot, table: Table, whose: ColumnElement[Any], first: int, last: int
) -> list[OfficeParticipation]:
    query = (
        select(
            table.c.month,
            whose.label("whose"),
            func.count(func.distinct(table.c.rider)),
            func.count(),
        )
        .where(now.known(table), table.c.month.between(first, last))
        .group_by(table.c.month, "whose")
    )
    return [OfficeParticipation(*row) for row in now.db.execute(query)]
