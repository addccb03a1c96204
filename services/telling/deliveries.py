"""What goes out to riders, over which channel, and what has become of it."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, delete, select, update

from services.database import upsert, writing
from services.eventlog.instants import to_micros
from services.telling.quiet import HELD
from services.telling.tables import delivery, for_good, planned

WORKER: Final = "notify"
ALL: Final = (
    "z"  # after every pseudonym, hex as they are, under any collation: signs may come first
)
KEPT: Final = timedelta(days=30)
MOST: Final = 200


class State(StrEnum):
    """How a delivery stands."""

    WAITING = "waiting"
    HELD = HELD  # until quiet hours end; what is held together goes out as one
    SENT = "sent"
    NOBODY = "nobody"  # the channel has no way to this rider
    STALE = "stale"  # too old to ring for; it stands in the inbox
    FAILED = "failed"  # given up


OPEN: Final = (State.WAITING, State.HELD)


class Reached(NamedTuple):
    """Up to which notice deliveries are planned: this position, and there this rider."""

    position: int
    rider: str


class Due(NamedTuple):
    """A delivery whose time has come, as it was read."""

    position: int
    rider: str
    channel: str
    held: bool
    tries: int
    next_try: int


class _Taken(Exception):
    """Somebody else has changed one of several; none is changed."""


class Deliveries:
    """Remembers each delivery: planned once, tried again until it is settled.

    What is read is changed only if nobody else did so meanwhile: several workers may run.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def reached(self) -> Reached:
        """Say up to where deliveries are planned."""
        query = select(planned.c.position, planned.c.rider).where(planned.c.worker == WORKER)
        with self._engine.connect() as db:
            row = db.execute(query).one_or_none()
        return Reached(row.position, row.rider) if row else Reached(0, "")

    def plan(
        self,
        since: Reached,
        upto: Reached,
        notices: Iterable[tuple[int, str]],
        channels: Iterable[str],
        now: datetime,
    ) -> None:
        """Plan deliveries for notices (position, rider) and move on; nothing if others did."""
        fresh = {"state": State.WAITING, "tries": 0, "next_try": to_micros(now)}
        through = list(channels)
        rows = [
            {"position": position, "rider": rider, "channel": channel, **fresh}
            for position, rider in notices
            for channel in through
        ]
        with writing(self._engine) as db:
            if not _moved(db, since, upto):
                return
            if rows:
                db.execute(upsert(db, delivery).on_conflict_do_nothing(), rows)
            old = delivery.c.settled_at < to_micros(now - KEPT)
            db.execute(delete(delivery).where(old))

    def due(self, now: datetime, channels: Collection[str]) -> list[Due]:
        """List deliveries whose time has come, those that waited longest first."""
        query = _open(now).where(delivery.c.channel.in_(list(channels)))
        query = query.order_by(delivery.c.next_try, delivery.c.position).limit(MOST)
        return self._read(query)

    def held(self, rider: str, channel: str, now: datetime) -> list[Due]:
        """List what was held for a rider and may go out now, oldest first."""
        query = _open(now).where(delivery.c.rider == rider, delivery.c.channel == channel)
        query = query.where(delivery.c.state == State.HELD).order_by(delivery.c.position)
        return self._read(query.limit(MOST))

    def claim(self, some: Sequence[Due], until: datetime) -> bool:
        """Take deliveries on, all or none: nobody else tries them before `until`."""
        values = {"next_try": to_micros(until), "tries": delivery.c.tries + 1}
        with suppress(_Taken), writing(self._engine) as db:
            for one in some:
                if not db.execute(update(delivery).where(_as_read(one)).values(values)).rowcount:
                    raise _Taken
            return True
        return False

    def hold(self, some: Sequence[Due], until: datetime) -> None:
        """Let deliveries wait for the end of quiet hours."""
        values = {"state": State.HELD, "next_try": to_micros(until)}
        with writing(self._engine) as db:
            for one in some:
                db.execute(update(delivery).where(_as_read(one)).values(values))

    def settle(self, some: Sequence[Due], state: State, now: datetime) -> None:
        """Note how deliveries that were claimed ended."""
        values = {"state": state, "settled_at": to_micros(now)}
        self._change(some, values)

    def try_again(self, some: Sequence[Due], at: datetime) -> None:
        """Let deliveries that were claimed be tried again, each by itself."""
        self._change(some, {"state": State.WAITING, "next_try": to_micros(at)})

    def drop(self, rider: str) -> None:
        """Delete everything planned for somebody who is no more."""
        with writing(self._engine) as db:
            for_good(db)
            db.execute(delete(delivery).where(delivery.c.rider == rider))

    def _change(self, some: Sequence[Due], values: dict[str, object]) -> None:
        with writing(self._engine) as db:
            for one in some:
                mine = and_(_key(one), delivery.c.state.in_(OPEN))
                db.execute(update(delivery).where(mine).values(values))

    def _read(self, query: Select[Any]) -> list[Due]:
        with self._engine.connect() as db:
            return [_due(row) for row in db.execute(query)]


def _moved(db: Connection, since: Reached, upto: Reached) -> bool:
    row = {"worker": WORKER, **upto._asdict()}
    if since == Reached(0, ""):
        new = upsert(db, planned).on_conflict_do_nothing()
        return bool(db.execute(new, row).rowcount)
    here = and_(planned.c.position == since.position, planned.c.rider == since.rider)
    mine = and_(planned.c.worker == WORKER, here)
    return bool(db.execute(update(planned).where(mine).values(**upto._asdict())).rowcount)


def _open(now: datetime) -> Select[Any]:
    columns = (delivery.c.position, delivery.c.rider, delivery.c.channel, delivery.c.state)
    query = select(*columns, delivery.c.tries, delivery.c.next_try)
    return query.where(delivery.c.state.in_(OPEN), delivery.c.next_try <= to_micros(now))


def _key(one: Due) -> ColumnElement[bool]:
    place = (delivery.c.position == one.position, delivery.c.rider == one.rider)
    return and_(*place, delivery.c.channel == one.channel)


def _as_read(one: Due) -> ColumnElement[bool]:
    return and_(_key(one), delivery.c.next_try == one.next_try, delivery.c.state.in_(OPEN))


def _due(row: Row[Any]) -> Due:
    held = row.state == State.HELD
    return Due(row.position, row.rider, row.channel, held, row.tries, row.next_try)
