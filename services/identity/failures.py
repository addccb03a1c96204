"""Wrong passwords: counted before they are checked, so that no flood slips past the count.

They are counted for each login and address: a stranger locks out nobody else. Over all
addresses together a login has a ceiling, against guessers who have many; it lets through
the addresses from which this login was recognised lately.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, delete, select, update

from services.clock import Clock
from services.database import writing
from services.eventlog.instants import from_micros, to_micros
from services.identity.refusals import AccountLocked
from services.identity.tables import add_missing, log_in_source, log_in_total, purge

FREE: Final = 5  # attempts before the first lock
FIRST_LOCK: Final = timedelta(minutes=15)
LONGEST_LOCK: Final = timedelta(hours=24)
CEILING: Final = 50  # failures of a login in a window, over all addresses
WINDOW: Final = timedelta(hours=1)
FAMILIAR: Final = timedelta(days=30)  # how long an address is let through the ceiling
_FORGIVEN: Final = timedelta(hours=48)  # after the last attempt; no lock outlives it


class Failures:
    """Counts the failures of each login; the unknown ones too, or a lock would tell.

    A login and a source, which is that login at one address, are named by keyed hashes.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def attempt(self, login: bytes, source: bytes) -> None:
        """Count an attempt as failed until `recognised` says otherwise; raises AccountLocked."""
        now = self._clock()
        micros = to_micros(now)
        with self._engine.begin() as db:
            purge(db, log_in_source, "kept_until", micros)
            purge(db, log_in_total, "kept_until", micros)
        with writing(self._engine) as db:
            total = _row(db, log_in_total, _no_failures(login, now))
            here = _row(db, log_in_source, _nothing_yet(login, source, now))
            in_window = micros - total.window_start < _micros(WINDOW)
            familiar = micros - here.recognised_at < _micros(FAMILIAR)
            if micros < here.locked_until:
                raise AccountLocked(from_micros(here.locked_until))
            if in_window and total.failed >= CEILING and not familiar:
                raise AccountLocked(from_micros(total.window_start + _micros(WINDOW)))
            failed = here.failed + 1
            kept_until = to_micros(now + _FORGIVEN)
            count = {
                "failed": failed,
                "locked_until": to_micros(now + lock_after(failed)) if failed >= FREE else 0,
                "kept_until": max(here.kept_until, kept_until),
            }
            sum_of_all = {
                "failed": total.failed + 1 if in_window else 1,
                "window_start": total.window_start if in_window else micros,
                "kept_until": kept_until,
            }
            db.execute(update(log_in_total).where(_of(log_in_total, login)).values(sum_of_all))
            db.execute(update(log_in_source).where(_at(login, source)).values(count))

    def recognised(self, login: bytes, source: bytes) -> None:
        """Take the last attempt back, forget the failures here, and know the address again.

        What other addresses failed still stands against the ceiling.
        """
        now = self._clock()
        known = {
            "failed": 0,
            "locked_until": 0,
            "recognised_at": to_micros(now),
            "kept_until": to_micros(now + FAMILIAR),
        }
        counted = _of(log_in_total, login) & (log_in_total.c.failed > 0)
        with writing(self._engine) as db:
            db.execute(update(log_in_total).where(counted).values(failed=log_in_total.c.failed - 1))
            db.execute(update(log_in_source).where(_at(login, source)).values(known))

    def lift(self, login: bytes) -> None:
        """Forget the failures of a login everywhere; its familiar addresses stay so."""
        everywhere = _of(log_in_source, login)
        with writing(self._engine) as db:
            db.execute(delete(log_in_total).where(_of(log_in_total, login)))
            db.execute(update(log_in_source).where(everywhere).values(failed=0, locked_until=0))


def forget(db: Connection, login: bytes) -> None:
    """Delete all that is known of a login."""
    for table in (log_in_total, log_in_source):
        db.execute(delete(table).where(_of(table, login)))


def lock_after(failed: int) -> timedelta:
    """Answer how long a source is locked by its n-th failure in a row: doubled each time."""
    if failed < FREE:
        return timedelta(0)
    doubled = min(failed - FREE, 10)  # beyond ten the longest lock holds anyway
    return min(FIRST_LOCK * (1 << doubled), LONGEST_LOCK)


def _row(db: Connection, table: Table, blank: Mapping[str, Any]) -> Row[Any]:
    """Lock the row with the key of `blank`, which is written where there is none."""
    add_missing(db, table, blank)
    mine = [column == blank[column.name] for column in table.primary_key.columns]
    return db.execute(select(table).where(*mine).with_for_update()).one()


def _no_failures(login: bytes, now: datetime) -> dict[str, Any]:
    return {
        "login_lookup": login,
        "failed": 0,
        "window_start": to_micros(now),
        "kept_until": to_micros(now + _FORGIVEN),
    }


def _nothing_yet(login: bytes, source: bytes, now: datetime) -> dict[str, Any]:
    return {
        "login_lookup": login,
        "source_lookup": source,
        "failed": 0,
        "locked_until": 0,
        "recognised_at": 0,
        "kept_until": to_micros(now + _FORGIVEN),
    }


def _of(table: Table, login: bytes) -> ColumnElement[bool]:
    return table.c.login_lookup == login


def _at(login: bytes, source: bytes) -> ColumnElement[bool]:
    return _of(log_in_source, login) & (log_in_source.c.source_lookup == source)


def _micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)
