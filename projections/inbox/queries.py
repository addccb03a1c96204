"""How an inbox is read: page by page, what is new, and what one notice says."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Engine, RowMapping, Select, and_, func, or_, select

from projections.cursors import make_cursor, read_cursor
from projections.inbox.rules import Kind
from projections.inbox.table import named, notice
from projections.reading import Snapshot, reading
from projections.tables import OPEN
from services.eventlog.instants import from_micros

MOST = 200


class Notice(NamedTuple):
    """Something a rider is told; number and category are None while the report is parked."""

    position: int
    rider: str
    at: datetime
    kind: Kind
    report: UUID | None
    own: bool
    points: int | None
    facts: dict[str, Any]
    number: str | None
    category: str | None
    photos: list[str]  # taken after the work, as far as this rider may see them


class Inbox(NamedTuple):
    """Part of what a rider was told, newest first; `unread` counts all of it."""

    items: list[Notice]
    next: str | None
    unread: int
    read_to: int
    position: int
    incomplete: bool


class News(NamedTuple):
    """Notices in the log's order; ask again from `position`, at once while there is `more`."""

    items: list[Notice]
    position: int
    more: bool


def inbox_of(
    engine: Engine,
    rider: str,
    read_to: int,
    *,
    unread: bool = False,
    cursor: str | None = None,
    limit: int = 50,
    as_of: int | None = None,
) -> Inbox:
    """Read a rider's inbox; raises BadCursor and NotYetShown.

    All pages of one walk keep the moment, and the read mark, of the first.
    """
    name, before = f"inbox:{rider}:{int(unread)}", OPEN
    if cursor is not None:
        as_of, keys = read_cursor(cursor, name, (int, int))
        before, read_to = (int(key) for key in keys)
    limit = max(1, min(limit, MOST))
    with reading(engine, "inbox", as_of) as now:
        query = _notices(now).where(notice.c.rider == rider, notice.c.position < before)
        if unread:
            query = query.where(notice.c.position > read_to)
        query = query.order_by(notice.c.position.desc()).limit(limit + 1)
        rows = now.db.execute(query).mappings().all()
        count = _unread(now, rider, read_to)
    items = [_notice(row) for row in rows[:limit]]
    more = None
    if len(rows) > limit:
        more = make_cursor(name, now.position, [items[-1].position, read_to])
    return Inbox(items, more, count, read_to, now.position, now.incomplete)


def unread_of(engine: Engine, rider: str, read_to: int) -> int:
    """Count what a rider has not read."""
    with reading(engine, "inbox") as now:
        return _unread(now, rider, read_to)


def news_of(engine: Engine, rider: str, since: int, limit: int = MOST) -> News:
    """List what a rider was told after a position, oldest first."""
    with reading(engine, "inbox") as now:
        mine = (notice.c.rider == rider, notice.c.position > since)
        query = _notices(now).where(*mine).order_by(notice.c.position).limit(limit + 1)
        rows = now.db.execute(query).mappings().all()
    more = len(rows) > limit
    items = [_notice(row) for row in rows[:limit]]
    return News(items, items[-1].position if more else max(since, now.position), more)


def told_since(engine: Engine, since: int) -> tuple[int, frozenset[str]]:
    """Say how far the inbox has read, and which riders were told something after `since`."""
    with reading(engine, "inbox") as now:
        if now.position <= since:
            return now.position, frozenset()
        new = and_(notice.c.generation == now.generation, notice.c.position > since)
        return now.position, frozenset(now.db.scalars(select(notice.c.rider).where(new).distinct()))


def all_news(engine: Engine, since: tuple[int, str], upto: int, limit: int) -> list[Notice]:
    """List everybody's notices after a position and rider, in the order of both."""
    position, rider = since
    later = and_(notice.c.position == position, notice.c.rider > rider)
    with reading(engine, "inbox") as now:
        query = _notices(now).where(or_(notice.c.position > position, later))
        query = query.where(notice.c.position.between(position, upto))  # a range for the index
        query = query.order_by(notice.c.position, notice.c.rider).limit(limit)
        return [_notice(row) for row in now.db.execute(query).mappings()]


def notices_at(engine: Engine, rider: str, positions: Collection[int]) -> list[Notice]:
    """Read some of a rider's notices, oldest first; one that is no more is left out."""
    with reading(engine, "inbox") as now:
        mine = (notice.c.rider == rider, notice.c.position.in_(list(positions)))
        query = _notices(now).where(*mine).order_by(notice.c.position)
        return [_notice(row) for row in now.db.execute(query).mappings()]


def _notices(now: Snapshot) -> Select[Any]:
    report = and_(named.c.report == notice.c.report, now.holds(named))
    called = (named.c.number, named.c.category, named.c.released)
    query = select(notice, *called).outerjoin(named, report)
    return query.where(now.known(notice))


def _unread(now: Snapshot, rider: str, read_to: int) -> int:
    new = (notice.c.rider == rider, notice.c.position > read_to)
    query = select(func.count()).select_from(notice).where(now.known(notice), *new)
    return now.db.scalar(query) or 0


def _notice(row: RowMapping) -> Notice:
    facts = msgspec.json.decode(row["facts"])
    photos = facts.get("photos", []) if row["kind"] == Kind.FIXED else []
    if not row["own"]:
        released = (row["released"] or "").split()
        photos = [one for one in photos if one in released]
    return Notice(
        position=row["position"],
        rider=row["rider"],
        at=from_micros(row["at"]),
        kind=Kind(row["kind"]),
        report=UUID(row["report"]) if row["report"] else None,
        own=row["own"],
        points=row["points"],
        facts=facts,
        number=row["number"],
        category=row["category"],
        photos=photos,
    )
