"""Fair shares: whoever has less to do asks for a work, and its holder passes it on."""

from collections.abc import Mapping

from sqlalchemy import Connection, Table, and_, or_, select

from services.database import upsert, writing
from services.leases import Lease, Leases, holds, work_lease, work_wish


def ask(leases: Leases, name: str, loads: Mapping[str, int]) -> bool:
    """Wish for a work of somebody who has more to do; say whether it is wished for.

    A wish is void after a term unless it is made again. Whoever else wants that work waits.

    Args:
        leases: those of the process that asks. It takes the work once that was given up.
        name: of the work.
        loads: what each work takes, in any unit; one that is not named is never wished for.

    """
    with leases.engine.connect() as db:
        at = leases.now(db)
        held = _valid(leases, db, work_lease, at)
        wished = _valid(leases, db, work_wish, at)
    holder = held.get(name, leases.holder)  # what is free can be taken
    later = {work: wished.get(work, who) for work, who in held.items()}
    if later.get(name) not in {holder, leases.holder}:
        return False
    if not fairer(later, loads, name, holder, leases.holder):
        return False
    with writing(leases.engine) as db:
        at, end = leases.now(db), leases.end(db)
        wish = {"name": name, "wisher": leases.holder, "until": end}
        until = work_wish.c.until
        mine = or_(work_wish.c.wisher == leases.holder, until <= at, until > end)
        made = upsert(db, work_wish).values(wish)
        made = made.on_conflict_do_update(index_elements=["name"], set_=wish, where=mine)
        return bool(db.execute(made).rowcount)


def asked(leases: Leases, lease: Lease) -> bool:
    """Say whether somebody who has less to do wishes for this work."""
    others = and_(work_wish.c.name == lease.name, work_wish.c.wisher != lease.holder)
    with leases.engine.connect() as db:
        until = db.scalar(select(work_wish.c.until).where(others))
        return until is not None and holds(until, leases.now(db), leases.term)


def fairer(
    doing: Mapping[str, str], loads: Mapping[str, int], name: str, holder: str, other: str
) -> bool:
    """Say whether a work is better done by `other` than by its holder.

    It is where `other` has less to do than the holder even without that work: the greater of
    the two loads then falls. So processes come to rest, however they ask.
    """

    def rest(who: str) -> int:
        works = (work for work, doer in doing.items() if doer == who and work != name)
        return sum(loads.get(work, 0) for work in works)

    return bool(loads.get(name)) and rest(other) < rest(holder)


def _valid(leases: Leases, db: Connection, table: Table, at: int) -> dict[str, str]:
    """Say who holds each work, or wishes for it, at this moment."""
    rows = db.execute(select(table))
    return {name: who for name, who, *_, until in rows if who and holds(until, at, leases.term)}
