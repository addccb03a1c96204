"""How queues are read: whose list, filtered, sorted, page by page, as of any position.

The pages of one walk through a list are all read at the first page's position: nothing
is shown twice and nothing is missed, however the queue moves meanwhile.
"""

from collections import Counter
from datetime import datetime
from enum import StrEnum
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Engine,
    and_,
    case,
    false,
    func,
    or_,
    select,
)

from projections.cursors import make_cursor, read_cursor
from projections.errors import BadSort
from projections.queues.listed import Listed, listed
from projections.queues.table import DUE, queue
from projections.reading import Snapshot, reading
from projections.tables import LIVE
from services.eventlog.instants import to_micros

MOST = 200
RUNNING = ("dispatched", "claimed")


class Whose(StrEnum):
    """Whose list it is."""

    OFFICE = "office"  # a street office, by its code9
    COMMUNITY = "community"  # a community, by its code12
    DESK = "desk"  # the operator's
    VERIFY = "verify"  # the verifiers' draw
    RELEASE = "release"  # whose photographs may be released to the public
    RIDER = "rider"  # all reports of one rider, closed ones too
    ALL = "all"  # every report: for auditors


class Filter(Struct, frozen=True, kw_only=True):
    """Which rows of a list; every condition given must hold.

    Without `states` an office sees what it has to do; `late_at` keeps what is overdue
    at that moment.
    """

    states: frozenset[str] | None = None
    category: str | None = None
    community: str | None = None
    flag: str | None = None
    holder: str | None = None
    offices: frozenset[str] | None = None
    late_at: datetime | None = None


EVERYTHING = Filter()


