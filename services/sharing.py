"""Fair shares: whoever has less to do asks for a work, and its holder passes it on."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, select

from services.database import upsert, writing
from services.leases import Lease, Leases, holds, work_lease, work_wish
from services.migrations import take_turns

_TURNS: Final = 7_310_005  # any number that nobody else locks


def ask(leases: Leases, name: str, loads: Mapping[str, int]) -> bool:
    """Wish for a work of somebody who has more to do; say whether it is wished for.

    A wish is void after a term unless it is made again. Whoever else wants that work waits.

    Args:
        leases: those of the process that asks. It takes the work once that was given up.
        name: of the work.
        loads: what each work takes, in any unit; one that is not named is never wished for.

    """
    with leases.engine.connect() as db:
        if not _may(leases, db, name, loads):
            return False  # a look costs less than the right to write
    with writing(leases.engine) as db:
        take_turns(db, _TURNS)  # who asks for two works at once must know of both wishes
        if not _may(leases, db, name, loads):
            return False
        wish = {"name": name, "wisher": leases.holder, "until": leases.end(db)}
        made = upsert(db, work_wish).values(wish)
        db.execute(made.on_conflict_do_update(index_elements=["name"], set_=wish))
    return True


def asked(leases: Leases, lease: Lease) -> bool:
    """Say whether somebody who has less to do wishes for this work."""
    with leases.engine.connect() as db:
        return leases.promised(db, lease.name)


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


def _may(leases: Leases, db: Connection, name: str, loads: Mapping[str, int]) -> bool:
    """Say whether a work is to be wished for, by who does what and who will."""
    at = leases.now(db)
    rows = db.execute(select(work_lease.c.name, work_lease.c.holder, work_lease.c.until)).all()
    # A lease that has just run out counts until somebody else has the work: it may be renewed.
    doing = {work: holder for work, holder, _ in rows if holder}
    held = any(work == name and holds(until, at, leases.term) for work, _, until in rows)
    wishes = db.execute(select(work_wish.c.name, work_wish.c.wisher, work_wish.c.until))
    wished = {work: who for work, who, until in wishes if holds(until, at, leases.term)}
    holder = doing.get(name)
    if not held or holder in {None, leases.holder} or wished.get(name) not in {None, leases.holder}:
        return False  # it can be taken, is ours already, or will be somebody else's
    return fairer(doing | wished, loads, name, str(holder), leases.holder)
