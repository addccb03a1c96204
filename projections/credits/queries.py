"""How credits are read: one rider's ledger, everybody's balances, the books as a whole."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from msgspec import Struct
from sqlalchemy import Engine, RowMapping, Select, and_, case, exists, func, select

from projections.credits.ledger import Account, Posting, postings, totals
from projections.credits.table import balance, line, status
from projections.cursors import make_cursor, read_cursor
from projections.reading import Snapshot, reading
from services.eventlog.instants import from_micros

MOST = 200


class CauseOf(NamedTuple):
    """The event that led to a line."""

    stream: UUID
    version: int
    position: int


class Line(Struct, frozen=True, kw_only=True):
    """One event of a wallet and what has become of it.

    `status`: a credit is pending, held, vested or taken_back; a redemption redeemed or
    refunded; all else is done. `reason` is why points were taken or came back.
    """

    position: int
    at: datetime
    kind: str  # credited, held, vested, clawed_back, redeemed, refunded
    points: int
    status: str
    settled: bool
    report: UUID | None
    deed: str | None
    rule: str | None
    rule_version: int | None
    before_cap: int | None
    reason: str | None
    redemption: str | None
    reward: str | None
    cause: CauseOf | None

    @property
    def postings(self) -> list[Posting]:
        """What the line moves between accounts; the sum is zero."""
        return postings(self.kind, self.points, settled=self.settled)


class Balance(NamedTuple):
    """A wallet's sums: a negative balance is a debt; `held` is a part of `pending`."""

    rider: str
    balance: int
    pending: int
    held: int
    earned: int
    spent: int


class Credits(NamedTuple):
    """A rider's balance and part of the ledger, newest first."""

    sums: Balance
    items: list[Line]
    next: str | None
    position: int
    incomplete: bool


class Balances(NamedTuple):
    """Part of all balances, by rider."""

    items: list[Balance]
    next: str | None
    position: int
    incomplete: bool


class Books(NamedTuple):
    """The totals of all accounts; they sum to zero at every position."""

    accounts: dict[Account, int]
    position: int
    incomplete: bool


def credits_of(
    engine: Engine,
    rider: str,
    *,
    cursor: str | None = None,
    limit: int = 50,
    as_of: int | None = None,
) -> Credits:
    """Read a rider's credits; raises BadCursor and NotYetShown."""
    name, after = f"credits:{rider}", None
    if cursor is not None:
        as_of, (after,) = read_cursor(cursor, name, (int,))
    limit = max(1, min(limit, MOST))
    with reading(engine, "credits", as_of, rider) as now:
        query = with_status(now).where(line.c.wallet == rider)
        if after is not None:
            query = query.where(line.c.position < after)
        query = query.order_by(line.c.position.desc()).limit(limit + 1)
        rows = now.db.execute(query).mappings().all()
        sums = sums_of(now, rider)
    items = [read_line(row) for row in rows[:limit]]
    more = make_cursor(name, now.position, [items[-1].position]) if len(rows) > limit else None
    return Credits(sums, items, more, now.position, now.incomplete)


def balances(
    engine: Engine, *, cursor: str | None = None, limit: int = 50, as_of: int | None = None
) -> Balances:
    """Read everybody's balance; raises BadCursor and NotYetShown."""
    after = None
    if cursor is not None:
        as_of, (after,) = read_cursor(cursor, "balances", (str,))
    limit = max(1, min(limit, MOST))
    with reading(engine, "credits", as_of) as now:
        query = select(balance).where(now.holds(balance)).order_by(balance.c.wallet)
        if after is not None:
            query = query.where(balance.c.wallet > after)
        rows = now.db.execute(query.limit(limit + 1)).mappings().all()
    items = [_balance(row) for row in rows[:limit]]
    more = make_cursor("balances", now.position, [items[-1].rider]) if len(rows) > limit else None
    return Balances(items, more, now.position, now.incomplete)


def books(engine: Engine, as_of: int | None = None) -> Books:
    """Add up all postings, account by account."""
    with reading(engine, "credits", as_of) as now:
        query = (
            select(line.c.kind, line.c.settled, func.sum(line.c.points))
            .where(now.known(line))
            .group_by(line.c.kind, line.c.settled)
        )
        moved = [
            posting
            for kind, settled, points in now.db.execute(query)
            for posting in postings(kind, int(points), settled=bool(settled))
        ]
    return Books(totals(moved), now.position, now.incomplete)


def with_status(now: Snapshot) -> Select[Any]:
    """Read lines with what has become of them by then.

    A report that was credited anew had its earlier credit taken back before.
    """
    later = line.alias()
    again = exists().where(
        now.known(later),
        later.c.wallet == line.c.wallet,
        later.c.subject == line.c.subject,
        later.c.position > line.c.position,
    )
    mine = and_(
        status.c.wallet == line.c.wallet, status.c.subject == line.c.subject, now.holds(status)
    )
    became = case((again, "taken_back"), else_=func.coalesce(status.c.status, "done"))
    return select(line, became.label("status")).outerjoin(status, mine).where(now.known(line))


def sums_of(now: Snapshot, rider: str) -> Balance:
    """Read a wallet's sums; nothing but zeros where it has no line yet."""
    query = select(balance).where(now.holds(balance), balance.c.wallet == rider)
    row = now.db.execute(query).mappings().one_or_none()
    return Balance(rider, 0, 0, 0, 0, 0) if row is None else _balance(row)


def _balance(row: RowMapping) -> Balance:
    sums = (row[name] for name in Balance._fields[1:])
    return Balance(row["wallet"], *sums)


def read_line(row: RowMapping) -> Line:
    """Read a stored line, with its status."""
    facts = {name: row[name] for name in _PLAIN}
    cause = None
    if row["cause_stream"] is not None:
        stream = UUID(row["cause_stream"])
        cause = CauseOf(stream, row["cause_version"], row["cause_position"])
    report = UUID(row["report"]) if row["report"] else None
    settled = bool(row["settled"])
    return Line(at=from_micros(row["at"]), report=report, settled=settled, cause=cause, **facts)


_PLAIN = [
    name for name in Line.__struct_fields__ if name not in {"at", "report", "settled", "cause"}
]
