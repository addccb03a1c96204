"""Wrong passwords: counted before they are checked, so that no flood slips past the count."""

from datetime import timedelta
from typing import Final

from sqlalchemy import Engine, delete, select, update

from services.clock import Clock
from services.database import writing
from services.eventlog.instants import from_micros, to_micros
from services.identity.refusals import AccountLocked
from services.identity.tables import add_missing, log_in_failure, purge

FREE: Final = 5  # attempts before the first lock
FIRST_LOCK: Final = timedelta(minutes=15)
LONGEST_LOCK: Final = timedelta(hours=24)
_FORGIVEN: Final = timedelta(hours=48)  # after the last attempt; no lock outlives it


class Failures:
    """Counts the failures of each login; the unknown ones too, or a lock would tell."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def attempt(self, login: bytes) -> None:
        """Count an attempt as failed until `clear` says otherwise; raises AccountLocked."""
        now = self._clock()
        micros = to_micros(now)
        mine = log_in_failure.c.login_lookup == login
        blank = {"login_lookup": login, "failed": 0, "locked_until": 0, "last_at": micros}
        with self._engine.begin() as db:
            purge(db, log_in_failure, "last_at", to_micros(now - _FORGIVEN))
        with writing(self._engine) as db:
            add_missing(db, log_in_failure, blank)
            row = db.execute(select(log_in_failure).where(mine).with_for_update()).one()
            if micros < row.locked_until:
                raise AccountLocked(from_micros(row.locked_until))
            failed = row.failed + 1
            locked = to_micros(now + lock_after(failed)) if failed >= FREE else 0
            count = {"failed": failed, "locked_until": locked, "last_at": micros}
            db.execute(update(log_in_failure).where(mine).values(count))

    def clear(self, login: bytes) -> None:
        """Forget the failures of a login whose owner was recognised."""
        with self._engine.begin() as db:
            db.execute(delete(log_in_failure).where(log_in_failure.c.login_lookup == login))


def lock_after(failed: int) -> timedelta:
    """Answer how long a login is locked by its n-th failure in a row: doubled each time."""
    if failed < FREE:
        return timedelta(0)
    doubled = min(failed - FREE, 10)  # beyond ten the longest lock holds anyway
    return min(FIRST_LOCK * (1 << doubled), LONGEST_LOCK)
