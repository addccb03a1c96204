"""What two moments of a list differ in: who came, who left, and who changed in between."""

from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Engine, Select, func, select

from projections.queues.listed import Listed, listed
from projections.queues.queries import Whose, belongs
from projections.queues.table import queue
from projections.reading import Snapshot, reading

MOST: Final = 500


class Changed(NamedTuple):
    """A report that stands in the list at both moments, with events in between."""

    before: Listed
    after: Listed


class Some(NamedTuple):
    """How many there are, and the ids of the most lately changed ones."""

    total: int
    reports: list[str]


class Difference(NamedTuple):
    """At most MOST of each kind, the most lately changed first; the counts are of all."""

    entered: list[Listed]
    left: list[Listed]
    changed: list[Changed]
    counts: dict[str, int]
    position: int
    incomplete: bool


def difference(engine: Engine, whose: Whose, code: str, since: int, until: int) -> Difference:
    """Compare a list at two positions; raises NotYetShown.

    Only reports with an event in between are looked at: all others stand as they stood.
    """
    with reading(engine, "queues", until) as now:
        then = now._replace(position=since, past=True)
        here = belongs(whose, code)
        was, stands = (_standing(one, here, since, until) for one in (then, now))
        entered = _some(now, stands, but=was)
        left = _some(then, was, but=stands)
        changed = _some(now, stands, both=was)
        newer, older = _rows(now, entered, changed), _rows(then, left, changed)
        totals = {name: _total(one, here) for name, one in (("since", then), ("until", now))}
    sums = {"entered": entered.total, "left": left.total, "changed": changed.total}
    return Difference(
        [newer[one] for one in entered.reports],
        [older[one] for one in left.reports],
        [Changed(older[one], newer[one]) for one in changed.reports],
        totals | sums,
        now.position,
        now.incomplete,
    )


def _standing(
    then: Snapshot, here: ColumnElement[bool], since: int, until: int
) -> Select[tuple[str]]:
    """Select the reports in the list at one moment that have an event in between."""
    touched = select(queue.c.report).where(
        queue.c.generation == then.generation,
        queue.c.valid_from > since,
        queue.c.valid_from <= until,
    )
    return select(queue.c.report).where(then.holds(queue), here, queue.c.report.in_(touched))


def _some(
    then: Snapshot,
    mine: Select[tuple[str]],
    *,
    but: Select[tuple[str]] | None = None,
    both: Select[tuple[str]] | None = None,
) -> Some:
    wanted = [then.holds(queue), queue.c.report.in_(mine)]
    if but is not None:
        wanted.append(queue.c.report.not_in(but))
    if both is not None:
        wanted.append(queue.c.report.in_(both))
    newest = select(queue.c.report).where(*wanted).order_by(queue.c.valid_from.desc())
    count = then.db.scalar(select(func.count()).select_from(queue).where(*wanted))
    return Some(count or 0, list(then.db.scalars(newest.limit(MOST))))


def _rows(then: Snapshot, *some: Some) -> dict[str, Listed]:
    named = [report for one in some for report in one.reports]
    query = select(queue).where(then.holds(queue), queue.c.report.in_(named))
    return {row["report"]: listed(row) for row in then.db.execute(query).mappings()}


def _total(then: Snapshot, here: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(queue)
    return sum(then.db.scalar(query.where(part, here)) or 0 for part in then.parts(queue))
