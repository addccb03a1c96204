"""How much everybody has in hand, and which reports go back and forth."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from msgspec import Struct
from sqlalchemy import Engine, and_, case, func, or_, select

from projections.queues.listed import Listed, listed
from projections.queues.queries import Filter, Whose, belongs, is_late
from projections.queues.table import queue
from projections.reading import Snapshot, reading
from services.eventlog.instants import from_micros, to_micros

WEEK: Final = timedelta(days=7)
BOUNCED: Final = 2  # times passed on or returned: from then on it goes back and forth
MOST: Final = 100
_STREETS: Final = (Whose.OFFICE, Whose.COMMUNITY)
_HELD: Final = "claimed"
_DONE: Final = ("resolved", "verified")


class Load(Struct, frozen=True, kw_only=True):
    """What one person holds in a queue, and what was mended by that person within a week."""

    open: int = 0
    late: int = 0
    resolved: int = 0
    lease_soonest: datetime | None = None


class Loads(NamedTuple):
    """Everybody who holds something, by pseudonym; and what went back and forth, most first."""

    people: dict[str, Load]
    ping_pong: list[Listed]
    position: int


def loads(engine: Engine, whose: Whose, code: str, *, now: datetime) -> Loads:
    """Read the load of a queue in two statements; at most MOST reports go back and forth.

    At the operator's desk and in the draw nobody holds anything.
    """
    with reading(engine, "queues") as view:
        people = _people(view, whose, code, now) if whose in _STREETS else {}
        bounced = [queue.c.open.is_(True), queue.c.bounces >= BOUNCED]
        query = (
            select(queue)
            .where(view.holds(queue), belongs(whose, code), *bounced)
            .order_by(queue.c.bounces.desc(), queue.c.report)
            .limit(MOST)
        )
        ping_pong = [listed(row) for row in view.db.execute(query).mappings()]
    return Loads(people, ping_pong, view.position)


def _people(view: Snapshot, whose: Whose, code: str, now: datetime) -> dict[str, Load]:
    held = queue.c.state == _HELD
    lately = queue.c.resolved_at >= to_micros(now - WEEK)
    done = and_(queue.c.state.in_(_DONE), lately)
    query = (
        select(
            queue.c.holder,
            func.sum(case((held, 1), else_=0)),
            func.sum(case((and_(held, is_late(now)), 1), else_=0)),
            func.sum(case((done, 1), else_=0)),
            func.min(case((held, queue.c.lease_until))),
        )
        .where(
            view.holds(queue),
            belongs(whose, code, Filter(states=frozenset({_HELD, *_DONE}))),
            queue.c.holder.is_not(None),
            or_(held, done),
        )
        .group_by(queue.c.holder)
    )
    return {
        holder: Load(
            open=int(open_),
            late=int(late),
            resolved=int(resolved),
            lease_soonest=None if soonest is None else from_micros(soonest),
        )
        for holder, open_, late, resolved, soonest in view.db.execute(query)
    }
