"""How much everybody has in hand, and which reports go back and forth."""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Engine, Select, case, func, select

from projections.queues.listed import Listed, listed
from projections.queues.queries import Filter, Whose, belongs, is_late
from projections.queues.table import BOUNCED, queue
from projections.reading import Snapshot, reading
from services.eventlog.instants import from_micros, to_micros

WEEK: Final = timedelta(days=7)
MOST: Final = 100
_STREETS: Final = (Whose.OFFICE, Whose.COMMUNITY)
_HELD: Final = ("claimed",)
_DONE: Final = ("resolved", "verified")


class Load(Struct, frozen=True, kw_only=True):
    """What one person holds in a queue, and what was mended by that person within a week."""

    open: int = 0
    late: int = 0
    resolved: int = 0
    lease_soonest: datetime | None = None


_NOTHING: Final = Load()


class Loads(NamedTuple):
    """Everybody who holds something, by pseudonym; and what went back and forth, most first."""

    people: dict[str, Load]
    ping_pong: list[Listed]
    position: int


def loads(engine: Engine, whose: Whose, code: str, *, now: datetime) -> Loads:
    """Read the load of a queue in three statements; at most MOST reports go back and forth.

    At the operator's desk and in the draw nobody holds anything.
    """
    with reading(engine, "queues") as view:
        people = _people(view, whose, code, now) if whose in _STREETS else {}
        query = (
            select(queue)
            .where(view.holds(queue), belongs(whose, code), BOUNCED)
            .order_by(queue.c.bounces.desc(), queue.c.report)
            .limit(MOST)
        )
        ping_pong = [listed(row) for row in view.db.execute(query).mappings()]
    return Loads(people, ping_pong, view.position)


def _people(view: Snapshot, whose: Whose, code: str, now: datetime) -> dict[str, Load]:
    """Ask for what is held, and for what was mended, apart: each is a range of one index."""
    late = func.sum(case((is_late(now), 1), else_=0))
    held = _each(view, whose, code, _HELD, func.count(), late, func.min(queue.c.lease_until))
    done = _each(view, whose, code, _DONE, func.count(), since=now - WEEK)
    people = {
        holder: Load(
            open=int(open_),
            late=int(late),
            lease_soonest=None if soonest is None else from_micros(soonest),
        )
        for holder, open_, late, soonest in view.db.execute(held)
    }
    for holder, resolved in view.db.execute(done):
        people[holder] = replace(people.get(holder, _NOTHING), resolved=int(resolved))
    return people


def _each(
    view: Snapshot,
    whose: Whose,
    code: str,
    states: tuple[str, ...],
    *counted: ColumnElement[Any],
    since: datetime | None = None,
) -> Select[Any]:
    """Count by person what is in these states, or was resolved since then and still is."""
    query = select(queue.c.holder, *counted).where(
        view.holds(queue),
        belongs(whose, code, Filter(states=frozenset(states))),
        queue.c.state.in_(states),
        queue.c.holder.is_not(None),
    )
    if since is not None:
        query = query.where(queue.c.resolved_at >= to_micros(since))
    return query.group_by(queue.c.holder)