def _nothing_last(column: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(column, LIVE)


SORTS: dict[str, ColumnElement[int]] = {
    "due_at": DUE,
    "submitted_at": queue.c.submitted_at,
    "dispatched_at": _nothing_last(queue.c.dispatched_at),
    "closes_at": _nothing_last(queue.c.closes_at),
    "position": queue.c.valid_from,
    "bounces": queue.c.bounces,
    "corroborations": queue.c.corroborations,
    "escalation": queue.c.escalation,
}


class QueuePage(NamedTuple):
    """Part of a list, as of `position`; `next` leads on, None at the end."""

    items: list[Listed]
    next: str | None
    position: int
    incomplete: bool


class Counts(NamedTuple):
    """How many rows a list has, by state, and how many of them are late."""

    by_state: dict[str, int]
    late: int
    position: int
    incomplete: bool


def page(
    engine: Engine,
    whose: Whose,
    code: str = "",
    *,
    only: Filter = EVERYTHING,
    sort: str = "due_at",
    cursor: str | None = None,
    limit: int = 50,
    as_of: int | None = None,
) -> QueuePage:
    """Read a page of somebody's list; `sort` is a key of SORTS, with `-` for descending.

    Ties go by the report's id. Raises BadSort, BadCursor, NotYetShown.
    """
    order = SORTS.get(sort.removeprefix("-"))
    if order is None:
        raise BadSort(sort, tuple(SORTS))
    name = f"{whose}:{code}:{sort}"
    after = None
    if cursor is not None:
        as_of, after = read_cursor(cursor, name, (int, str))
    limit = max(1, min(limit, MOST))
    down = sort.startswith("-")
    with reading(engine, "queues", as_of) as now:
        mine = [belongs(whose, code, only), *_narrow(only)]
        if after is not None:
            mine.append(_beyond(order, after, down=down))
        by = [order.desc(), queue.c.report.desc()] if down else [order, queue.c.report]
        query = select(queue, order.label("sort_key")).where(*mine).order_by(*by).limit(limit + 1)
        parts = [now.db.execute(query.where(part)).mappings().all() for part in now.parts(queue)]
    rows = sorted(chain(*parts), key=itemgetter("sort_key", "report"), reverse=down)[: limit + 1]
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = make_cursor(name, now.position, [last["sort_key"], last["report"]])
    return QueuePage([listed(row) for row in rows[:limit]], following, now.position, now.incomplete)


def counts(
    engine: Engine,
    whose: Whose,
    code: str = "",
    *,
    now: datetime,
    only: Filter = EVERYTHING,
    as_of: int | None = None,
) -> Counts:
    """Count somebody's list by state; late is what is overdue at `now`."""
    with reading(engine, "queues", as_of) as view:
        mine = belongs(whose, code, only), *_narrow(only)
        late, by_state = 0, Counter[str]()
        overdue = func.sum(case((is_late(now), 1), else_=0))
        for part in view.parts(queue):
            query = select(queue.c.state, func.count(), overdue).where(part, *mine)
            for state, count, some in view.db.execute(query.group_by(queue.c.state)):
                by_state[state] += count
                late += some
    return Counts(dict(by_state), late, view.position, view.incomplete)


def find(engine: Engine, report: UUID, as_of: int | None = None) -> Listed | None:
    """Read one report; None where the view knows none."""
    with reading(engine, "queues", as_of, report.hex) as now:
        return _one(now, queue.c.report == report.hex)


def find_number(engine: Engine, number: str) -> Listed | None:
    """Read one report by its public number."""
    with reading(engine, "queues") as now:
        query = select(queue).where(now.holds(queue), queue.c.number == number)
        # Drawn by chance, two in some million may be alike: the earlier report keeps its own.
        row = now.db.execute(query.order_by(queue.c.report).limit(1)).mappings().one_or_none()
        return None if row is None else listed(row)


def belongs(  # noqa: PLR0911 - one answer for each Whose
    whose: Whose, code: str, only: Filter = EVERYTHING
) -> ColumnElement[bool]:
    """Say which rows are in somebody's list."""
    match whose:
        case Whose.OFFICE:
            return and_(queue.c.office == code, *_at_work(only))
        case Whose.COMMUNITY:
            return and_(queue.c.community == code, *_at_work(only))
        case Whose.DESK:
            return queue.c.at_desk.is_(True)
        case Whose.VERIFY:
            return queue.c.to_verify.is_(True)
        case Whose.RELEASE:
            return queue.c.to_release.is_(True)
        case Whose.RIDER:
            return queue.c.rider == code
        case Whose.ALL:
            return queue.c.generation == queue.c.generation


def _at_work(only: Filter) -> list[ColumnElement[bool]]:
    return [] if only.states is not None else [queue.c.at_work.is_(True)]


def _narrow(only: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if only.states is not None:
        found.append(queue.c.state.in_(sorted(only.states)) if only.states else false())
    if only.category is not None:
        found.append(queue.c.category == only.category)
    if only.community is not None:
        found.append(queue.c.community == only.community)
    if only.flag is not None:
        found.append(queue.c.flags.contains(f" {only.flag} ", autoescape=True))
    if only.holder is not None:
        found.append(queue.c.holder == only.holder)
    if only.offices is not None:
        found.append(queue.c.office.in_(sorted(only.offices)) if only.offices else false())
    if only.late_at is not None:
        found.append(is_late(only.late_at))
    return found


def is_late(now: datetime) -> ColumnElement[bool]:
    """Say which rows are overdue: by their verdict, or by a clock that runs past its deadline."""
    running = and_(queue.c.state.in_(RUNNING), queue.c.due_at < to_micros(now))
    return or_(queue.c.overdue.is_(True), running)


def _beyond(
    order: ColumnElement[int], after: list[int | str], *, down: bool
) -> ColumnElement[bool]:
    value, report = after
    if down:
        return or_(order < value, and_(order == value, queue.c.report < report))
    return or_(order > value, and_(order == value, queue.c.report > report))


def _one(now: Snapshot, which: ColumnElement[bool]) -> Listed | None:
    row = now.db.execute(select(queue).where(now.holds(queue), which)).mappings().one_or_none()
    return None if row is None else listed(row)
