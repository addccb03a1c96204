"""Who does which work: one holder at a time, for some seconds that it goes on renewing."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from psycopg.errors import LockNotAvailable
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    and_,
    cast,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.exc import OperationalError

from services.clock import Clock, system_clock
from services.database import Fence, upsert, writing
from services.eventlog.instants import to_micros
from services.frozen import end_frozen, idle_limit
from services.migrations import take_turns

TERM_S: Final = 5.0  # after which the work of a holder that died goes to another
_IDLE_TERMS: Final = 4  # that one which stands still half-way keeps it: a busy one folds as long
_WAIT_TERMS: Final = 0.4  # for who writes under a lease that lapsed, before one looks again
_SECOND: Final = 1_000_000
_FOUNDING: Final = 7_310_004  # any number that nobody else locks
_TABLES = MetaData()

work_lease = Table(
    "work_lease",
    _TABLES,
    Column("name", String(40), primary_key=True),  # of the work
    Column("holder", String(80), nullable=False),  # "" once it was given back
    Column("token", BigInteger, nullable=False),  # one higher for each new holder
    Column("until", BigInteger, nullable=False),  # microseconds since 1970
)
work_wish = Table(
    "work_wish",
    _TABLES,
    Column("name", String(40), primary_key=True),  # of a work that another process holds
    Column("wisher", String(80), nullable=False),  # who does less and would take it
    Column("until", BigInteger, nullable=False),  # when it is void, microseconds since 1970
)


class LeaseLost(Exception):
    """The work went to somebody else meanwhile: what this process was about to write is void."""


@dataclass(frozen=True)
class Lease:
    """The right to do a work; whoever gets it next has a higher token."""

    name: str
    holder: str
    token: int


def prepare_leases(engine: Engine) -> None:
    """Make the table where it is missing, in the views' database."""
    with writing(engine) as db:
        take_turns(db, _FOUNDING)
        _TABLES.create_all(db)


class Leases:
    """Takes, renews and gives back the right to do a work, on behalf of one process.

    Time is that of the database, so that clocks of several machines need not agree; on
    SQLite it is this machine's. It decides only when a work may change hands. That its
    former holder writes nothing any more is seen to by the token, whatever the time.
    """

    def __init__(
        self, engine: Engine, holder: str, clock: Clock = system_clock, term: float = TERM_S
    ) -> None:
        self.engine = engine
        self.holder = holder
        self.term = term
        self._clock = clock

    def take(self, name: str) -> Lease | None:
        """Take a work on, if nobody holds it, nor is promised it."""
        with self.engine.connect() as db:
            if self._held(db, name) or self.promised(db, name):
                return None  # a look costs less than the right to write
        try:
            return self._taken(name)
        except OperationalError as error:
            if isinstance(error.orig, LockNotAvailable):
                return None  # whoever had it is still writing
            raise

    def _taken(self, name: str) -> Lease | None:
        with writing(self.engine) as db:
            self._not_for_ever(db)
            nobody = {"name": name, "holder": "", "token": 0, "until": 0}
            db.execute(upsert(db, work_lease).values(nobody).on_conflict_do_nothing())
            # FOR UPDATE waits for whoever writes under the present token: see `_check`.
            mine = work_lease.c.name == name
            token = db.scalars(select(work_lease.c.token).where(mine).with_for_update()).one() + 1
            if self._held(db, name) or self.promised(db, name):
                return None
            row = {"holder": self.holder, "token": token, "until": self.end(db)}
            db.execute(update(work_lease).where(mine).values(row))
            db.execute(delete(work_wish).where(work_wish.c.name == name))
        return Lease(name, self.holder, token)

    def renew(self, lease: Lease) -> bool:
        """Keep a work for another term; False where it went to somebody else."""
        with writing(self.engine) as db:
            again = update(work_lease).where(_under(lease)).values(until=self.end(db))
            return bool(db.execute(again).rowcount)

    def release(self, lease: Lease) -> None:
        """Give a work back at once, unless it went to somebody else."""
        with writing(self.engine) as db:
            free = update(work_lease).where(_under(lease)).values(holder="", until=0)
            db.execute(free)

    def fence(self, lease: Lease) -> Fence:
        """Make the check that goes before each write of this work, in its transaction."""
        return partial(_check, lease=lease, patience=self._patience)

    def _not_for_ever(self, db: Connection) -> None:
        """Wait a while only for who writes under this lease, and not at all for the frozen."""
        if db.dialect.name == "postgresql":
            wait = func.set_config("lock_timeout", f"{1000 * self.term * _WAIT_TERMS:.0f}", True)  # noqa: FBT003 - is_local
            db.execute(select(wait, idle_limit(self._patience)))
            end_frozen(db, work_lease.name, self._patience)

    @property
    def _patience(self) -> float:
        return self.term * _IDLE_TERMS

    def _held(self, db: Connection, name: str) -> bool:
        query = select(work_lease.c.holder, work_lease.c.until).where(work_lease.c.name == name)
        row = db.execute(query).one_or_none()
        if row is None or not row.holder:
            return False
        return holds(row.until, self.now(db), self.term)

    def promised(self, db: Connection, name: str) -> bool:
        """Say whether a work was given up for somebody else, who comes for it in a moment."""
        others = and_(work_wish.c.name == name, work_wish.c.wisher != self.holder)
        until = db.scalar(select(work_wish.c.until).where(others))
        return until is not None and holds(until, self.now(db), self.term)

    def end(self, db: Connection) -> int:
        """Say when a term that begins now is over."""
        return self.now(db) + round(self.term * _SECOND)

    def now(self, db: Connection) -> int:
        """Say what time it is for these leases."""
        return now(db, self._clock)


def holds(until: int, at: int, term: float) -> bool:
    """Say whether a lease still holds at a moment; both in microseconds.

    One that ends later than a full term from now was taken before the clock was set back.
    It must not outlive its holder for as long as that was.
    """
    return at < until <= at + round(term * _SECOND)


def now(db: Connection, clock: Clock = system_clock) -> int:
    """Ask what time it is for leases, in microseconds since 1970."""
    if db.dialect.name != "postgresql":
        return to_micros(clock())
    seconds = func.extract("epoch", func.clock_timestamp())
    return int(db.scalars(select(cast(seconds * _SECOND, BigInteger))).one())


def held(engine: Engine) -> dict[str, bool]:
    """Say of each work that was ever done whether somebody holds it now."""
    with engine.connect() as db:
        at = now(db)
        rows = db.execute(select(work_lease.c.name, work_lease.c.until).order_by("name"))
        return {name: holds(until, at, TERM_S) for name, until in rows}


def _under(lease: Lease) -> ColumnElement[bool]:
    same = and_(work_lease.c.holder == lease.holder, work_lease.c.token == lease.token)
    return and_(work_lease.c.name == lease.name, same)


def _check(db: Connection, lease: Lease, patience: float) -> None:
    """Go on only under the present token, which stays so until this transaction ends.

    On PostgreSQL the next holder waits for that end. It must not wait for a process that
    was stopped half-way: the server then ends the transaction, and with it the lock, or the
    next holder does.
    """
    query = select(work_lease.c.token).where(_under(lease))
    if db.dialect.name == "postgresql":
        query = query.add_columns(idle_limit(patience)).with_for_update(read=True, key_share=True)
    if db.execute(query).first() is None:
        raise LeaseLost(lease.name)
